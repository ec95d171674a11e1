"""Kept totals: how many inscriptions there are, and how many stand before one of them.

Triggers of the base count each change (migration 0004), in drawers of names that begin alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from peewee import Expression, fn

from models.labels import Regime, Report
from models.search.criteres import Criteres
from models.tables import Cabinet, Compteur

DRAWER = 3  # letters of the name


def keeps(criteres: Criteres) -> bool:
    """Whether the totals know this list: no search, and no filter but régime and report."""
    return criteres == Criteres(regimes=criteres.regimes, report=criteres.report)


def total(cabinet: Cabinet, criteres: Criteres) -> int:
    """Count the rows of a list that the totals know."""
    counted = Compteur.select(fn.SUM(Compteur.nombre)).where(*drawers(cabinet.id, criteres))
    return int(counted.scalar() or 0)


def by_regime(cabinet: Cabinet) -> dict[Regime, int]:
    """Count the living inscriptions of each régime."""
    query = (
        Compteur.select(Compteur.regime, fn.SUM(Compteur.nombre))
        .where(Compteur.cabinet == cabinet, Compteur.retire == 0)
        .group_by(Compteur.regime)
    )
    counted: Iterable[tuple[str, int]] = query.tuples().execute()
    return {Regime(regime): int(number) for regime, number in counted}


def drawers(cabinet_id: int, criteres: Criteres) -> list[Expression]:
    """Give the tests of the drawers that hold the rows of a list."""
    asked = [Compteur.cabinet == cabinet_id]
    if criteres.report is not None:
        asked.append(Compteur.report == criteres.report)
    if criteres.report in (None, Report.FAIT):
        asked.append(Compteur.retire == 0)
    if criteres.regimes:
        asked.append(Compteur.regime.in_(sorted(criteres.regimes)))
    return asked
