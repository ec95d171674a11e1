"""A long work: how far it is, and Échap to stop it between two slices."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from models.wording import show_number
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph

BAR = 40

Step = Callable[[Screen[Any]], Awaitable[int | None]]
"""Does the next slice; gives how much is done then, None if it was refused (and said)."""


class ProgressionScreen(Window[None]):
    """Carries out what is left of a work. What is done when one stops stays done."""

    TITLE = "Progression"
    CSS_PATH = "progression.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [Binding("escape,f12", "stop", "Arrêter", id="progression.stop")]

    def __init__(self, what: str, done: int, total: int, step: Step) -> None:
        super().__init__()
        self._what = what
        self._done = done
        self._total = total
        self._step = step
        self._stopped = False

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Frame(self._what):
            yield Paragraph(self._bar, id="barre")
        yield Foot()

    def on_mount(self) -> None:
        """Begin."""
        self.carry_on()

    # No key waits for a worker of this group: Échap must reach the screen
    # (tui/engine/keys_in_order.py).
    @work(group="long")
    async def carry_on(self) -> None:
        """Change slice after slice until the end, a refusal, or Échap."""
        while self._done < self._total and not self._stopped:
            done = await self._step(self)
            if done is None:
                self._stopped = True
                return
            self._done = done
            self.query_one("#barre", Paragraph).say(self._bar)
            await asyncio.sleep(0.001)
        self.dismiss(None)

    def action_stop(self) -> None:
        """Stop after the slice under way; after a refusal, leave."""
        if self._stopped:
            self.dismiss(None)
        self._stopped = True

    @property
    def _bar(self) -> str:
        full = BAR * self._done // self._total
        numbers = f"{show_number(self._done)} / {show_number(self._total)}"
        return f"{'█' * full}{'░' * (BAR - full)}  {numbers}"
