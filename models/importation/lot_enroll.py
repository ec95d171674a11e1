"""The lot that inscribes the lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import uuid5

from models.errors import Refusal
from models.lot import Lot, Said
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


class LotEnroll(Lot[ToEnroll]):
    """Inscribe what was examined; `enrolled` and `refused` tell the fate of each line."""

    what = "Importation"

    def __init__(self, portefeuille: Portefeuille, items: Sequence[ToEnroll]) -> None:
        super().__init__(portefeuille, items)
        self.refused: dict[int, str] = {}

    @property
    def enrolled(self) -> frozenset[int]:
        """The numbers of the lines that are inscribed, and committed."""
        return frozenset(one.ligne.numero for one in self._items[: self.done]) - set(self.refused)

    def _all(self, items: Sequence[ToEnroll]) -> list[Said]:
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
            return fate
        self.refused[numero] = str(fate)
        return f"Ligne {numero} : {fate}"
