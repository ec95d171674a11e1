"""What others changed is told at any moment, also while a screen comes and has no widget yet."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from models.portefeuille import Portefeuille
from screens.accueil import AccueilScreen
from tests.cabinet import fill
from tests.journeys.stage import Stage
from tests.quiet import played
from tui.access_watch import show_changes

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
KEYS = ("g", "j", "b", "q")
"""The list, the journal, the corbeille, the queue."""


class Told(Stage):
    """The application, that is told as each screen comes."""

    def push_screen(self, screen: Any, *arguments: Any, **settings: Any) -> Any:
        pushed = super().push_screen(screen, *arguments, **settings)
        if not isinstance(screen, AccueilScreen):
            assert not show_changes(self), "it has nothing to show it on"
        return pushed


def test_a_screen_that_comes_is_told_once_it_is_there(inside: Portefeuille) -> None:
    fill(inside, 1)

    async def run() -> None:
        app = Told(AccueilScreen(inside))
        async with played(app, (120, 40)) as pilot:
            for key in KEYS:
                await pilot.press(key)
                assert show_changes(app)
                await pilot.press("escape")

    asyncio.run(run())
