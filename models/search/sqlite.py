"""How SQLite finds what is sought: it sorts what is few, and walks the names for the rest.

Words that many names hold are kept in the order of the list (migration 0005), or nearly. The place
of a name is its drawer, which is its first four letters, followed by its id: so FTS5 gives what it
finds drawer by drawer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add, and_, itemgetter

from peewee import SQL, ColumnBase, Expression, ModelSelect, Select, SelectBase, Table, fn

from models.labels import Etat
from models.search.conditions import Condition
from models.search.criteres import COUNTED, Anchor, Before, Edge, Key, Tri
from models.search.listed import Listed
from models.search.order import (
    NAMES,
    Sorted,
    Way,
    beside,
    is_backwards,
    led_by,
    nearest_first,
    read_keys,
)
from models.tables import Compte, Inscription
from models.tables.table import database

SORTED = 5_000
"""As many inscriptions as are fetched and sorted in the time of one key."""

SORTED_WORDS = 1_000
"""The same for words, of which the drawers give a page sooner."""

SCANNED = 1_000
"""The same for what every name is asked: if there are more, a page of them is soon walked to."""

FAR = 10_000
"""As many rows as are walked in another order, to tell what stands before one of them."""

WALKED = 100_000
"""As many names as are walked in the time of one key, in an index that answers alone."""

LOOKED = 200
"""As many places as are looked at together in the drawers: a page needs ten."""

LETTERS, LETTER_BITS, ID_BITS = 4, 7, 35
LAST_LETTER = (1 << LETTER_BITS) - 1
LAST_DRAWER = (1 << LETTERS * LETTER_BITS) - 1
"""The drawer of no name."""

TRIGRAM = 3
MOST_TRIGRAMS = 4  # more find little less, and each costs

COUNT = fn.COUNT(SQL("1"))
ACTIF = SQL(f"'{Etat.ACTIF.value}'")
SPACED = SQL("' '").concat(Inscription.cle_recherche)
"""The words of an inscription, a space before each."""

Mots = Table("inscription_mots")
"""The trigrams of `cle_recherche`; two spaces come before each word."""

PLACE = Mots.c.rowid
ID = PLACE.bin_and((1 << ID_BITS) - 1).alias("id")


class SqliteFinder:
    """The ways of SQLite."""

    def words(self, words: Sequence[str], beside: Sequence[str] = ()) -> Condition:
        """Look trigrams of the words up; ask the row for the whole words."""
        held = (word if len(word) >= TRIGRAM else f" {word}" for word in words)
        test = reduce(and_, (fn.INSTR(SPACED, word) > 0 for word in held))
        grams = (f'"{gram}"' for word in (*words, *beside) for gram in _trigrams(word))
        match = Expression(Mots.c.inscription_mots, "MATCH", " AND ".join(grams))
        places = Mots.select(PLACE).where(match)
        return Condition((places.columns(ID),), test, places=places)

    def in_etat(self, etat: Etat) -> Expression:
        """Write it out, for SQLite to see what its index is about."""
        sought = Compte.etat == SQL(f"'{etat.value}'")
        return sought if etat is Etat.ACTIF else sought & (Compte.etat != ACTIF)

    def way(self, listed: Listed, asked: Sequence[Condition]) -> Way:
        """Choose by how many rows the narrowest condition leads to."""
        tests = [*listed.tests, *(condition.test for condition in asked)]
        order = listed.order
        ids: Sequence[SelectBase] = ()
        # What waits is few beside all that anything else leads to: its own index leads.
        in_queue = listed.tri is Tri.A_FAIRE
        indexed = [] if in_queue else [some for some in asked if not some.scans]
        if indexed:
            reach, narrowest = min(((_reach(one), one) for one in indexed), key=itemgetter(0))
            in_drawers = narrowest.places is not None and order is NAMES
            if reach <= (SORTED_WORDS if in_drawers else SORTED):
                return Sorted(read_keys(_by_number(narrowest.ids, tests), order), order)
            ids = narrowest.ids
        if order is not NAMES or len(indexed) < len(asked):
            found = read_keys(Inscription.select().where(*tests).limit(SCANNED + 1), order)
            if len(found) <= SCANNED:
                return Sorted(found, order)
            if order is not NAMES:
                return Along(listed, tests, ids)
        if listed.is_to_report and listed.count(None) <= WALKED:
            return Names(tests)
        places = next((some.places for some in asked if some.places is not None), None)
        return Names(tests, ids) if places is None else Drawers(tests, places)


def _reach(condition: Condition) -> int:
    """Count the rows that a condition leads to, as far as SORTED and one more."""
    some = reduce(add, condition.ids).limit(SORTED + 1).alias("n")
    return int(Inscription.select(COUNT).from_(some).scalar())


class Names:
    """The way along the names; all is counted by `ids`, if any lead there sooner."""

    def __init__(self, tests: list[ColumnBase], ids: Sequence[SelectBase] = ()) -> None:
        self._names = Inscription.select().where(*tests)
        self._led = _by_number(ids, tests) if ids else self._names

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Walk from `anchor` on."""
        return read_keys(nearest_first(self._names, anchor).limit(size))

    def count(self, before: Key | None) -> int:
        """Count all, or walk as far as the key."""
        return _count(self._names.where(*beside(Before(before))) if before else self._led)


class Along(Names):
    """The way along another order, whose index knows nothing else of a row."""

    def __init__(
        self, listed: Listed, tests: list[ColumnBase], ids: Sequence[SelectBase] = ()
    ) -> None:
        super().__init__(tests, ids)
        self._order = listed.order
        # The index of the queue holds what waits, and nothing else.
        all_of = listed.tests if listed.ecarts else [Inscription.cabinet == listed.cabinet_id]
        self._all = Inscription.select().where(*all_of)

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Walk from `anchor` on."""
        rows = nearest_first(self._names, anchor, self._order)
        return read_keys(rows.limit(size), self._order)

    def count(self, before: Key | None) -> int:
        """Count all, or walk as far as the key, unless that is FAR: then nobody counts."""
        if before is None:
            return super().count(None)
        preceding, order = Before(before), self._order
        if _count(nearest_first(self._all, preceding, order), FAR) > FAR:
            return COUNTED + 1
        return _count(nearest_first(self._names, preceding, order))


class Drawers:
    """The way along the `places` of words, from drawer to drawer."""

    def __init__(self, tests: list[ColumnBase], places: Select) -> None:
        self._tests = tests
        self._places = places

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Go on until there are enough."""
        backwards = is_backwards(anchor)
        keys: list[Key] = []
        low, high = _bounds(anchor)
        while low < high and len(keys) < size:
            start, end, rows = self._next(low, high, backwards=backwards)
            keys += read_keys(nearest_first(rows, anchor).limit(size - len(keys)))
            low, high = (low, start) if backwards else (end, high)
        return keys

    def count(self, before: Key | None) -> int:
        """Count all drawers; or those before the key's, and in that one what precedes the key."""
        if before is None:
            return _count(self._in(0, LAST_DRAWER))
        drawer = drawer_of(before.cle_nom)
        number = _count(self._in(0, drawer))
        if number <= COUNTED:
            rows = self._next(drawer, drawer + 1, backwards=False)[2]
            number += _count(rows.where(*beside(Before(before))))
        return number

    def _next(
        self, low: int, high: int, *, backwards: bool
    ) -> tuple[int, int, ModelSelect[Inscription]]:
        """Select the rows of the drawers that come next, from one number to before another."""
        some = self._between(low, high).order_by(PLACE.desc() if backwards else PLACE)
        looked = database.execute_sql(*some.limit(LOOKED + 1).bind(database).sql()).fetchall()
        if len(looked) <= LOOKED:
            return low, high, self._in(low, high)
        first, last = looked[0][0] >> ID_BITS, looked[-1][0] >> ID_BITS
        if first == last:
            names = Inscription.cle_nom >= beginning(first)
            names &= Inscription.cle_nom < beginning(first + 1)
            return first, first + 1, Inscription.select().where(*self._tests, names)
        # The last drawer may hold more than was looked at.
        low, high = (last + 1, high) if backwards else (low, last)
        return low, high, self._in(low, high)

    def _in(self, low: int, high: int) -> ModelSelect[Inscription]:
        return _by_number([self._between(low, high).columns(ID)], self._tests)

    def _between(self, low: int, high: int) -> Select:
        return self._places.where(low << ID_BITS <= PLACE, high << ID_BITS > PLACE)


def drawer_of(cle_nom: str) -> int:
    """Give the drawer of a name that `fold` made: nothing in it needs more than seven bits."""
    drawer = 0
    for letter in cle_nom[:LETTERS].ljust(LETTERS, "\0"):
        drawer = drawer << LETTER_BITS | min(LAST_LETTER, ord(letter))
    return drawer


def beginning(drawer: int) -> str:
    """Give the text from which the names of a drawer follow one another."""
    letters = (drawer >> (LETTER_BITS * rank) & LAST_LETTER for rank in range(LETTERS - 1, -1, -1))
    return "".join(map(chr, letters)).rstrip("\0")


def _bounds(anchor: Anchor) -> tuple[int, int]:
    """Give the first drawer beside `anchor`, and the one after the last."""
    if isinstance(anchor, Edge):
        return 0, LAST_DRAWER
    drawer = drawer_of(anchor.key.cle_nom)
    return (0, drawer + 1) if is_backwards(anchor) else (drawer, LAST_DRAWER)


def _by_number(ids: Sequence[SelectBase], tests: Sequence[ColumnBase]) -> ModelSelect[Inscription]:
    """Look rows up by their numbers, and test them.

    Left to choose, SQLite walks an index of what a test asks, whole, for each number.
    """
    return led_by(ids, [Expression(test, "+", SQL("0")) for test in tests])


def _trigrams(word: str) -> list[str]:
    """Give trigrams of a word, MOST_TRIGRAMS at most; or its beginning after two spaces."""
    padded = word if len(word) >= TRIGRAM else word.rjust(TRIGRAM)
    last = len(padded) - TRIGRAM
    ranks = {last * step // (MOST_TRIGRAMS - 1) for step in range(MOST_TRIGRAMS)}
    return [padded[at : at + TRIGRAM] for at in sorted(ranks)]


def _count(rows: ModelSelect[Inscription], most: int | None = None) -> int:
    """Count inscriptions, as far as `most` (COUNTED) and one more."""
    limit = (COUNTED if most is None else most) + 1
    some = rows.select(Inscription.id).distinct().limit(limit).alias("quelques")
    return int(Inscription.select(COUNT).from_(some).scalar())
