"""The list before anything is sought in it: its pages, and its totals, which the base keeps.

Triggers count each change (migration 0004), by the three letters that begin the name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Case, ColumnBase, ModelSelect, fn

from models.labels import Regime, Report, ToDo
from models.search.criteres import COUNTED, Anchor, Before, Edge, Key, Tri
from models.search.order import NAMES, ORDERS, Order, beside, nearest_first, read_keys
from models.storage import prepared
from models.tables import Compteur, Inscription

BEGINNING = 3  # letters of the name
TO_REPORT = frozenset({Report.A_FAIRE, Report.REFUSE})
"""What is left to re-key on urssaf.fr: removals are part of it."""


@dataclass(frozen=True)
class Listed:
    """The inscriptions of a cabinet: all, or of some reports or écarts; or only the `living`."""

    cabinet_id: int
    reports: frozenset[Report] = frozenset()
    living: bool = False
    tri: Tri = Tri.NOM
    ecarts: frozenset[ToDo] = frozenset()

    @property
    def order(self) -> Order:
        """What its rows are ordered by."""
        return ORDERS[self.tri]

    @property
    def is_to_report(self) -> bool:
        """Whether nothing is listed but what is left to re-key: removals then are."""
        return is_to_report(self.reports, self.ecarts)

    @property
    def tests(self) -> list[ColumnBase]:
        """What every row of the list passes, whatever is sought in it."""
        tests: list[ColumnBase] = [Inscription.cabinet == self.cabinet_id]
        if len(self.reports) == 1:
            tests.append(Inscription.report == min(self.reports))
        elif self.reports:
            tests.append(Inscription.report.in_(sorted(self.reports)))
        if self.living or not self.is_to_report:
            tests.append(Inscription.retire_le.is_null())
        if len(self.ecarts) == 1:
            tests.append(Inscription.ecart == min(self.ecarts))
        elif self.ecarts:
            tests.append(Inscription.ecart.in_(sorted(self.ecarts)))
        # Written out, for SQLite to see that its index is about the same.
        if self.ecarts and self.is_to_report:
            tests.append(Inscription.ecart != SQL(f"'{ToDo.AUCUN.value}'"))
        elif self.is_to_report:
            tests.append(Inscription.report != SQL(f"'{Report.FAIT.value}'"))
        return tests

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Give at most `size` keys beside `anchor`, the nearest first."""
        rows = nearest_first(Inscription.select().where(*self.tests), anchor, self.order)
        return read_keys(rows.limit(size), self.order)

    def count(self, before: Key | None) -> int:
        """Count the list, or what stands before a key."""
        if not self.ecarts and (before is None or self.order is NAMES):
            return standing(self, key=before)[0 if before is None else 1]
        anchor = Edge.FIRST if before is None else Before(before)
        rows = nearest_first(Inscription.select().where(*self.tests), anchor, self.order)
        return len(read_keys(rows.limit(COUNTED + 1), self.order))


def is_to_report(reports: frozenset[Report], ecarts: frozenset[ToDo]) -> bool:
    """Tell whether these choices list nothing but what is left to re-key on urssaf.fr."""
    return bool(reports and reports <= TO_REPORT) or bool(ecarts and ToDo.AUCUN not in ecarts)


def by_ecart(cabinet_id: int) -> dict[ToDo, int]:
    """Count what is to be done on urssaf.fr, and was not refused there, of each kind."""
    rows = Inscription.select(Inscription.ecart, fn.COUNT(SQL("1"))).where(
        Inscription.cabinet == cabinet_id,
        Inscription.ecart != SQL(f"'{ToDo.AUCUN.value}'"),
        Inscription.report == Report.A_FAIRE.value,
    )
    found: Iterable[tuple[str, int]] = rows.group_by(Inscription.ecart).tuples().execute()
    return {ToDo(ecart): int(number) for ecart, number in found}


def page(listed: Listed, kind: Any, size: int, *key: Any) -> ModelSelect[Inscription]:
    """Select at most `size` rows beside an anchor of this `kind`: a query to prepare."""
    anchor = kind(Key(key[:-1], key[-1])) if key else kind
    rows = Inscription.select().where(*listed.tests)
    return nearest_first(rows, anchor).limit(size)


def standing(
    listed: Listed, regimes: frozenset[Regime] = frozenset(), key: Key | None = None
) -> tuple[int, int]:
    """Count the list (only these régimes, if any is given), and what stands before `key`."""
    beginning = key.cle_nom[:BEGINNING] if key else ""
    values = (beginning, beginning, key.cle_nom, key.id) if key else ()
    ((total, before, rest),) = prepared.run(_standing, (listed, regimes), values)
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
    if listed.reports:
        kept.append(Compteur.report.in_(sorted(listed.reports)))
    if not listed.is_to_report:
        kept.append(Compteur.retire == 0)
    if regimes:
        kept.append(Compteur.regime.in_(sorted(regimes)))
        tests.append(Inscription.regime.in_(sorted(regimes)))
    before: tuple[Any, Any] = (SQL("0"), SQL("0"))
    if key:
        beginning, same, cle_nom, rank = key
        tests += [Inscription.cle_nom >= same, *beside(Before(Key((cle_nom,), rank)))]
        before = (
            fn.SUM(Case(None, ((Compteur.debut < beginning, Compteur.nombre),), 0)),
            Inscription.select(fn.COUNT(SQL("1"))).where(*tests),
        )
    return Compteur.select(fn.SUM(Compteur.nombre), *before).where(*kept)
