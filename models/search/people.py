"""The list in the order of its responsables: the lists of each follow one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from uuid import UUID

from models.cleaning import fold
from models.search.criteres import COUNTED, Anchor, Edge, Key
from models.search.order import NAMES, Sorted, Way, is_backwards
from models.tables import Cabinet, Inscription, Utilisateur

Namesakes = tuple[str, frozenset[UUID | None]]
"""A folded name, and who bears it: nobody comes first, under no name."""


def by_name(cabinet: Cabinet) -> list[Namesakes]:
    """Give the people of `cabinet` who may have clients, whether or not they may still come in."""
    people = Utilisateur.select().where(Utilisateur.cabinet == cabinet)
    named: list[tuple[str, UUID | None]] = [("", None)]
    named += ((fold(one.nom or one.identifiant), one.uid) for one in people)
    named.sort(key=itemgetter(0))
    return [
        (name, frozenset(uid for _, uid in some)) for name, some in groupby(named, itemgetter(0))
    ]


def uids_of(cabinet: Cabinet) -> dict[int | None, UUID | None]:
    """Give the uid of each number by which a row names its responsable."""
    people = Utilisateur.select().where(Utilisateur.cabinet == cabinet)
    return {None: None, **{one.id: one.uid for one in people}}


def sorted_by_people(found: Sorted, cabinet: Cabinet) -> Sorted:
    """Put a few keys in the order of their responsables, and then of their names."""
    rows = Inscription.select(Inscription.id, Inscription.responsable)
    rows = rows.where(Inscription.id.in_([key.id for key in found.keys]))
    numbers: dict[int, int | None] = dict(rows.tuples().execute())
    uids = uids_of(cabinet)
    names = {uid: name for name, some in by_name(cabinet) for uid in some}
    keys = (Key((names[uids[numbers[key.id]]], *key.values), key.id) for key in found.keys)
    return Sorted(keys, NAMES)


class People:
    """The way along the lists of people, each in the order of the names of its clients."""

    def __init__(self, people: Sequence[Namesakes], way_of: Callable[..., Way], whole: Way) -> None:
        """Know `whole`, the same list in another order, and the part of it that some people have.

        `way_of` gives the way through that part.
        """
        self._people = people
        self._way_of = cache(way_of)
        self._whole = whole

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Go from list to list until there are enough."""
        keys: list[Key] = []
        backwards = is_backwards(anchor)
        for name, uids in self._beside(anchor):
            inner = _inside(anchor, name)
            found = self._way_of(uids).nearest(inner, size - len(keys))
            keys += (Key((name, *key.values), key.id) for key in found)
            if len(keys) == size:
                break
            anchor = Edge.LAST if backwards else Edge.FIRST
        return keys

    def count(self, before: Key | None) -> int:
        """Count all; or the lists before the key's, and in that one what precedes it."""
        if before is None:
            return self._whole.count(None)
        number = 0
        for name, uids in self._people:
            if number > COUNTED or name > str(before.values[0]):
                break
            here = name == before.values[0]
            number += self._way_of(uids).count(_own(before) if here else None)
        return number

    def _beside(self, anchor: Anchor) -> Iterable[Namesakes]:
        """Give the lists where rows beside `anchor` may be, the nearest first."""
        people = self._people[::-1] if is_backwards(anchor) else self._people
        if isinstance(anchor, Edge):
            return people
        place = str(anchor.key.values[0])
        passed = sum(
            (name > place) if is_backwards(anchor) else (name < place) for name, _ in people
        )
        return islice(people, passed, None)


def _own(key: Key) -> Key:
    """Give the place of a row in the list of its responsable."""
    return Key(key.values[1:], key.id)


def _inside(anchor: Anchor, name: str) -> Anchor:
    """Give the same place in the list of the people who are so named."""
    if isinstance(anchor, Edge):
        return anchor
    if anchor.key.values[0] == name:
        return type(anchor)(_own(anchor.key))
    return Edge.LAST if is_backwards(anchor) else Edge.FIRST


class Several:
    """The way along a few lists that share no row, in one order."""

    def __init__(self, ways: Sequence[Way]) -> None:
        self._ways = ways

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Give at most `size` keys beside `anchor`, the nearest first."""
        keys = sorted(key for way in self._ways for key in way.nearest(anchor, size))
        return keys[::-1][:size] if is_backwards(anchor) else keys[:size]

    def count(self, before: Key | None) -> int:
        """Count the keys, or those before the one given."""
        return sum(way.count(before) for way in self._ways)
