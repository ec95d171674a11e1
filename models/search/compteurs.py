"""What Accueil counts, each one a list to open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.labels import Etat, Regime, Report, ToDo
from models.search import listed
from models.search.criteres import Criteres, Donnee
from models.search.listing import Listing
from models.tables import Cabinet

REFUSES = Criteres(reports=frozenset({Report.REFUSE}))
RADIES = Criteres(etats=frozenset({Etat.RADIE}))
INCOMPLETE = Criteres(sans=frozenset({Donnee.COMPLET}))
"""Lists that Accueil opens."""


@dataclass(frozen=True)
class Compteurs:
    """How many inscriptions stand in each list; None: more than COUNTED.

    `a_faire` is what the queue holds, of each kind that it does.
    """

    total: int
    employeurs: int
    independants: int
    gerants: int
    a_faire: Mapping[ToDo, int]
    refuses: int
    radies: int | None
    incompletes: int | None
    a_moi: int | None

    @property
    def a_reporter(self) -> int:
        """How many the queue holds."""
        return sum(self.a_faire.values())


def count(cabinet: Cabinet, mine: Criteres) -> Compteurs:
    """Count the inscriptions of `cabinet`; `mine` lists those of the person who asks."""
    by_regime = listed.by_regime(cabinet.id)

    def counted(criteres: Criteres) -> int | None:
        return Listing(cabinet, criteres).standing()[0]

    return Compteurs(
        total=sum(by_regime.values()),
        employeurs=by_regime.get(Regime.GENERAL, 0),
        independants=sum(n for regime, n in by_regime.items() if regime.est_independant),
        gerants=by_regime.get(Regime.GERANT_MAJORITAIRE, 0),
        a_faire=listed.by_ecart(cabinet.id),
        refuses=counted(REFUSES) or 0,
        radies=counted(RADIES),
        incompletes=counted(INCOMPLETE),
        a_moi=counted(mine) if mine.responsables else 0,
    )
