"""A lot: one change of many inscriptions, slice by slice, under one number in the journal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID, uuid4, uuid5

from models.errors import Conflict, NotFound
from models.fiche import Fiche
from models.labels import Service
from models.portefeuille import Portefeuille
from models.storage.failures import gesture

T = TypeVar("T")

SLICE = 50
"""Inscriptions that one transaction changes: the screen breathes between two."""


@dataclass(frozen=True)
class Changement:
    """The boxes to open and those to close, whatever the others are."""

    opened: frozenset[Service] = frozenset()
    closed: frozenset[Service] = frozenset()

    def of(self, services: frozenset[Service]) -> frozenset[Service]:
        """Give `services` once changed."""
        return (services | self.opened) - self.closed


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
            seen = [self._one(item) for item in slice_]
        self.done += len(slice_)
        so_far = self.bilan
        self.bilan = Bilan(
            so_far.changed + seen.count(True),
            so_far.same + seen.count(False),
            so_far.left + tuple(one for one in seen if isinstance(one, str)),
        )
        return self.bilan

    @abstractmethod
    def _one(self, item: T) -> bool | str:
        """Tell whether it changed; else the sentence that says why it was left."""


class LotFiches(Lot[Fiche]):
    """One gesture on `fiches`, as they were read: who was changed meanwhile is left alone."""

    def _one(self, item: Fiche) -> bool | str:
        try:
            after = self._change(item, uuid5(self._uid, item.uid.hex))
        except (Conflict, NotFound) as refusal:
            return f"{item.designation}\u00a0: {refusal}"
        return after.version != item.version

    @abstractmethod
    def _change(self, fiche: Fiche, operation: UUID) -> Fiche:
        """Change one inscription, and give it as it is then."""


class LotServices(LotFiches):
    """Open and close boxes of many inscriptions."""

    def __init__(
        self, portefeuille: Portefeuille, fiches: Sequence[Fiche], changement: Changement
    ) -> None:
        super().__init__(portefeuille, fiches)
        self._changement = changement

    def _change(self, fiche: Fiche, operation: UUID) -> Fiche:
        services = self._changement.of(fiche.services)
        return self._portefeuille.set_services(fiche, services, operation=operation)


class LotTerminate(LotFiches):
    """Take many inscriptions out of the portefeuille."""

    def _change(self, fiche: Fiche, operation: UUID) -> Fiche:
        return self._portefeuille.terminate(fiche, operation=operation)
