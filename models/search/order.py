"""The orders of the list, and then by id; ways through it give keys in one of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import add, ge, gt, le, lt
from typing import Any, Protocol, cast

from peewee import JOIN, ColumnBase, Expression, Join, ModelSelect, SelectBase, Tuple, fn

from models.search.criteres import After, Anchor, Before, Edge, From, Key, Tri
from models.tables import Inscription
from models.tables.table import InstantField, database

UPWARDS: dict[type, Callable[[Any, Any], Any]] = {After: gt, From: ge, Before: lt}
DOWNWARDS: dict[type, Callable[[Any, Any], Any]] = {After: lt, From: le, Before: gt}
"""How keys compare with that of an anchor, in Python and in SQL."""


@dataclass(frozen=True)
class Order:
    """What rows are ordered by, before their id; `falls` where the highest comes first."""

    columns: tuple[ColumnBase, ...]
    falls: bool = False

    @property
    def in_no_index(self) -> Order:
        """The same, as no index is, so that PostgreSQL does not walk one."""
        first, *others = self.columns
        return Order((fn.COALESCE(first, first), *others), self.falls)

    def goes_down(self, anchor: Anchor) -> bool:
        """Whether the rows beside `anchor`, the nearest first, go from high to low."""
        return is_backwards(anchor) != self.falls

    def side(self, anchor: Anchor) -> Callable[[Any, Any], Any]:
        """Compare keys with that of `anchor`."""
        return (DOWNWARDS if self.falls else UPWARDS)[type(anchor)]


NAMES = Order((Inscription.cle_nom,))
ORDERS = {
    Tri.NOM: NAMES,
    Tri.DOSSIER: Order((Inscription.cle_dossier, Inscription.cle_nom)),
    Tri.VILLE: Order((Inscription.cle_ville, Inscription.cle_nom)),
    # People have an order that no row knows: their lists follow one another (people.py).
    Tri.RESPONSABLE: NAMES,
    Tri.MODIFICATION: Order((Inscription.modifie_le,), falls=True),
    # Of one kind: those of each follow one another (people.py).
    Tri.A_FAIRE: Order((Inscription.report_le,)),
}


class Way(Protocol):
    """A way through the inscriptions that a list holds, or that a search finds."""

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Give at most `size` keys beside `anchor`, the nearest first."""

    def count(self, before: Key | None) -> int:
        """Count the keys, or those before the one given; more than COUNTED is enough."""


class Sorted:
    """The way through a few keys, which are all known."""

    def __init__(self, keys: Iterable[Key], order: Order) -> None:
        self.keys = sorted(set(keys))
        self._order = order

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Give at most `size` keys beside `anchor`, the nearest first."""
        keys = self.keys
        if not isinstance(anchor, Edge):
            side = self._order.side(anchor)
            keys = [key for key in keys if side(key, anchor.key)]
        return keys[-size:][::-1] if self._order.goes_down(anchor) else keys[:size]

    def count(self, before: Key | None) -> int:
        """Count the keys, or those before the one given."""
        if before is None:
            return len(self.keys)
        if self._order.falls:
            return len(self.keys) - bisect_right(self.keys, before)
        return bisect_left(self.keys, before)


def is_backwards(anchor: Anchor) -> bool:
    """Whether the rows nearest to `anchor` stand before it: they are read backwards."""
    return anchor is Edge.LAST or isinstance(anchor, Before)


def beside(anchor: Anchor, order: Order = NAMES) -> list[Expression]:
    """Give the test of the rows that stand where `anchor` says; none for the whole list."""
    if isinstance(anchor, Edge):
        return []
    key = Tuple(*order.columns, Inscription.id)
    values = (*map(_stored, anchor.key.values), anchor.key.id)
    return [order.side(anchor)(key, values)]


def nearest_first(
    rows: ModelSelect[Inscription], anchor: Anchor, order: Order = NAMES
) -> ModelSelect[Inscription]:
    """Keep the rows beside `anchor`, and put the nearest first."""
    columns = (*order.columns, Inscription.id)
    down = order.goes_down(anchor)
    return rows.where(*beside(anchor, order)).order_by(*(c.desc() if down else c for c in columns))


def led_by(ids: Sequence[SelectBase], tests: Sequence[ColumnBase]) -> ModelSelect[Inscription]:
    """Look at the inscriptions of `ids` alone, as they come, and select those that pass `tests`."""
    leading = reduce(add, ids).alias("menant")
    rows = Inscription.select().from_(Join(leading, Inscription, JOIN.CROSS))
    return rows.where(Inscription.id == leading.c.id, *tests)


def read_keys(
    rows: ModelSelect[Inscription], order: Order = NAMES, more: Sequence[ColumnBase] = ()
) -> list[Key]:
    """Read the keys of `rows`, as they come; `more` columns are asked for and thrown away."""
    query = rows.select(*order.columns, Inscription.id, *more)
    width = len(order.columns)
    found = database.execute_sql(*query.sql())
    if isinstance(instant := order.columns[0], InstantField):
        read = instant.python_value
        # An instant that cannot be read is refused, and no row that it orders lacks it.
        return [Key((cast(datetime, read(row[0])),), row[1]) for row in found]
    return [Key(tuple(map(str, row[:width])), row[width]) for row in found]


def _stored(value: Any) -> Any:
    """Give a value of a key as the base keeps it."""
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
