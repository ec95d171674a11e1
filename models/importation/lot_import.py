"""The lot that inscribes the lines of a table, and completes the clients that it has too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol
from uuid import UUID, uuid5

from models.errors import Refusal
from models.importation.choosing.completing import Completion, complete
from models.labels import ToDo
from models.lot import Lot, Said, named
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from models.writing.many import Fate


class Numbered(Protocol):
    """A line of a table."""

    @property
    def numero(self) -> int:
        """The number by which a person knows it."""


class ToEnroll(Protocol):
    """A line that was looked at, and may be inscribed."""

    @property
    def ligne(self) -> Numbered:
        """The line."""

    @property
    def saisie(self) -> Saisie:
        """What it says of the client."""

    @property
    def anew(self) -> bool:
        """Whether it was removed, and is still to be résilié: it takes that over."""


class LotImport(Lot[ToEnroll | Completion]):
    """Inscribe what was examined, then complete clients as they were read: one gesture.

    `enrolled` and `refused` tell the fate of each line to inscribe. Who was changed meanwhile is
    not completed.
    """

    what = "Importation"

    def __init__(
        self,
        portefeuille: Portefeuille,
        to_enroll: Sequence[ToEnroll],
        to_complete: Sequence[Completion] = (),
    ) -> None:
        super().__init__(portefeuille, (*to_enroll, *to_complete))
        self._to_enroll = to_enroll
        self.refused: dict[int, str] = {}
        self._to_do = set[int]()
        self._completed = dict[UUID, Said]()

    @property
    def enrolled(self) -> frozenset[int]:
        """The numbers of the lines that are inscribed, and committed."""
        numbers = (one.ligne.numero for one in self._to_enroll[: self.done])
        return frozenset(numbers) - set(self.refused)

    @property
    def to_report(self) -> int:
        """How many of those that are inscribed are to be inscribed on urssaf.fr."""
        return len(self.enrolled & self._to_do)

    @property
    def completed(self) -> int:
        """How many clients are completed."""
        done = self._items[len(self._to_enroll) : self.done]
        uids = (one.fiche.uid for one in done if isinstance(one, Completion))
        return sum(isinstance(self._completed[uid], ToDo) for uid in uids)

    def _all(self, items: Sequence[ToEnroll | Completion]) -> list[Said]:
        known = [one for one in items if isinstance(one, Completion)]
        new = [one for one in items if not isinstance(one, Completion)]
        return [*self._enroll(new), *self._complete(known)]

    def _enroll(self, items: Sequence[ToEnroll]) -> list[Said]:
        if not items:
            return []
        asked = {uuid5(self._uid, str(item.ligne.numero)): item for item in items}
        fates = self._portefeuille.enroll_many(
            {uid: item.saisie for uid, item in asked.items()},
            forced=True,
            anew={uid for uid, item in asked.items() if item.anew},
        )
        return [
            self._said(item.ligne.numero, fate) for item, fate in zip(items, fates, strict=True)
        ]

    def _said(self, numero: int, fate: Fate) -> Said:
        self.refused.pop(numero, None)  # a slice that was rolled back is tried again
        if not isinstance(fate, Refusal):
            if fate is not ToDo.AUCUN:
                self._to_do.add(numero)
            return fate
        self.refused[numero] = str(fate)
        return f"Ligne {numero} : {fate}"

    def _complete(self, items: Sequence[Completion]) -> list[Said]:
        if not items:
            return []
        fiches = [one.fiche for one in items]
        change = partial(complete, {one.fiche.uid: one for one in items})
        said = named(fiches, self._portefeuille.change_many("modifier", fiches, change))
        self._completed.update(zip((one.uid for one in fiches), said, strict=True))
        return said
