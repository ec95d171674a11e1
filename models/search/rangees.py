"""Rows that answer tests: looked at, counted, or fetched and put in the order of the list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from functools import reduce
from operator import add
from typing import Any

from peewee import (
    JOIN,
    SQL,
    ColumnBase,
    Join,
    ModelSelect,
    Query,
    SelectBase,
    fn,
)

from models.search.criteres import COUNTED, After, Anchor, Before, Edge, From, Key
from models.search.feuilles import at, at_ids, is_backwards, ordered
from models.search.prepared import at_most
from models.search.shown import INSCRIPTIONS, ShownInscription
from models.tables import Inscription
from models.tables.table import database


class Rows:
    """The rows that answer all tests."""

    def __init__(self, tests: list[ColumnBase]) -> None:
        self._tests = tests

    def walk(self) -> ModelSelect[Inscription]:
        """Look at the rows in the order that is asked."""
        return Inscription.select(*INSCRIPTIONS.columns).where(*self._tests)

    def led_by(self, ids: SelectBase) -> ModelSelect[Inscription]:
        """Look at the rows of `ids` first, and at nothing else."""
        led = ids.alias("menant")
        rows = Inscription.select(*INSCRIPTIONS.columns).from_(Join(led, Inscription, JOIN.CROSS))
        return rows.where(Inscription.id == led.c.id, *self._tests)

    def led_once(self, parts: Iterable[SelectBase]) -> ModelSelect[Inscription]:
        """Look once at each row of `parts`, which may lead to the same ones."""
        # A UNION would sort what each index gives, and read a whole index that is sorted so.
        found = reduce(add, parts).alias("trouve")
        return self.led_by(Inscription.select(found.c.id.distinct().alias("id")).from_(found))

    def keys(self, ids: Collection[int]) -> list[Key]:
        """Give the keys of those of `ids` that answer, in the order of the list."""
        if not ids:
            return []
        # Written out: Peewee makes an object of each value, a thousand for a page.
        some = SQL(f"({', '.join(map(str, ids))})")
        return sorted(keys_of(self.walk().where(Inscription.id.in_(some))))


class Sorted:
    """The rows of a few keys, given in the order of the list."""

    def __init__(self, keys: list[Key]) -> None:
        self._keys = keys

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        """Give the `size` rows that are the nearest to `anchor`, from it on."""
        there = side(self._keys, anchor)
        return rows_at(there[-size:][::-1] if is_backwards(anchor) else there[:size])

    def count(self, before: Key | None) -> int:
        """Count the rows, those before a key if it is given."""
        return len(side(self._keys, Before(before) if before else Edge.FIRST))

    @property
    def ids(self) -> list[int]:
        """The ids of these rows."""
        return [key.id for key in self._keys]


def first(rows: ModelSelect[Inscription], anchor: Anchor, size: int) -> list[ShownInscription]:
    """Give the `size` of `rows` that are the nearest to `anchor`, from it on."""
    found = ordered(rows.where(*at(anchor)), anchor).limit(at_most(size))
    return list(INSCRIPTIONS.read(found.sql()))


def count(rows: ModelSelect[Inscription], before: Key | None) -> int:
    """Count the rows as far as COUNTED and one more; several parts, or comptes, may give one."""
    if before is not None:
        rows = rows.where(*at(Before(before)))
    most = COUNTED + 1
    while True:
        some = rows.select(Inscription.id.alias("id")).limit(at_most(most)).alias("quelques")
        counted = (fn.COUNT(SQL("1")), fn.COUNT(some.c.id.distinct()))
        answer: tuple[int, int] = Inscription.select(*counted).from_(some).tuples().first()
        seen, found = answer
        if found > COUNTED or seen < most:
            return found
        most *= 4


def rows_at(keys: Iterable[Key]) -> list[ShownInscription]:
    """Give the rows of `keys`, in their order."""
    known = list(keys)
    rows = at_ids(key.id for key in known)
    return [rows[key.id] for key in known if key.id in rows]


def keys_of(rows: ModelSelect[Inscription], *, where_they_lie: bool = False) -> list[Key]:
    """Give the keys of `rows`, as they come.

    `where_they_lie` asks for a column that no index of names holds: PostgreSQL would walk one
    past all that comes before what is sought, for not having to read the rows.
    """
    more = (Inscription.uid,) if where_they_lie else ()
    found = raw(rows.select(Inscription.cle_nom, Inscription.id, *more))
    return [Key(str(one[0]), one[1]) for one in found]


def raw(query: Query) -> Iterable[tuple[Any, ...]]:
    """Give rows as the engine gives them, a thousand in the time that Peewee reads a hundred."""
    found: Iterable[tuple[Any, ...]] = database.execute_sql(*query.sql())
    return found


def side(keys: list[Key], anchor: Anchor) -> list[Key]:
    """Give those of `keys`, in order, that stand at `anchor`."""
    match anchor:
        case After(key):
            return keys[bisect_right(keys, key) :]
        case From(key):
            return keys[bisect_left(keys, key) :]
        case Before(key):
            return keys[: bisect_left(keys, key)]
        case _:
            return keys
