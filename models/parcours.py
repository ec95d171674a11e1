"""Going through the rows that a search finds, in the order of the list, whatever their number.

There are three ways. What leads to little is read and sorted. Words that lead to much are
followed through the drawers of the names that hold them (SQLite). Anything else is led by an
index to all it finds, which is then sorted, or walks the index of the names if that is too much.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any, Protocol

from peewee import (
    JOIN,
    SQL,
    ColumnBase,
    Join,
    ModelSelect,
    PostgresqlDatabase,
    Query,
    Select,
    SelectBase,
    fn,
)

from models import tiroirs, totaux
from models.conditions import PLACE, Condition, conditions, ids_at
from models.feuilles import always, at, at_ids, is_backwards, nearest, ordered, place
from models.labels import Report
from models.prepared import at_most
from models.recherche import COUNTED, After, Anchor, Before, Criteres, Edge, From, Key
from models.shown import INSCRIPTIONS, ShownInscription
from models.tables import Cabinet, Inscription
from models.tables.table import database

FEW = 1_000
"""As many rows as are fetched and sorted in the time of a page."""

SORTED = 20_000
"""As many rows as are fetched and sorted in the time of one key (25 ms); twice as many take
longer than walking the index of the names past a million that do not answer."""

WALKED = 100_000
"""As many names as are walked in the time of one key, in an index that answers alone."""

STRIDE = 2_000
"""As many names as PostgreSQL looks at before it sorts all that an index leads to."""

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
        self._rows = _Rows([*self._always, *(one.test for one in asked)])
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
        if (few := _few(asked)) is not None:
            return _Sorted(self._rows, few)
        if self._are_few_to_report():
            return _Led(self._rows, None)
        for one in reversed(asked):
            if one.places is not None and (others := _few_of(one.parts[1:])) is not None:
                tests = (other.at_places if other is one else other.test for other in asked)
                there = _Rows([*self._always, *filter(None, tests)])
                return _Drawers(there, one.places, _Sorted(self._rows, others))
        on_server = isinstance(database.obj, PostgresqlDatabase)
        if on_server and len(asked) == 1:
            return _Strided(self._rows, asked[0], self._always)
        narrowest, reach = _narrowest(asked)
        if on_server and reach > SORTED:
            return _Strided(self._rows, narrowest, self._always)
        return _Led(self._rows, narrowest, sort=reach <= SORTED)

    def _are_few_to_report(self) -> bool:
        """Whether the index of what is left to report (migration 0005) is soon walked."""
        report = self._criteres.report
        if report in (None, Report.FAIT):
            return False
        return totaux.total(self._cabinet, Criteres(report=report)) <= WALKED


class _Rows:
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

    def keys(self, ids: Collection[int]) -> list[Key]:
        """Give the keys of those of `ids` that answer, in the order of the list."""
        if not ids:
            return []
        # Written out: Peewee makes an object of each value, a thousand for a page.
        some = SQL(f"({', '.join(map(str, ids))})")
        rows = self.walk().select(Inscription.cle_nom, Inscription.id)
        return sorted(
            Key(str(name), row) for name, row in _raw(rows.where(Inscription.id.in_(some)))
        )


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


class _Sorted:
    """The rows that answer among a few ids."""

    def __init__(self, rows: _Rows, ids: Collection[int]) -> None:
        self._keys = rows.keys(ids)

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        there = _side(self._keys, anchor)
        near = there[-size:][::-1] if is_backwards(anchor) else there[:size]
        rows = at_ids(key.id for key in near)
        return [rows[key.id] for key in near if key.id in rows]

    def count(self, before: Key | None) -> int:
        return len(_side(self._keys, Before(before) if before else Edge.FIRST))

    @property
    def ids(self) -> list[int]:
        """The ids of these rows."""
        return [key.id for key in self._keys]


class _Led:
    """What an index leads to, or (no condition) what is met along the names."""

    def __init__(self, rows: _Rows, condition: Condition | None, *, sort: bool = False) -> None:
        self._rows = rows
        self._parts = condition.parts if condition else ()
        self._sort = sort

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        if not self._sort:
            return _first(self._rows.walk(), anchor, size)
        found = reduce(add, self._parts).alias("trouve")
        # A UNION would sort what each index gives, and read a whole index that is sorted so.
        once = Inscription.select(found.c.id.distinct().alias("id")).from_(found)
        return _first(self._rows.led_by(once), anchor, size)

    def count(self, before: Key | None) -> int:
        if not self._parts:
            return _count(self._rows.walk(), before)
        return _count(self._rows.led_by(reduce(add, self._parts)), before)


class _Strided(_Led):
    """The same on PostgreSQL, which believes that a long walk is short: one stride is tried first.

    Its trigrams are not in the order of the list; what they lead to is sorted otherwise.
    """

    def __init__(self, rows: _Rows, condition: Condition, always: list[ColumnBase]) -> None:
        super().__init__(rows, condition, sort=True)
        self._always = always

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        names = Inscription.select(Inscription.id).where(*self._always, *at(anchor))
        stride = ordered(names, anchor).limit(at_most(STRIDE))
        rows = _first(self._rows.led_by(stride), anchor, size)
        if len(rows) == size:
            return rows
        if len(self._parts) > 1:
            return super().nearest(anchor, size)
        # No index is in this order, so that PostgreSQL does not walk one.
        return _first(self._rows.walk(), anchor, size, Inscription.cle_nom.concat(""))


class _Drawers:
    """What stands at `places`, drawer by drawer, and the `others` that answer."""

    def __init__(self, rows: _Rows, places: Select, others: _Sorted) -> None:
        self._rows = rows
        self._places = places
        self._others = others

    def nearest(self, anchor: Anchor, size: int) -> list[ShownInscription]:
        backwards = is_backwards(anchor)
        rows = list[ShownInscription]()
        low, high = _bounds(anchor)
        while low < high and len(rows) < size:
            start, end, found = self._next_drawers(low, high, backwards=backwards)
            rows += _first(found, anchor, size - len(rows))
            low, high = (low, start) if backwards else (end, high)
        both = {row.id: row for row in (*rows, *self._others.nearest(anchor, size))}
        return sorted(both.values(), key=_place, reverse=backwards)[:size]

    def count(self, before: Key | None) -> int:
        others = self._others.count(before)
        drawer = tiroirs.drawer_of(before.cle_nom) if before else tiroirs.holding(tiroirs.END)
        start, end = tiroirs.start(drawer), tiroirs.start(drawer + 1)
        found = _count(self._rows.led_by(ids_at(_between(self._places, 0, start))), None)
        if before and found <= COUNTED:
            found += _count(self._next_drawers(start, end, backwards=False)[2], before)
        if others and found <= COUNTED:
            # Some of the others may stand at the places too.
            led = self._rows.led_by(ids_at(self._places))
            found += others - _count(led.where(Inscription.id.in_(self._others.ids)), before)
        return found

    def _next_drawers(
        self, low: int, high: int, *, backwards: bool
    ) -> tuple[int, int, ModelSelect[Inscription]]:
        """Give the rows of the drawers that come next, and from where to where they stand."""
        places = _between(self._places, low, high)
        ordered = places.order_by(PLACE.desc() if backwards else PLACE).limit(at_most(LOOKED + 1))
        some = [place for (place,) in _raw(ordered)]
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


def _first(
    rows: ModelSelect[Inscription],
    anchor: Anchor,
    size: int,
    name: ColumnBase = Inscription.cle_nom,
) -> list[ShownInscription]:
    """Give the `size` of `rows` that are the nearest to `anchor`, from it on."""
    found = ordered(rows.where(*at(anchor)), anchor, name).limit(at_most(size))
    return list(INSCRIPTIONS.read(found.sql()))


def _count(rows: ModelSelect[Inscription], before: Key | None) -> int:
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
    ids = [found for (found,) in _raw(some) if isinstance(found, int)]
    return set(ids) if len(ids) <= FEW else None


def _raw(query: Query) -> Iterable[tuple[Any, ...]]:
    """Give rows as the engine gives them, a thousand in the time that Peewee reads a hundred."""
    found: Iterable[tuple[Any, ...]] = database.execute_sql(*query.sql())
    return found


def _narrowest(asked: list[Condition]) -> tuple[Condition, int]:
    """Find the condition whose index leads to the fewest rows, and to how many (or beyond)."""
    best, reach = asked[0], SORTED + 1
    for one in asked:
        some = reduce(add, one.parts).limit(at_most(reach)).alias("quelques")
        found: int = Inscription.select(fn.COUNT(SQL("1"))).from_(some).scalar()
        if found <= reach:
            best, reach = one, found
    return best, reach


def _side(keys: list[Key], anchor: Anchor) -> list[Key]:
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


def _bounds(anchor: Anchor) -> tuple[int, int]:
    """Give the places between which the rows of `anchor` stand."""
    match anchor:
        case After(key) | From(key):
            return tiroirs.start(tiroirs.drawer_of(key.cle_nom)), tiroirs.END
        case Before(key):
            return tiroirs.FIRST, tiroirs.start(tiroirs.drawer_of(key.cle_nom) + 1)
        case _:
            return tiroirs.FIRST, tiroirs.END
