"""The list before anything is sought in it: its pages, and its totals, which the base keeps.

Triggers count each change (migration 0004), by the three letters that begin the name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Case, ColumnBase, ModelSelect, fn

from models.labels import Regime, Report
from models.search.criteres import Anchor, Before, Key
from models.search.order import beside, nearest_first, read_keys
from models.search.prepared import statement
from models.tables import Compteur, Inscription
from models.tables.table import database

BEGINNING = 3  # letters of the name
TO_REPORT = (Report.A_FAIRE, Report.REFUSE)
"""What is left to re-key on urssaf.fr: removals are part of it."""


@dataclass(frozen=True)
class Listed:
    """The inscriptions of a cabinet: all, or those of one report; or only the `living`."""

    cabinet_id: int
    report: Report | None = None
    living: bool = False

    @property
    def tests(self) -> list[ColumnBase]:
        """What every row of the list passes, whatever is sought in it."""
        tests: list[ColumnBase] = [Inscription.cabinet == self.cabinet_id]
        if self.report is not None:
            tests.append(Inscription.report == self.report)
        if self.living or self.report not in TO_REPORT:
            tests.append(Inscription.retire_le.is_null())
        if self.report in TO_REPORT:
            # Written out, for SQLite to see that its index is about the same.
            tests.append(Inscription.report != SQL(f"'{Report.FAIT.value}'"))
        return tests

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Give at most `size` keys beside `anchor`, the nearest first."""
        rows = Inscription.select().where(*self.tests)
        return read_keys(nearest_first(rows, anchor).limit(size))

    def count(self, before: Key | None) -> int:
        """Count the list, or what stands before a key."""
        return standing(self, key=before)[0 if before is None else 1]


def page(listed: Listed, kind: Any, size: int, *key: Any) -> ModelSelect[Inscription]:
    """Select at most `size` rows beside an anchor of this `kind`: a query to prepare."""
    anchor = kind(Key(*key)) if key else kind
    rows = Inscription.select().where(*listed.tests)
    # Written out: SQLite would compile the query at every run.
    return nearest_first(rows, anchor).limit(SQL(str(size)))


def standing(
    listed: Listed, regimes: frozenset[Regime] = frozenset(), key: Key | None = None
) -> tuple[int, int]:
    """Count the list (only these régimes, if any is given), and what stands before `key`."""
    beginning = key.cle_nom[:BEGINNING] if key else ""
    values = (beginning, beginning, key.cle_nom, key.id) if key else ()
    sql, parameters = statement(_standing, (listed, regimes), values)
    total, before, rest = database.execute_sql(sql, parameters).fetchone()
    return int(total or 0), int(before or 0) + int(rest or 0)


def by_regime(cabinet_id: int) -> dict[Regime, int]:
    """Count the living inscriptions of each régime."""
    totals = Compteur.select(Compteur.regime, fn.SUM(Compteur.nombre)).group_by(Compteur.regime)
    living = totals.where(Compteur.cabinet == cabinet_id, Compteur.retire == 0)
    rows: Iterable[tuple[str, int]] = living.tuples().execute()
    return {Regime(regime): int(total) for regime, total in rows}


def _standing(listed: Listed, regimes: frozenset[Regime], *key: Any) -> ModelSelect[Compteur]:
    """Sum the totals of all beginnings, of those before the key's, and count within its own."""
    kept = [Compteur.cabinet == listed.cabinet_id]
    tests = listed.tests
    if listed.report is not None:
        kept.append(Compteur.report == listed.report)
    if listed.report not in TO_REPORT:
        kept.append(Compteur.retire == 0)
    if regimes:
        kept.append(Compteur.regime.in_(sorted(regimes)))
        tests.append(Inscription.regime.in_(sorted(regimes)))
    before: tuple[Any, Any] = (SQL("0"), SQL("0"))
    if key:
        beginning, same, cle_nom, rank = key
        tests += [Inscription.cle_nom >= same, *beside(Before(Key(cle_nom, rank)))]
        before = (
            fn.SUM(Case(None, ((Compteur.debut < beginning, Compteur.nombre),), 0)),
            Inscription.select(fn.COUNT(SQL("1"))).where(*tests),
        )
    return Compteur.select(fn.SUM(Compteur.nombre), *before).where(*kept)
