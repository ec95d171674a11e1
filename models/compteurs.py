"""What Accueil counts, each one a list to open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import fn

from models import recherche
from models.labels import Etat, Regime, Report
from models.recherche import Criteres
from models.tables import Cabinet, Inscription


@dataclass(frozen=True)
class Compteurs:
    """How many inscriptions stand in each list."""

    total: int
    employeurs: int
    independants: int
    gerants: int
    a_reporter: int
    refuses: int
    radies: int
    incompletes: int
    a_moi: int


def count(cabinet: Cabinet, mine: Criteres) -> Compteurs:
    """Count the inscriptions of `cabinet`; `mine` lists those of the person who asks."""
    by_regime = _by_regime(cabinet)

    def listed(criteres: Criteres) -> int:
        total: int = recherche.matching(cabinet, criteres).count()
        return total

    return Compteurs(
        total=sum(by_regime.values()),
        employeurs=by_regime.get(Regime.GENERAL, 0),
        independants=sum(n for regime, n in by_regime.items() if regime.est_independant),
        gerants=by_regime.get(Regime.GERANT_MAJORITAIRE, 0),
        a_reporter=listed(Criteres(report=Report.A_FAIRE)),
        refuses=listed(Criteres(report=Report.REFUSE)),
        radies=listed(Criteres(etat=Etat.RADIE)),
        incompletes=listed(Criteres(incomplete=True)),
        a_moi=listed(mine) if mine.responsable else 0,
    )


def _by_regime(cabinet: Cabinet) -> dict[Regime, int]:
    query = (
        Inscription.select(Inscription.regime, fn.COUNT(Inscription.id).alias("number"))
        .where(Inscription.cabinet == cabinet, Inscription.retire_le.is_null())
        .group_by(Inscription.regime)
    )
    counted: Iterable[tuple[str, int]] = query.tuples().execute()
    return {Regime(regime): number for regime, number in counted}
