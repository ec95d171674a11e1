"""The pages of a list that no search narrows, and where they stand: two prepared queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import SQL, Case, ColumnBase, Expression, ModelSelect, Tuple, fn

from models.labels import Report
from models.search import totaux
from models.search.criteres import After, Anchor, Before, Criteres, Edge, From, Key
from models.search.prepared import at_most, statement, statements
from models.search.shown import INSCRIPTIONS, ShownInscription
from models.tables import Compteur, Inscription
from models.tables.table import database

ORDER = Tuple(Inscription.cle_nom, Inscription.id)


def always(cabinet_id: int, criteres: Criteres, *, living: bool) -> list[ColumnBase]:
    """Give the tests that every row of a list answers, whatever is sought in it."""
    tests: list[ColumnBase] = [Inscription.cabinet == cabinet_id]
    if criteres.report is not None:
        tests.append(Inscription.report == criteres.report)
    if living or criteres.report in (None, Report.FAIT):
        tests.append(Inscription.retire_le.is_null())
    if criteres.report not in (None, Report.FAIT):
        # Written out, for SQLite to see that its index is about the same.
        tests.append(Inscription.report != SQL(f"'{Report.FAIT.value}'"))
    return tests


def nearest(
    cabinet_id: int, criteres: Criteres, anchor: Anchor, size: int, *, living: bool
) -> list[ShownInscription]:
    """Give the `size` rows that are the nearest to `anchor`, from it on."""
    kind: Any = anchor if isinstance(anchor, Edge) else type(anchor)
    key = () if isinstance(anchor, Edge) else (anchor.key.cle_nom, anchor.key.id)
    shape = (cabinet_id, criteres, living, kind, size)
    return list(INSCRIPTIONS.read(statement(_page, shape, key)))


def at_ids(ids: Iterable[int]) -> dict[int, ShownInscription]:
    """Give the rows of `ids` that there are."""
    asked = statements(_rows_of, (), ids)
    return {row.id: row for one in asked for row in INSCRIPTIONS.read(one)}


def place(cabinet_id: int, criteres: Criteres, key: Key | None) -> tuple[int, int]:
    """Count the rows of a list that the totals know, and those that stand before `key`."""
    drawer = key.cle_nom[: totaux.DRAWER] if key else ""
    given = (drawer, drawer, key.cle_nom, key.id) if key else ()
    sql, parameters = statement(_place, (cabinet_id, criteres), given)
    total, before, rest = database.execute_sql(sql, parameters).fetchone()
    return int(total or 0), int(before or 0) + int(rest or 0)


def is_backwards(anchor: Anchor) -> bool:
    """Whether the rows wanted are those that come last before `anchor`."""
    return anchor is Edge.LAST or isinstance(anchor, Before)


def at(anchor: Anchor) -> list[Expression]:
    """Give the test of what stands on the side of `anchor` that is wanted."""
    match anchor:
        case After(key):
            return [(key.cle_nom, key.id) < ORDER]
        case Before(key):
            return [(key.cle_nom, key.id) > ORDER]
        case From(key):
            return [(key.cle_nom, key.id) <= ORDER]
        case _:
            return []


def ordered(
    rows: ModelSelect[Inscription], anchor: Anchor, name: ColumnBase = Inscription.cle_nom
) -> ModelSelect[Inscription]:
    """Put the rows in the order of the list, or in the other one before an anchor."""
    columns = (name, Inscription.id)
    return rows.order_by(*(one.desc() if is_backwards(anchor) else one for one in columns))


def _page(
    cabinet_id: int, criteres: Criteres, living: bool, kind: Any, size: int, *key: Any
) -> ModelSelect[Inscription]:
    anchor: Anchor = kind(Key(*key)) if key else kind
    rows = Inscription.select(*INSCRIPTIONS.columns)
    rows = rows.where(*always(cabinet_id, criteres, living=living), *at(anchor))
    return ordered(rows, anchor).limit(at_most(size))


def _rows_of(*ids: int) -> ModelSelect[Inscription]:
    return Inscription.select(*INSCRIPTIONS.columns).where(Inscription.id.in_(ids))


def _place(cabinet_id: int, criteres: Criteres, *key: Any) -> ModelSelect[Compteur]:
    counted: tuple[Any, Any] = (SQL("0"), SQL("0"))
    if key:
        drawer, same, cle_nom, rank = key
        before = Case(None, ((Compteur.debut < drawer, Compteur.nombre),), 0)
        rest = Inscription.select(fn.COUNT(SQL("1"))).where(
            *always(cabinet_id, criteres, living=False),
            *([Inscription.regime.in_(sorted(criteres.regimes))] if criteres.regimes else []),
            Inscription.cle_nom >= same,
            *at(Before(Key(cle_nom, rank))),
        )
        counted = fn.SUM(before), rest
    asked = totaux.drawers(cabinet_id, criteres)
    return Compteur.select(fn.SUM(Compteur.nombre), *counted).where(*asked)
