"""Lists that follow one another: of each responsable, of each kind of thing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Generic, TypeVar
from uuid import UUID

from models.cleaning import fold
from models.labels import ToDo
from models.search.criteres import COUNTED, Anchor, Edge, Key, place_of
from models.search.order import NAMES, Sorted, Way, is_backwards
from models.tables import Cabinet, Inscription, Utilisateur

P = TypeVar("P")
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


def sorted_by_kinds(found: Sorted) -> Sorted:
    """Put a few keys in the order of what is to be done, and then in their own."""
    rows = Inscription.select(Inscription.id, Inscription.ecart)
    rows = rows.where(Inscription.id.in_([key.id for key in found.keys]))
    kinds: dict[int, str] = dict(rows.tuples().execute())
    # What changed since it was found is no longer to be listed here.
    there = (key for key in found.keys if key.id in kinds)
    keys = (Key((place_of(ToDo(kinds[key.id])), *key.values), key.id) for key in there)
    return Sorted(keys, NAMES)


class Following(Generic[P]):
    """The way along lists, one after the other, each in an order of its own."""

    def __init__(
        self, parts: Sequence[tuple[str, P]], way_of: Callable[[P], Way], whole: Way
    ) -> None:
        """Know `whole`, the same list in another order, and its parts, each under its place.

        `way_of` gives the way through a part.
        """
        self._parts = parts
        self._way_of = cache(way_of)
        self._whole = whole

    def nearest(self, anchor: Anchor, size: int) -> list[Key]:
        """Go from list to list until there are enough."""
        keys: list[Key] = []
        backwards = is_backwards(anchor)
        for name, part in self._beside(anchor):
            inner = _inside(anchor, name)
            found = self._way_of(part).nearest(inner, size - len(keys))
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
        for name, part in self._parts:
            if number > COUNTED or name > str(before.values[0]):
                break
            here = name == before.values[0]
            number += self._way_of(part).count(_own(before) if here else None)
        return number

    def _beside(self, anchor: Anchor) -> Iterable[tuple[str, P]]:
        """Give the lists where rows beside `anchor` may be, the nearest first."""
        parts = self._parts[::-1] if is_backwards(anchor) else self._parts
        if isinstance(anchor, Edge):
            return parts
        place = str(anchor.key.values[0])
        passed = sum(
            (name > place) if is_backwards(anchor) else (name < place) for name, _ in parts
        )
        return islice(parts, passed, None)


def _own(key: Key) -> Key:
    """Give the place of a row in the list of its part."""
    return Key(key.values[1:], key.id)


def _inside(anchor: Anchor, name: str) -> Anchor:
    """Give the same place in the list that is so named."""
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
