"""What Accueil counts, each one a list to open."""

from __future__ import annotations

from dataclasses import dataclass

from models.labels import Etat, Regime, Report
from models.search import listed
from models.search.criteres import Criteres
from models.search.listing import Listing
from models.tables import Cabinet


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
        a_reporter=counted(Criteres(report=Report.A_FAIRE)) or 0,
        refuses=counted(Criteres(report=Report.REFUSE)) or 0,
        radies=counted(Criteres(etat=Etat.RADIE)),
        incompletes=counted(Criteres(incomplete=True)),
        a_moi=counted(mine) if mine.responsable else 0,
    )
