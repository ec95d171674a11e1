"""Réglages: each choice is seen at once, undone by Échap, kept by ^S for one person alone."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from models.portefeuille import Portefeuille
from models.tables import Utilisateur
from screens.accueil import AccueilScreen
from screens.etablissements import EtablissementsScreen
from screens.reglages import AS_BEFORE, KEPT, ReglagesScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import colleague_of, fill
from tests.journeys.list_stage import Session, Steps
from tests.journeys.stage import Stage
from tests.journeys.test_app import Demonstration
from tests.quiet import played

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

OPEN = "ctrl+o"


def visit(inside: Portefeuille, steps: Steps) -> Any:
    """Play steps in a session of who is inside, which is left open."""
    app = Demonstration(inside)

    async def run() -> None:
        async with played(app, (80, 24), bubbles=True) as pilot:
            session = Session(cast(Stage, app), pilot)
            await session.press("ctrl+g")
            await steps(session)

    asyncio.run(run())
    return app


def signed_in_again(inside: Portefeuille) -> Portefeuille:
    """Sign the same person in, as the base knows them."""
    assert inside._utilisateur is not None
    person = Utilisateur.get_by_id(inside._utilisateur.id)
    return Portefeuille(inside._cabinet, person, inside._vault, now=inside._now)


def colour_under(session: Session, x: int = 70, y: int = 12) -> str:
    """Give the background of a cell."""
    style = session.screen.get_style_at(x, y)
    assert style.bgcolor is not None
    return style.bgcolor.name


def test_a_theme_is_seen_at_once_and_given_up_by_echap(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        before = colour_under(session)
        await session.press("end", "enter")
        assert isinstance(session.screen, ReglagesScreen)
        await session.press("right")
        assert "gris foncé" in session.text
        dark = colour_under(session)
        assert dark != before
        await session.press("right", "escape")
        assert isinstance(session.screen, AccueilScreen)
        assert session.message == AS_BEFORE
        assert colour_under(session) == before
        assert inside.preference("theme") is None

    visit(inside, steps)


def test_what_is_kept_is_found_again_by_who_chose_it_alone(inside: Portefeuille) -> None:
    fill(inside, 2)
    colleague = colleague_of(inside, "Marc Petit", inside.role)

    async def choose(session: Session) -> None:
        await session.press(OPEN, "right", "down", "right", "right", "down", "right", "ctrl+s")
        assert session.message == KEPT

    visit(inside, choose)
    assert {name: inside.preference(name) for name in ("theme", "glyphes", "vue", "souris")} == {
        **{"theme": "sombre", "glyphes": "latin", "vue": "dossier"},
        "souris": None,
    }

    async def find(session: Session) -> None:
        assert session.app.theme == "sombre"
        await session.press("g")
        assert "Dossier" in session.text
        assert "✍" not in session.text

    async def find_nothing(session: Session) -> None:
        assert session.app.theme == "clair"
        await session.press("g")
        assert "✍" in session.text

    visit(signed_in_again(inside), find)
    visit(colleague, find_nothing)


def test_what_is_under_takes_up_what_was_kept(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        await session.press("g", "enter")
        kept = session.screen
        assert isinstance(kept, ServicesPanel)
        before = colour_under(session)
        await session.press("escape")
        assert "✍" in session.text
        await session.press(OPEN, "right", "down", "right", "right")
        assert "✍" not in session.text
        await session.press("down", "right", "ctrl+s")
        assert isinstance(session.screen, EtablissementsScreen)
        assert "Dossier" in session.text
        await session.press("enter")
        assert session.app.screen == kept
        assert colour_under(session) != before, "the panel that was kept is in the new theme too"

    visit(inside, steps)


def test_it_is_opened_once_and_never_over_the_lock_or_the_login(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press(OPEN, OPEN)
        assert sum(isinstance(one, ReglagesScreen) for one in session.app.screen_stack) == 1
        await session.press("escape")
        assert session.message == ""
        session.app._locked = True
        await session.press(OPEN)
        assert isinstance(session.screen, AccueilScreen)
        session.app._locked = False
        session.app._inside = None
        await session.press(OPEN)
        assert isinstance(session.screen, AccueilScreen)

    visit(inside, steps)
