"""The comptes that are ticked, on whatever page they stand."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from models.wording import count, show_number

MOST = 10_000
"""Comptes that may be ticked: more are hardly meant, and a screen could not tell them."""

TOO_MANY = (
    f"Au plus {show_number(MOST)} comptes à la fois : "
    "cherchez ou filtrez d'abord (<.search>, <liste.filter>)."
)


class Ticked:
    """The uids of the inscriptions, in the order in which they were ticked."""

    def __init__(self) -> None:
        self._uids: dict[UUID, None] = {}

    def __bool__(self) -> bool:
        return bool(self._uids)

    def mark(self, uid: UUID) -> bool | None:
        """Tell whether one is ticked; None while nothing is: rows then have no room for it."""
        return uid in self._uids if self._uids else None

    @property
    def uids(self) -> tuple[UUID, ...]:
        """All of them."""
        return tuple(self._uids)

    def switch(self, uid: UUID) -> None:
        """Tick one, or untick it."""
        if uid in self._uids:
            del self._uids[uid]
        else:
            self._uids[uid] = None

    def add(self, uids: Iterable[UUID]) -> bool:
        """Tick all of these besides; nothing changes, and False, if that makes too many."""
        more = self._uids | dict.fromkeys(uids)
        if len(more) > MOST:
            return False
        self._uids = more
        return True

    def clear(self) -> None:
        """Untick all."""
        self._uids.clear()

    @property
    def in_words(self) -> str:
        """How many there are; empty if there is none."""
        return count(len(self._uids), "coché") if self._uids else ""

    @property
    def offer(self) -> str:
        """How many there are, and what may be done to them; empty if there is none."""
        several = len(self._uids) > 1
        verb = "leurs services" if several else "ses services"
        end = "les supprimer" if several else "supprimer"
        offer = f"{self.in_words}. <.lot> : {verb}, <.terminate> : {end}, <liste.untick> : aucun."
        return offer if self._uids else ""
