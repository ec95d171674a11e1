"""A lot: one change of many inscriptions, slice by slice, under one number in the journal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar
from uuid import uuid4

from models.errors import Refusal
from models.fiche import Fiche
from models.labels import Service
from models.portefeuille import Portefeuille
from models.services import Changement
from models.storage.failures import gesture
from models.writing import changes
from models.writing.many import Fate

T = TypeVar("T")

Said = bool | str
"""Whether something changed, or the sentence that says why it was left."""

SLICE = 50
"""Inscriptions that one transaction changes: the screen breathes between two."""


@dataclass(frozen=True)
class Bilan:
    """What a lot did so far: inscriptions changed, already so, and left as they are (why)."""

    changed: int = 0
    same: int = 0
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Essai:
    """What a change would do: how many boxes would open and close, and what is already so."""

    opened: dict[Service, int]
    closed: dict[Service, int]
    same: int


def essai(fiches: Sequence[Fiche], changement: Changement) -> Essai:
    """Try a change without writing anything."""
    after = [(fiche.services, changement.of(fiche.services)) for fiche in fiches]
    return Essai(
        opened={s: n for s in changement.opened if (n := sum(s not in had for had, _ in after))},
        closed={s: n for s in changement.closed if (n := sum(s in had for had, _ in after))},
        same=sum(had == then for had, then in after),
    )


class Lot(ABC, Generic[T]):
    """One gesture on many things, under one number of the journal.

    `step` does the next SLICE of them in one transaction. When it refuses, that slice is as
    it was and may be tried again; stopping between two steps loses nothing.
    """

    def __init__(self, portefeuille: Portefeuille, items: Sequence[T]) -> None:
        self._uid = uuid4()
        self._portefeuille = portefeuille.in_lot(self._uid)
        self._items = items
        self.done = 0
        self.bilan = Bilan()

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._items)

    def step(self) -> Bilan:
        """Do the next slice; refusals as the verb of the portefeuille."""
        slice_ = self._items[self.done : self.done + SLICE]
        with gesture():
            seen = self._all(slice_)
        self.done += len(slice_)
        so_far = self.bilan
        self.bilan = Bilan(
            so_far.changed + seen.count(True),
            so_far.same + seen.count(False),
            so_far.left + tuple(one for one in seen if isinstance(one, str)),
        )
        return self.bilan

    @abstractmethod
    def _all(self, items: Sequence[T]) -> list[Said]:
        """Change all of a slice, inside its transaction."""


class LotServices(Lot[Fiche]):
    """Open and close boxes of inscriptions, as they were read: who changed meanwhile is left."""

    def __init__(
        self, portefeuille: Portefeuille, fiches: Sequence[Fiche], changement: Changement
    ) -> None:
        super().__init__(portefeuille, fiches)
        self._changement = changement

    def _all(self, items: Sequence[Fiche]) -> list[Said]:
        change = partial(changes.change_services, changement=self._changement)
        return named(items, self._portefeuille.change_many("services", items, change))


class LotTerminate(Lot[Fiche]):
    """Take inscriptions out of the portefeuille, as they were read: who changed is left."""

    def _all(self, items: Sequence[Fiche]) -> list[Said]:
        return named(items, self._portefeuille.change_many("resilier", items, changes.retire))


def named(fiches: Sequence[Fiche], fates: Sequence[Fate]) -> list[Said]:
    """Say whom a refusal is about."""
    return [
        f"{fiche.designation}\u00a0: {fate}" if isinstance(fate, Refusal) else fate
        for fiche, fate in zip(fiches, fates, strict=True)
    ]
