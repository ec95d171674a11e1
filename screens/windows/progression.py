"""A long work: how far it is, and Échap to give it up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.screen import Screen

from models.long_work import GoOn
from models.wording import show_number
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph

R = TypeVar("R")

BAR = 40
UNKNOWN = "En cours… Échap : abandonner."
GLANCE = 0.04
"""Seconds between two looks at how far the work is."""


Work = Callable[[Screen[Any], GoOn], Awaitable[R | None]]
"""Does it all, beside the loop; None if it was refused (and said on the screen) or given up."""


class ProgressionScreen(Window[R | None], Generic[R]):
    """Gives what the work gives; None if it was refused, which was read, or given up.

    A `total` of 0: nobody knows how long it is.
    """

    TITLE = "Progression"
    AUTO_FOCUS = ""
    BINDINGS = [Binding("escape,f12", "give_up", "Abandonner", id="progression.stop")]

    _foot = query_one(Foot)

    def __init__(self, what: str, total: int, work: Work[R]) -> None:
        super().__init__()
        self._what = what
        self._total = total
        self._work = work
        self._done = 0
        self._given_up = False
        self._refused = False

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Frame(self._what):
            yield Paragraph(self._bar, id="barre")
        yield Foot()

    def on_mount(self) -> None:
        """Begin."""
        self._foot.add_class("-waits")
        self.set_interval(GLANCE, self._look)
        self.carry_on()

    @work
    async def carry_on(self) -> None:
        """Do the work; a refusal stays in sight until Échap.

        Keys wait meanwhile; Échap takes the class `-waits` away (tui/engine/keys_in_order.py).
        """
        result = await self._work(self, self._go_on)
        given_up = not self._foot.has_class("-waits")
        self._foot.remove_class("-waits")
        if result is None and not given_up:
            self._refused = True
        else:
            self.dismiss(result)

    def _go_on(self, done: int) -> bool:
        """Note how far the work is: called by its thread."""
        self._done = done
        return not self._given_up

    def action_give_up(self) -> None:
        """Leave, once the refusal was read."""
        if self._refused:
            self.dismiss(None)

    def _look(self) -> None:
        self._given_up = not self._foot.has_class("-waits")
        self.query_one("#barre", Paragraph).say("Abandon…" if self._given_up else self._bar)

    @property
    def _bar(self) -> str:
        if not self._total:
            return UNKNOWN
        full = BAR * self._done // self._total
        numbers = f"{show_number(self._done)} / {show_number(self._total)}"
        return f"{'█' * full}{'░' * (BAR - full)}  {numbers}"
