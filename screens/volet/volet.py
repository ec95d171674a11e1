"""The client under the cursor, beside the list: boxes, écart, and what was done last."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from models.errors import Refusal
from models.fiche import Fiche
from models.journal.lines import Line
from screens.volet.beside import Beside
from screens.volet.drawn import DrawnRow
from screens.volet.latest import Latest
from screens.volet.said import rows_beside_boxes, rows_of

REST = 0.2
"""Seconds that the cursor rests on a row before the journal is asked for what was done to it."""


class Volet(Beside[Fiche]):
    """Identity, comptes, the fifteen boxes, what is to be clicked, what was done last."""

    def __init__(self, latest: Latest, *, boxes: bool = True) -> None:
        """Make a panel that asks `latest` for operations once the cursor rests.

        Without `boxes` it stands beside them.
        """
        super().__init__()
        self._latest = latest
        self._say = rows_of if boxes else rows_beside_boxes
        self._told: Sequence[Line] = ()
        self._soon: asyncio.TimerHandle | None = None

    def show(self, one: Fiche | None) -> bool:
        """Tell of a client, if the panel is in sight; tell whether it is."""
        before = self.shown
        if one is None or before is None or one.uid != before.uid:
            self._told = ()
        in_sight = super().show(one)
        if in_sight and one is not before:
            self.wait()
        return in_sight

    def rows_of(self, one: Fiche, width: int, height: int) -> list[DrawnRow]:
        """Give the rows that tell of a client."""
        return self._say(one, self._told, width, height)

    def on_resize(self) -> None:
        """Ask what was done, of a client who was shown while the panel was out of sight."""
        self.wait()

    def on_unmount(self) -> None:
        """Ask nothing more."""
        self.shown = None
        self.wait()

    def tell_latest(self) -> None:
        """Ask what was done last, unless the list is no longer looked at."""
        self._soon = None
        fiche = self.shown
        if fiche is None or not self.display or not self.screen.is_current:
            return
        # Nobody asked for it: what the base refuses now is said of the next key.
        with suppress(Refusal):
            self._told = self._latest(fiche)
            self.draw()

    def wait(self) -> None:
        """Ask for the operations once the cursor rests: to read them at each row would slow it."""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        if self.shown is not None:
            self._soon = asyncio.get_running_loop().call_later(REST, self.tell_latest)
