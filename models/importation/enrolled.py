"""Who is in the portefeuille already, looked up for all the lines of a table at once."""

from __future__ import annotations

from collections.abc import Iterable

from models.enrolled import Enrolled
from models.errors import InCorbeille
from models.fiche import Fiche
from models.importation.groups import siren_of
from models.importation.lines import Ligne, number_of
from models.labels import Regime
from models.portefeuille import Portefeuille


class LookedUp:
    """What the base had of the Sirens and the account numbers of lines, when it was asked last."""

    def __init__(self, portefeuille: Portefeuille) -> None:
        self._portefeuille = portefeuille
        self._answers: dict[str, Enrolled] = {}

    def look_up(self, lignes: Iterable[Ligne]) -> None:
        """Ask what is there of these lines."""
        found = [ligne for ligne in lignes if not ligne.ignoree]
        sirens = {siren_of(ligne.saisie.siren) for ligne in found} - {""}
        numeros = {number_of(ligne.compte.numero_compte) for ligne in found} - {""}
        answer = self._portefeuille.enrolled_among(sirens, numeros)
        self._answers |= dict.fromkeys((*sirens, *numeros), answer)

    def with_siren(self, siren: str) -> tuple[Fiche, ...]:
        """Give the living inscriptions of a Siren."""
        return self._answers[siren].with_siren(siren) if siren in self._answers else ()

    def with_compte(self, numero: str) -> Fiche | None:
        """Give the living inscription that has an account number, however it is spelled."""
        return self._answers[numero].with_compte(numero) if numero in self._answers else None

    def waiting(self, siren: str, regime: Regime) -> InCorbeille | None:
        """Tell of a Siren that was removed, and is still to be résilié, if there is one."""
        return self._answers[siren].waiting(siren, regime) if siren in self._answers else None
