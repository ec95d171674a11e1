"""Who is in the portefeuille already, looked up for many lines at once."""

from __future__ import annotations

from collections.abc import Iterable

from models.errors import InCorbeille
from models.fiche import Fiche
from models.importation.lines import Ligne
from models.labels import Regime
from models.portefeuille import Portefeuille


class Enrolled:
    """What the base has of the Sirens and the account numbers of a table."""

    def __init__(self, portefeuille: Portefeuille) -> None:
        self._portefeuille = portefeuille
        self._of_siren: dict[str, tuple[Fiche, ...]] = {}

    def look_up(self, lignes: Iterable[Ligne]) -> None:
        """Read what is there of these lines."""

    def of_siren(self, siren: str) -> tuple[Fiche, ...]:
        """Give the living inscriptions of a Siren."""
        if siren not in self._of_siren:
            self._of_siren[siren] = self._portefeuille.with_siren(siren)
        return self._of_siren[siren]

    def of_compte(self, numero: str) -> Fiche | None:
        """Give the living inscription that has an account number, however it is spelled."""
        return self._portefeuille.with_compte(numero) if numero else None

    def waiting(self, siren: str, regime: Regime) -> InCorbeille | None:
        """Tell of a Siren that was removed, and is still to be résilié, if there is one."""
        return self._portefeuille.waiting_to_end(siren, regime)
