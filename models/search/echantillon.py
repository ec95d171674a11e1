"""The way to the rows that a search finds on PostgreSQL, chosen by a sample of them.

Its trigrams are not in the order of the list; and it believes that what is sought stands at regular
distances along the names, whereas all the taxis stand together. So some of the rows are first read
where they lie. If these are all, they are sorted. If not, they say how far a page reaches at most:
the names are walked as far, unless fetching and sorting all that is sought is shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add

from peewee import ColumnBase, ModelSelect, SelectBase, Tuple

from models.search.conditions import Condition
from models.search.criteres import COUNTED, After, Anchor, Before, Key
from models.search.feuilles import at, is_backwards, ordered
from models.search.prepared import at_most
from models.search.rangees import Rows, Sorted, keys_of, rows_at, side
from models.search.shown import ShownInscription
from models.tables import Inscription
from models.tables.table import database

SAMPLE = 1_000
"""As many rows as are fetched and sorted in the time of a page."""

WALKED = 4
"""As many names as are walked in the time that one row is fetched and sorted."""


NAME_IN_NO_INDEX = Inscription.cle_nom.concat("")
IN_NO_INDEX = Tuple(NAME_IN_NO_INDEX, Inscription.id)
"""The order of the list, as no index is, so that PostgreSQL does not walk one."""


def way_on_server(always: list[ColumnBase], asked: Sequence[Condition]) -> Sorted | Sampled:
    """Find the way to the rows that answer `always` and all that is `asked`."""
    found = Found(always, asked)
    sample = found.sample(SAMPLE)
    return Sorted(sample) if len(sample) <= SAMPLE else Sampled(always, found, sample)


class Found:
    """The rows that answer, in no order: led by what finds fewest, if it must be."""

    def __init__(self, always: list[ColumnBase], asked: Sequence[Condition]) -> None:
        self.along_names = Rows([*always, *(one.test for one in asked)])
        leader = _leader(always, asked)
        self._parts = leader.parts if leader else ()
        self._rows = Rows([*always, *(one.test for one in asked if one is not leader)])

    def once(self) -> ModelSelect[Inscription]:
        """Look at each row once."""
        return self._rows.led_once(self._parts) if self._parts else self._rows.walk()

    def sample(self, most: int, before: Key | None = None) -> list[Key]:
        """Give the keys of all rows (those before a key if it is given), or of more than `most`."""
        rows = self._rows.led_by(reduce(add, self._parts)) if self._parts else self._rows.walk()
        if before:
            rows = rows.where((before.cle_nom, before.id) > IN_NO_INDEX)
        # Several parts may lead to the same row.
        read = most + 1 if len(self._parts) < 2 else (most + 1) * 5 // 4
        while True:
            found = keys_of(rows.limit(at_most(read)), where_they_lie=True)
            some = sorted(set(found))
            if len(some) > most or len(found) < read:
                return some
            read *= 2

    def reach(self) -> int:
        """Tell about how many rows there are."""
        return _reach(reduce(add, self._parts) if self._parts else self._rows.walk())


class Sampled:
    """What is found near a key by walking the names, or by sorting all that is found."""

    def __init__(self, always: list[ColumnBase], found: Found, sample: list[Key]) -> None:
        self._names = Rows(always)
        self._found = found
        self._sample = sample

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        """Give the `size` rows that are the nearest to `anchor`, from it on."""
        within = [*at(anchor), *self._as_far_as(anchor, size)]
        names = _reach(self._names.walk().where(*within))
        if names <= WALKED * SAMPLE or names <= WALKED * self._found.reach():
            rows = ordered(self._found.along_names.walk().where(*within), anchor)
        else:
            rows = ordered(self._found.once().where(*within), anchor, NAME_IN_NO_INDEX)
        return rows_at(keys_of(rows.limit(at_most(size))))

    def count(self, before: Key | None) -> int:
        """Count the rows, those before a key if it is given; more than COUNTED is enough."""
        known = side(self._sample, Before(before)) if before else self._sample
        return len(known if len(known) > COUNTED else self._found.sample(COUNTED, before))

    def _as_far_as(self, anchor: Anchor, size: int) -> list[ColumnBase]:
        """Give the test of what the page cannot exceed: enough of the sample stands before it."""
        there = side(self._sample, anchor)
        if len(there) <= size:
            return []
        return [*at(After(there[-size - 1]) if is_backwards(anchor) else Before(there[size]))]


def _leader(always: list[ColumnBase], asked: Sequence[Condition]) -> Condition | None:
    """Find the condition that finds fewest, or None if PostgreSQL knows what finds fewer."""
    leaders = [one for one in asked if one.leads]
    if len(leaders) == len(asked) == 1:
        return leaders[0]
    best, fewest = None, None
    if others := [one.test for one in asked if not one.leads]:
        fewest = _reach(Rows([*always, *others]).walk()) if leaders else 0
    for one in leaders:
        reach = _reach(reduce(add, one.parts))
        if fewest is None or reach < fewest:
            best, fewest = one, reach
    return best


def _reach(rows: SelectBase) -> int:
    """Tell how many rows PostgreSQL expects."""
    sql, parameters = rows.sql()
    ((plan,),) = database.execute_sql(f"EXPLAIN (FORMAT JSON) {sql}", parameters).fetchall()
    return int(plan[0]["Plan"]["Plan Rows"])
