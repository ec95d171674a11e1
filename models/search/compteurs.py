"""What Accueil counts, each one a list to open."""

from __future__ import annotations

from dataclasses import dataclass

from models.labels import Etat, Regime, Report
from models.search import totaux
from models.search.criteres import Criteres
from models.search.parcours import Parcours
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
    by_regime = totaux.by_regime(cabinet)

    def listed(criteres: Criteres) -> int | None:
        return Parcours(cabinet, criteres).standing(None)[0]

    return Compteurs(
        total=sum(by_regime.values()),
        employeurs=by_regime.get(Regime.GENERAL, 0),
        independants=sum(n for regime, n in by_regime.items() if regime.est_independant),
        gerants=by_regime.get(Regime.GERANT_MAJORITAIRE, 0),
        a_reporter=totaux.total(cabinet, Criteres(report=Report.A_FAIRE)),
        refuses=totaux.total(cabinet, Criteres(report=Report.REFUSE)),
        radies=listed(Criteres(etat=Etat.RADIE)),
        incompletes=listed(Criteres(incomplete=True)),
        a_moi=listed(mine) if mine.responsable else 0,
    )
