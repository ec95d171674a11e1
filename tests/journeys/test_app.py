"""What is the same on every screen: leaving, locking, the demonstration."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from models.portefeuille import Portefeuille
from screens.access.verrou import VerrouScreen
from screens.accueil import AccueilScreen
from tests.cabinet import employeur
from tests.emulated import Emulated
from tests.journeys.list_stage import Session
from tests.journeys.stage import NOWHERE, Stage
from tests.quiet import played
from tui.config import Config
from tui.demo.app import DemonstrationApp

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


class Demonstration(Emulated, DemonstrationApp):
    """The demonstration, on a terminal of ours."""

    def __init__(self, inside: Portefeuille) -> None:
        super().__init__(inside, config=Config(str(NOWHERE), NOWHERE, NOWHERE))


def play(app: Stage | Demonstration, *keys: str) -> Session:
    async def run() -> Session:
        async with played(app, (80, 24), bubbles=True) as pilot:
            session = Session(cast(Stage, app), pilot)
            await pilot.pause()
            await session.press(*keys)
            return session

    return asyncio.run(run())


def test_what_was_copied_goes_with_who_copied_it(inside: Portefeuille) -> None:
    inside.enroll(employeur(1))
    app = Demonstration(inside)
    play(app, "g", "y")
    assert app.clipboard == "000000018"
    app = Demonstration(inside)
    play(app, "g", "y", "escape", "escape", "escape", "o", "enter")
    assert app.clipboard == ""


def test_the_demonstration_says_that_it_has_no_lock(inside: Portefeuille) -> None:
    async def run() -> None:
        app = Demonstration(inside)
        async with played(app, (80, 24), bubbles=True) as pilot:
            session = Session(cast(Stage, app), pilot)
            await session.press("ctrl+l")
            assert not isinstance(app.screen, VerrouScreen)
            assert "rien ne se verrouille" in session.message

    asyncio.run(run())


def test_the_lock_forgets_what_was_copied_and_stands_once(inside: Portefeuille) -> None:
    inside.enroll(employeur(1))

    async def run() -> None:
        app = Stage(AccueilScreen(inside))
        app._inside = inside
        async with played(app, (80, 24)) as pilot:
            session = Session(app, pilot)
            await session.press("g", "y")
            assert app.clipboard
            await session.press("ctrl+l", "f1", "ctrl+l")
            assert app.clipboard == ""
            locks = [one for one in app.screen_stack if isinstance(one, VerrouScreen)]
            assert len(locks) == 1

    asyncio.run(run())
