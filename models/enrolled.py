"""Who of the portefeuille has the Sirens and the account numbers that were asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.errors import InCorbeille
from models.fiche import Fiche
from models.labels import Regime
from models.search.holders import Known, Numeros


@dataclass(frozen=True)
class Enrolled:
    """The answer to `enrolled_among`: of a number that was not asked, it knows nothing."""

    _sirens: Mapping[str, tuple[Fiche, ...]]
    _numeros: Numeros[Fiche]
    _waiting: Mapping[Known, InCorbeille]

    def with_siren(self, siren: str) -> tuple[Fiche, ...]:
        """Give the living inscriptions of a Siren: one for each régime, the oldest first."""
        return self._sirens.get(siren, ())

    def with_compte(self, numero: str) -> Fiche | None:
        """Give the living inscription that has this account number, however it is spelled."""
        return self._numeros.holder(numero)

    def waiting(self, siren: str, regime: Regime) -> InCorbeille | None:
        """Tell of a Siren that was removed, and is still to be résilié under this régime."""
        return self._waiting.get((siren, regime.value))
