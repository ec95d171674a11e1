"""Going through the rows that a search finds, in the order of the list, whatever their number.

A search that finds little is led by an index to all it finds, which is then sorted; one that
finds much walks the index of the names, and soon has its page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add

from peewee import JOIN, SQL, Expression, Join, ModelSelect, SelectBase, Tuple, fn

from models import totaux
from models.conditions import Condition, conditions
from models.labels import Report
from models.recherche import COUNTED, After, Anchor, Before, Criteres, Edge, From, Key
from models.tables import Cabinet, Inscription

SORTED = 20_000
"""As many rows as are fetched and sorted in the time of one key (25 ms); twice as many take
longer than walking the index of the names past a million that do not answer."""

ORDER = Tuple(Inscription.cle_nom, Inscription.id)


@dataclass(frozen=True)
class Stretch:
    """Rows that follow one another, and where they stand (None: nobody counted so far)."""

    rows: list[Inscription]
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
        asked = conditions(cabinet, criteres)
        self._tests = [Inscription.cabinet == cabinet, *(one.test for one in asked)]
        if criteres.report is not None:
            self._tests.append(Inscription.report == criteres.report)
        if living or criteres.report in (None, Report.FAIT):
            self._tests.append(Inscription.retire_le.is_null())
        self._narrowest, self._reach = _narrowest(asked)

    def stretch(self, anchor: Anchor, size: int) -> Stretch:
        """Give at most `size` rows at `anchor`, and what is known of their place."""
        rows, total = self.read(anchor, size + 1), self.total()
        more = len(rows) > size
        if _is_backwards(anchor):
            rows, previous, following = rows[-size:], more, anchor is not Edge.LAST
        else:
            rows, previous, following = rows[:size], anchor is not Edge.FIRST, more
        start: int | None = 0
        if rows and anchor is not Edge.FIRST:
            start = self.rank(Key(rows[0].cle_nom, rows[0].id))
        if start is not None:
            previous = start > 0
            following = following if total is None else start + len(rows) < total
        return Stretch(rows, start, total, previous, following)

    def read(self, anchor: Anchor, size: int) -> list[Inscription]:
        """Give at most `size` rows at `anchor`, in the order of the list."""
        backwards = _is_backwards(anchor)
        columns = (Inscription.cle_nom, Inscription.id)
        order = [column.desc() for column in columns] if backwards else list(columns)
        query = self._rows().where(*_at(anchor)).order_by(*order)
        rows = list(query.limit(size))
        return rows[::-1] if backwards else rows

    def total(self) -> int | None:
        """Count the rows; None beyond COUNTED where no total is kept."""
        if totaux.keeps(self._criteres):
            return totaux.total(self._cabinet, self._criteres)
        return self._count()

    def rank(self, key: Key) -> int | None:
        """Count the rows that stand before `key`; None beyond COUNTED where no total is kept."""
        before = (key.cle_nom, key.id) > ORDER
        if not totaux.keeps(self._criteres):
            return self._count(before)
        counted, in_drawer = totaux.before(self._cabinet, self._criteres, key)
        rest: int = self._walk().where(in_drawer, before).count()
        return counted + rest

    def _count(self, *tests: Expression) -> int | None:
        """Count the rows, each of which an index may give once for each of its parts."""
        if self._narrowest is None:
            query, times = self._walk(), 1
        else:
            parts = self._narrowest.parts
            query, times = self._led_by(reduce(add, parts)), len(parts)
        some = query.select(Inscription.id.alias("id")).where(*tests)
        some = some.limit(COUNTED * times + 1).alias("quelques")
        found: int = Inscription.select(fn.COUNT(some.c.id.distinct())).from_(some).scalar()
        return found if found <= COUNTED else None

    def _rows(self) -> ModelSelect[Inscription]:
        if self._narrowest is None or self._reach > SORTED:
            return self._walk()
        found = reduce(add, self._narrowest.parts).alias("trouve")
        # A UNION would sort what each index gives, and read a whole index that is sorted so.
        return self._led_by(Inscription.select(found.c.id.distinct().alias("id")).from_(found))

    def _walk(self) -> ModelSelect[Inscription]:
        return Inscription.select().where(*self._tests)

    def _led_by(self, ids: SelectBase) -> ModelSelect[Inscription]:
        """Look at the rows of `ids` first, and at nothing else."""
        led = ids.alias("menant")
        query = Inscription.select().from_(Join(led, Inscription, JOIN.CROSS))
        return query.where(Inscription.id == led.c.id, *self._tests)


def _is_backwards(anchor: Anchor) -> bool:
    return anchor is Edge.LAST or isinstance(anchor, Before)


def _narrowest(asked: list[Condition]) -> tuple[Condition | None, int]:
    """Find the condition whose index leads to the fewest rows, and to how many (or beyond)."""
    best, reach = None, SORTED + 1
    for one in asked:
        some = reduce(add, one.parts).limit(reach).alias("quelques")
        found: int = Inscription.select(fn.COUNT(SQL("1"))).from_(some).scalar()
        if best is None or found < reach:
            best, reach = one, found
    return best, reach


def _at(anchor: Anchor) -> list[Expression]:
    match anchor:
        case After(key):
            return [(key.cle_nom, key.id) < ORDER]
        case Before(key):
            return [(key.cle_nom, key.id) > ORDER]
        case From(key):
            return [(key.cle_nom, key.id) <= ORDER]
        case _:
            return []
