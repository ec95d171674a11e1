"""How PostgreSQL finds what is sought: by a sample of it.

Its trigrams are not in the order of the list; and it believes that what is sought stands at regular
distances along the names, whereas all the taxis stand together. So a thousand rows are first read
where they lie. If these are all, they are sorted. If not, they say how far a page reaches at most:
the names are walked as far, unless it is shorter to fetch and sort everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add, and_

from peewee import Expression, SelectBase

from models.labels import Etat
from models.search.conditions import Condition
from models.search.criteres import COUNTED, After, Anchor, Before, Edge, Key
from models.search.listed import Listed
from models.search.order import Sorted, Way, beside, is_backwards, led_by, nearest_first, read_keys
from models.tables import Compte, Inscription
from models.tables.table import database

SAMPLE = 1_000
"""As many rows as are fetched and sorted in the time of a page."""

WALKED = 4
"""As many names as are walked in the time that one row is fetched and sorted."""

FRAGMENT = 3  # letters


class PostgresqlFinder:
    """The ways of PostgreSQL."""

    def words(self, words: Sequence[str], beside: Sequence[str] = ()) -> Condition:  # noqa: ARG002
        """Leave them to the trigrams of the server."""
        key = Inscription.cle_recherche
        test = reduce(
            and_,
            (
                key % f"%{word}%"
                if len(word) >= FRAGMENT
                else (key % f"{word}%") | (key % f"% {word}%")
                for word in words
            ),
        )
        return Condition((Inscription.select(Inscription.id).where(test),), test)

    def in_etat(self, etat: Etat) -> Expression:
        """Say it once: PostgreSQL would believe that twice finds fewer."""
        return Compte.etat == etat

    def way(self, listed: Listed, asked: Sequence[Condition]) -> Way:
        """Choose by what a sample shows."""
        sampled = Sampled(listed, asked)
        return sampled if sampled.sample.count(None) > SAMPLE else sampled.sample


class Sampled:
    """The way through more than a sample: along the names, or by sorting everything."""

    def __init__(self, listed: Listed, asked: Sequence[Condition]) -> None:
        self._order = listed.order
        self._listed = Inscription.select().where(*listed.tests)
        # The same rows three times: along the names, where they lie, and once each to be sorted.
        self._named = self._listed.where(*(condition.test for condition in asked))
        self._lying = self._once = self._named
        self._leading: SelectBase = self._named
        if leader := _leader(listed, asked):
            others = [*listed.tests, *(other.test for other in asked if other is not leader)]
            self._leading = reduce(add, leader.ids)
            self._lying = led_by(leader.ids, others)
            self._once = Inscription.select().where(Inscription.id.in_(self._leading), *others)
        self.sample = Sorted(self._read(SAMPLE), self._order)

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Go no further than where enough of the sample stands."""
        within, order = beside(anchor, self._order), self._order
        if beyond := self.sample.nearest(anchor, size + 1)[size:]:
            edge = After(beyond[0]) if is_backwards(anchor) else Before(beyond[0])
            within += beside(edge, order)
        if self._is_short_walk(within):
            rows = nearest_first(self._named.where(*within), anchor, order)
        else:
            rows = nearest_first(self._once.where(*within), anchor, order.in_no_index)
        return read_keys(rows.limit(size), order)

    def count(self, before: Key | None) -> int:
        """Count in the sample; read on if too little of it stands before the key."""
        number = self.sample.count(before)
        if number > COUNTED:
            return number
        anchor = Before(before) if before else Edge.FIRST
        if self._is_short_walk(within := beside(anchor, self._order)):
            return len(read_keys(self._named.where(*within).limit(COUNTED + 1)))
        return len(self._read(COUNTED, *beside(anchor, self._order.in_no_index)))

    def _is_short_walk(self, within: Sequence[Expression]) -> bool:
        """Whether fewer names stand there than are walked while everything is sorted."""
        names = _expected(self._listed.where(*within))
        return names <= WALKED * max(SAMPLE, _expected(self._leading))

    def _read(self, most: int, *within: Expression) -> set[Key]:
        """Read all keys where the rows lie, or more than `most` of them."""
        # Several indexes may lead to the same row.
        limit = most + 1 if self._leading is self._named else (most + 1) * 5 // 4
        while True:
            # No index of names holds a uid: PostgreSQL would walk one past all that comes before.
            rows = self._lying.where(*within).limit(limit)
            keys = read_keys(rows, self._order, [Inscription.uid])
            if len(keys) < limit or len(set(keys)) > most:
                return set(keys)
            limit *= 2


def _leader(listed: Listed, asked: Sequence[Condition]) -> Condition | None:
    """Choose the condition that leads to the fewest rows; None: PostgreSQL knows an index."""
    choices: list[tuple[Condition | None, SelectBase]]
    choices = [(some, reduce(add, some.ids)) for some in asked if some.leads]
    if tests := [some.test for some in asked if not some.leads]:
        choices.append((None, Inscription.select().where(*listed.tests, *tests)))
    if len(choices) == 1:
        return choices[0][0]
    return min(choices, key=lambda choice: _expected(choice[1]))[0]


def _expected(rows: SelectBase) -> int:
    """Tell how many rows PostgreSQL expects."""
    sql, parameters = rows.sql()
    ((plan,),) = database.execute_sql(f"EXPLAIN (FORMAT JSON) {sql}", parameters).fetchall()
    return int(plan[0]["Plan"]["Plan Rows"])
