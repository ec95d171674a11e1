"""Kept totals: how many inscriptions there are, and how many stand before one of them.

Triggers of the base count each change (migration 0004), in drawers of names that begin alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from peewee import Expression, fn

from models.labels import Regime, Report
from models.recherche import Criteres, Key
from models.tables import Cabinet, Compteur, Inscription

DRAWER = 3  # letters of the name


def keeps(criteres: Criteres) -> bool:
    """Whether the totals know this list: no search, and no filter but régime and report."""
    return criteres == Criteres(regimes=criteres.regimes, report=criteres.report)


def total(cabinet: Cabinet, criteres: Criteres) -> int:
    """Count the rows of a list that the totals know."""
    return _sum(*_drawers(cabinet, criteres))


def before(cabinet: Cabinet, criteres: Criteres, key: Key) -> tuple[int, Expression]:
    """Count what stands in the drawers before that of `key`; give the test of those in its own."""
    drawer = key.cle_nom[:DRAWER]
    return (
        _sum(*_drawers(cabinet, criteres), Compteur.debut < drawer),
        Inscription.cle_nom >= drawer,
    )


def by_regime(cabinet: Cabinet) -> dict[Regime, int]:
    """Count the living inscriptions of each régime."""
    query = (
        Compteur.select(Compteur.regime, fn.SUM(Compteur.nombre))
        .where(Compteur.cabinet == cabinet, Compteur.retire == 0)
        .group_by(Compteur.regime)
    )
    counted: Iterable[tuple[str, int]] = query.tuples().execute()
    return {Regime(regime): int(number) for regime, number in counted}


def _drawers(cabinet: Cabinet, criteres: Criteres) -> list[Expression]:
    asked = [Compteur.cabinet == cabinet]
    if criteres.report is not None:
        asked.append(Compteur.report == criteres.report)
    if criteres.report in (None, Report.FAIT):
        asked.append(Compteur.retire == 0)
    if criteres.regimes:
        asked.append(Compteur.regime.in_(sorted(criteres.regimes)))
    return asked


def _sum(*asked: Expression) -> int:
    return int(Compteur.select(fn.SUM(Compteur.nombre)).where(*asked).scalar() or 0)
