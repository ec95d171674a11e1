"""Somebody who takes the guided tour of the demonstration."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import cast

from models.portefeuille import Portefeuille
from tests.emulated import Emulated
from tests.journeys.list_stage import Session
from tests.journeys.stage import NOWHERE, Stage
from tests.quiet import played
from tui.config import Config
from tui.demo.app import DemonstrationApp

Steps = Callable[["Visitor"], Awaitable[None]]


class Visitor(Session):
    """Somebody who reads the tour."""

    @property
    def told(self) -> str:
        """What the message line shows, under a modal too."""
        foot = self.demo._foot
        assert foot is not None
        return str(foot._answer.render()).replace("\u00a0", " ").replace("\n", " ")

    @property
    def demo(self) -> DemonstrationApp:
        return cast(DemonstrationApp, self.app)

    async def does(self, *keys: str) -> str:
        """Press keys, read every answer through; gives what is then told."""
        await self.press(*keys)
        self.demo.follow()
        self.demo.follow()
        await self._pilot.pause()
        return self.told


class EmulatedDemonstration(Emulated, DemonstrationApp):
    """The demonstration on a terminal of ours."""


def play(
    inside: Portefeuille, steps: Steps, *, touches: Mapping[str, str] = MappingProxyType({})
) -> None:
    config = Config(str(NOWHERE / "base.db"), NOWHERE / "cle", NOWHERE, touches=touches)
    app = EmulatedDemonstration(inside, config=config)

    async def session() -> None:
        async with played(app, (80, 24)) as pilot:
            app.follow()
            await steps(Visitor(cast(Stage, app), pilot))

    asyncio.run(session())
