"""The order of the list, by name and then by id; ways through it give keys in that order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add, ge, gt, lt
from typing import Protocol

from peewee import JOIN, ColumnBase, Expression, Join, ModelSelect, SelectBase, Tuple

from models.search.criteres import After, Anchor, Before, Edge, From, Key
from models.tables import Inscription
from models.tables.table import database

KEY = Tuple(Inscription.cle_nom, Inscription.id)
SIDES = {After: gt, From: ge, Before: lt}
"""How keys compare with that of an anchor, in Python and in SQL."""


class Way(Protocol):
    """A way through the inscriptions that a list holds, or that a search finds."""

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Give at most `size` keys beside `anchor`, the nearest first."""

    def count(self, before: Key | None) -> int:
        """Count the keys, or those before the one given; more than COUNTED is enough."""


class Sorted:
    """The way through a few keys, which are all known."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys = sorted(set(keys))

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Give at most `size` keys beside `anchor`, the nearest first."""
        keys = self._keys
        if not isinstance(anchor, Edge):
            keys = [key for key in keys if SIDES[type(anchor)](key, anchor.key)]
        return keys[-size:][::-1] if is_backwards(anchor) else keys[:size]

    def count(self, before: Key | None) -> int:
        """Count the keys, or those before the one given."""
        return bisect_left(self._keys, before) if before else len(self._keys)


def is_backwards(anchor: Anchor) -> bool:
    """Whether the rows nearest to `anchor` stand before it: they are read backwards."""
    return anchor is Edge.LAST or isinstance(anchor, Before)


def beside(anchor: Anchor, key: ColumnBase = KEY) -> list[Expression]:
    """Give the test of the rows that stand where `anchor` says; none for the whole list."""
    if isinstance(anchor, Edge):
        return []
    return [SIDES[type(anchor)](key, (anchor.key.cle_nom, anchor.key.id))]


def nearest_first(
    rows: ModelSelect[Inscription], anchor: Anchor, name: ColumnBase = Inscription.cle_nom
) -> ModelSelect[Inscription]:
    """Keep the rows beside `anchor`, and put the nearest first."""
    columns = (name, Inscription.id)
    backwards = is_backwards(anchor)
    return rows.where(*beside(anchor)).order_by(*(c.desc() if backwards else c for c in columns))


def led_by(ids: Sequence[SelectBase], tests: Sequence[ColumnBase]) -> ModelSelect[Inscription]:
    """Look at the inscriptions of `ids` alone, as they come, and select those that pass `tests`."""
    leading = reduce(add, ids).alias("menant")
    rows = Inscription.select().from_(Join(leading, Inscription, JOIN.CROSS))
    return rows.where(Inscription.id == leading.c.id, *tests)


def read_keys(rows: ModelSelect[Inscription], *more: ColumnBase) -> list[Key]:
    """Read the keys of `rows`, as they come; `more` columns are asked for and thrown away."""
    query = rows.select(Inscription.cle_nom, Inscription.id, *more)
    return [Key(str(row[0]), row[1]) for row in database.execute_sql(*query.sql())]
