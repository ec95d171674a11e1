"""What Accueil counts, each one a list to open."""

from __future__ import annotations

from dataclasses import dataclass

from models.labels import Etat, Regime, Report
from models.search import listed
from models.search.criteres import Criteres, Donnee
from models.search.listing import Listing
from models.tables import Cabinet

TO_REPORT = Criteres(reports=frozenset({Report.A_FAIRE}))
REFUSES = Criteres(reports=frozenset({Report.REFUSE}))
RADIES = Criteres(etats=frozenset({Etat.RADIE}))
INCOMPLETE = Criteres(sans=frozenset({Donnee.COMPLET}))
"""Lists that Accueil opens."""


@dataclass(frozen=True)
class Compteurs:
    """How many inscriptions stand in each list; None: more than COUNTED."""

    total: int
    employeurs: int
    independants: int
    gerants: int
    a_reporter: int
    refuses: int
    radies: int | None
    incompletes: int | None
    a_moi: int | None


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
        a_reporter=counted(TO_REPORT) or 0,
        refuses=counted(REFUSES) or 0,
        radies=counted(RADIES),
        incompletes=counted(INCOMPLETE),
        a_moi=counted(mine) if mine.responsables else 0,
    )
