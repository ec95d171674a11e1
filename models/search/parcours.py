"""Going through the rows that a search finds, in the order of the list, whatever their number.

There are four ways on SQLite. What leads to little is read and sorted. What is left to report has
an index in the order of the list. Words that lead to much are followed through the drawers of the
names that hold them. Anything else is led by an index to all it finds, which is then sorted, or
walks the index of the names if that is too much.
PostgreSQL has its own (models/search/echantillon.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Protocol

from peewee import (
    SQL,
    ModelSelect,
    PostgresqlDatabase,
    Select,
    SelectBase,
    fn,
)

from models.labels import Report
from models.search import tiroirs, totaux
from models.search.conditions import PLACE, Condition, conditions, ids_at
from models.search.criteres import COUNTED, After, Anchor, Before, Criteres, Edge, From, Key
from models.search.echantillon import way_on_server
from models.search.feuilles import always, is_backwards, nearest, place
from models.search.prepared import at_most
from models.search.rangees import Rows, Sorted, count, first, raw
from models.search.shown import ShownInscription
from models.tables import Cabinet, Inscription
from models.tables.table import database

FEW = 1_000
"""As many rows as are fetched and sorted in the time of a page."""

SORTED = 20_000
"""As many rows as are fetched and sorted in the time of one key (25 ms); twice as many take
longer than walking the index of the names past a million that do not answer."""

WALKED = 100_000
"""As many names as are walked in the time of one key, in an index that answers alone."""

LOOKED = 200
"""As many places as are looked at together in the drawers: a page needs ten."""


@dataclass(frozen=True)
class Stretch:
    """Rows that follow one another, and where they stand (None: nobody counted so far)."""

    rows: list[ShownInscription]
    start: int | None
    total: int | None
    has_previous: bool
    has_next: bool


class Parcours:
    """The inscriptions of `cabinet` that `criteres` finds.

    What is removed is listed only while its removal is still to be re-keyed on urssaf.fr.
    """

    def __init__(self, cabinet: Cabinet, criteres: Criteres, *, living: bool = False) -> None:
        self._cabinet = cabinet
        self._criteres = criteres
        self._always = always(cabinet.id, criteres, living=living)
        asked = conditions(cabinet, criteres)
        self._rows = Rows([*self._always, *(one.test for one in asked)])
        self._way = self._best_way(asked) if asked else _Whole(cabinet, criteres, living=living)

    def stretch(self, anchor: Anchor, size: int) -> Stretch:
        """Give at most `size` rows at `anchor`, and what is known of their place."""
        rows = self.read(anchor, size + 1)
        more = len(rows) > size
        if is_backwards(anchor):
            rows, previous, following = rows[-size:], more, anchor is not Edge.LAST
        else:
            rows, previous, following = rows[:size], anchor is not Edge.FIRST, more
        stands = rows[0] if rows and anchor is not Edge.FIRST else None
        total, start = self.standing(_place(stands) if stands else None)
        if start is not None:
            previous = start > 0
            following = following if total is None else start + len(rows) < total
        return Stretch(rows, start, total, previous, following)

    def read(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        """Give at most `size` rows at `anchor`, in the order of the list."""
        rows = self._way.nearest(anchor, size)
        return rows[::-1] if is_backwards(anchor) else rows

    def standing(self, key: Key | None) -> tuple[int | None, int | None]:
        """Count the rows, and those before `key`; None beyond COUNTED where no total is kept."""
        if totaux.keeps(self._criteres):
            return place(self._cabinet.id, self._criteres, key)
        total = _up_to_counted(self._way.count(None))
        return total, 0 if key is None else _up_to_counted(self._way.count(key))

    def _best_way(self, asked: list[Condition]) -> _Way:
        if isinstance(database.obj, PostgresqlDatabase):
            return way_on_server(self._always, asked)
        if (few := _few(asked)) is not None:
            return Sorted(self._rows.keys(few))
        if self._are_few_to_report():
            return _Led(self._rows, None)
        for one in reversed(asked):
            if one.places is not None and (others := _few_of(one.parts[1:])) is not None:
                tests = (other.at_places if other is one else other.test for other in asked)
                there = Rows([*self._always, *filter(None, tests)])
                return _Drawers(there, one.places, Sorted(self._rows.keys(others)))
        narrowest, reach = _narrowest(asked)
        return _Led(self._rows, narrowest, sort=reach <= SORTED)

    def _are_few_to_report(self) -> bool:
        """Whether the index of what is left to report (migration 0005) is soon walked."""
        report = self._criteres.report
        if report in (None, Report.FAIT):
            return False
        return totaux.total(self._cabinet, Criteres(report=report)) <= WALKED


class _Way(Protocol):
    """A way to the rows that answer."""

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        """Give the `size` rows that are the nearest to `anchor`, from it on."""

    def count(self, before: Key | None) -> int:
        """Count the rows, those before a key if it is given; more than COUNTED is enough."""


class _Whole:
    """The rows of a list that no search narrows."""

    def __init__(self, cabinet: Cabinet, criteres: Criteres, *, living: bool) -> None:
        self._list = cabinet.id, criteres
        self._living = living

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        return nearest(*self._list, anchor, size, living=self._living)

    def count(self, before: Key | None) -> int:
        total, rank = place(*self._list, before)
        return total if before is None else rank


class _Led:
    """What an index leads to, or (no condition) what is met along the names."""

    def __init__(self, rows: Rows, condition: Condition | None, *, sort: bool = False) -> None:
        self._rows = rows
        self._parts = condition.parts if condition else ()
        self._sort = sort

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        if not self._sort:
            return first(self._rows.walk(), anchor, size)
        return first(self._rows.led_once(self._parts), anchor, size)

    def count(self, before: Key | None) -> int:
        if not self._parts:
            return count(self._rows.walk(), before)
        return count(self._rows.led_by(reduce(add, self._parts)), before)


class _Drawers:
    """What stands at `places`, drawer by drawer, and the `others` that answer."""

    def __init__(self, rows: Rows, places: Select, others: Sorted) -> None:
        self._rows = rows
        self._places = places
        self._others = others

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        backwards = is_backwards(anchor)
        rows = list[ShownInscription]()
        low, high = _bounds(anchor)
        while low < high and len(rows) < size:
            start, end, found = self._next_drawers(low, high, backwards=backwards)
            rows += first(found, anchor, size - len(rows))
            low, high = (low, start) if backwards else (end, high)
        both = {row.id: row for row in (*rows, *self._others.nearest(anchor, size))}
        return sorted(both.values(), key=_place, reverse=backwards)[:size]

    def count(self, before: Key | None) -> int:
        others = self._others.count(before)
        drawer = tiroirs.drawer_of(before.cle_nom) if before else tiroirs.holding(tiroirs.END)
        start, end = tiroirs.start(drawer), tiroirs.start(drawer + 1)
        found = count(self._rows.led_by(ids_at(_between(self._places, tiroirs.FIRST, start))), None)
        if before and found <= COUNTED:
            found += count(self._next_drawers(start, end, backwards=False)[2], before)
        if others and found <= COUNTED:
            # Some of the others may stand at the places too.
            led = self._rows.led_by(ids_at(self._places))
            found += others - count(led.where(Inscription.id.in_(self._others.ids)), before)
        return found

    def _next_drawers(
        self, low: int, high: int, *, backwards: bool
    ) -> tuple[int, int, ModelSelect[Inscription]]:
        """Give the rows of the drawers that come next, and from where to where they stand."""
        places = _between(self._places, low, high)
        ordered = places.order_by(PLACE.desc() if backwards else PLACE).limit(at_most(LOOKED + 1))
        some = [place for (place,) in raw(ordered)]
        if len(some) <= LOOKED:
            return low, high, self._rows.led_by(ids_at(places))
        first, last = tiroirs.holding(some[0]), tiroirs.holding(some[-1])
        if first == last:
            names = Inscription.cle_nom >= tiroirs.beginning(first)
            names &= Inscription.cle_nom < tiroirs.beginning(first + 1)
            bounds = tiroirs.start(first), tiroirs.start(first + 1)
            return *bounds, self._rows.walk().where(names)
        # The last drawer may hold more than was looked at.
        low, high = (tiroirs.start(last + 1), high) if backwards else (low, tiroirs.start(last))
        within = _between(self._places, low, high)
        return low, high, self._rows.led_by(ids_at(within))


def _between(places: Select, low: int, high: int) -> Select:
    return places.where(low <= PLACE, high > PLACE)


def _place(row: ShownInscription) -> Key:
    return Key(row.cle_nom, row.id)


def _up_to_counted(number: int) -> int | None:
    return number if number <= COUNTED else None


def _few(asked: list[Condition]) -> set[int] | None:
    """Give the ids that one condition leads to, if they are few."""
    for one in asked:
        if (ids := _few_of(one.parts)) is not None:
            return ids
    return None


def _few_of(parts: Sequence[SelectBase]) -> set[int] | None:
    """Give the ids that `parts` select, if they are few."""
    if not parts:
        return set()
    some = reduce(add, parts).limit(at_most(FEW + 1))
    # A link that is damaged leads to no row.
    ids = [found for (found,) in raw(some) if isinstance(found, int)]
    return set(ids) if len(ids) <= FEW else None


def _narrowest(asked: list[Condition]) -> tuple[Condition, int]:
    """Find the condition whose index leads to the fewest rows, and to how many (or beyond)."""
    best, reach = asked[0], SORTED + 1
    for one in asked:
        some = reduce(add, one.parts).limit(at_most(reach)).alias("quelques")
        found: int = Inscription.select(fn.COUNT(SQL("1"))).from_(some).scalar()
        if found <= reach:
            best, reach = one, found
    return best, reach


def _bounds(anchor: Anchor) -> tuple[int, int]:
    """Give the places between which the rows of `anchor` stand."""
    match anchor:
        case After(key) | From(key):
            return tiroirs.start(tiroirs.drawer_of(key.cle_nom)), tiroirs.END
        case Before(key):
            return tiroirs.FIRST, tiroirs.start(tiroirs.drawer_of(key.cle_nom) + 1)
        case _:
            return tiroirs.FIRST, tiroirs.END
