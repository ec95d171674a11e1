"""Keys played on one screen of Portefeuille, and what a person sees of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from typing import Any

from textual.screen import Screen
from textual.widgets import Static

from screens.widgets.foot import Foot
from tests.journeys.stage import NO_KEYS, Stage
from tests.quiet import QuietPilot, played, quiet
from tests.tries import FULL

SSH = (80, 24)
LOOKED_AT = 1 if FULL else 24
"""Of how many answers the terminal is looked at after two: a screen is drawn twice for it.

Two that follow each other: what the second changes is drawn over the first. They are counted from
one journey to the next, so that the last answers of some are seen too.
"""
_ANSWERS = count(1)


class Session:
    """Somebody at the keyboard."""

    def __init__(self, app: Stage, pilot: QuietPilot) -> None:
        self.app = app
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys and wait until the screen has answered all of them."""
        await self._pilot.press(*keys)
        await self._settle()

    def tap(self, key: str) -> None:
        """Press a key while something else goes on."""
        self._pilot.tap(key)

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def resize(self, width: int, height: int) -> None:
        """Change the window."""
        await self._pilot.resize_terminal(width, height)
        await self._settle()

    async def _settle(self) -> None:
        """Wait until nothing is left to draw; now and then see what the terminal shows.

        A wrong cell stays until something is drawn over it.
        """
        await quiet(self.app)
        if next(_ANSWERS) % LOOKED_AT < 2 and not self.app._exit:
            found = self.app.look()
            assert not found, f"{len(found)} cells: {found[:4]}"

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    @property
    def lines(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(piece.text for piece in strip) for strip in strips]

    @property
    def text(self) -> str:
        """What is seen, on one line, with single spaces."""
        return " ".join(" ".join(self.lines).split())

    @property
    def said(self) -> str:
        """The texts of the screen on top, however they are wrapped."""
        texts = (str(static.render()) for static in self.screen.query(Static))
        return " ".join(" ".join(texts).split())

    @property
    def message(self) -> str:
        return self.screen.query_one(Foot).text

    @property
    def cursor(self) -> str:
        """The row under the cursor of the list."""
        return next((line for line in self.lines if line.startswith("›")), "")

    @property
    def focus(self) -> str | None:
        return self.screen.focused.id if self.screen.focused else None


Steps = Callable[[Session], Awaitable[None]]


def play(
    screen: Screen[Any],
    steps: Steps,
    *,
    size: tuple[int, int] = SSH,
    touches: Mapping[str, str] = NO_KEYS,
) -> Stage:
    """Run `steps` on `screen`; gives the application, with the answer of the screen."""
    app = Stage(screen, touches=touches)

    async def session() -> None:
        async with played(app, size) as pilot:
            session = Session(app, pilot)
            await session.press()
            await steps(session)

    asyncio.run(session())
    return app


def names(session: Session) -> list[str]:
    """Give the ranks of the bakeries on the page, from top to bottom."""
    listed = [line.partition(" │ ")[0] for line in session.lines]
    words = [line.split("BOULANGERIE ")[1][:3] for line in listed if "BOULANGERIE " in line]
    return [word for word in words if word.isdigit()]


def ranks(first: int, last: int) -> list[str]:
    return [f"{rank:03d}" for rank in range(first, last + 1)]


SMALL = (60, 16)
