"""All that a person reads on the screens is French: what we wrote and what Textual would say."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input

from models.portefeuille import Portefeuille
from screens.flows.actions import actions_of
from tests.english import english_in
from tests.journeys.list_stage import SSH, Session
from tests.journeys.stage import Stage
from tests.snapshots.state import State, reach
from tests.snapshots.states import ONE_OF_EACH

HOSTILE = "[/red] [@click=app.quit]"


def words_of(session: Session) -> Iterator[str]:
    """Give every text that this screen shows, or may show with another focus."""
    screen = session.screen
    yield from (line.replace(HOSTILE, "") for line in session.lines)
    yield screen.title or session.app.title
    for widget in screen.query("*"):
        yield from filter(None, (str(widget.tooltip or ""), widget.BINDING_GROUP_TITLE))
        if isinstance(widget, Input):
            # Those of Textual refuse in English.
            assert not widget.validators
            assert widget.suggester is None
            assert widget.type == "text"
            yield widget.placeholder


def answers_of(screen: Screen[object]) -> Iterator[str]:
    """Give what help, menu and key line say of the keys, wherever the focus is."""
    for widget in screen.focus_chain:
        screen.set_focus(widget, scroll_visible=False)
        yield from (one.description for one in actions_of(screen))
        for key in screen.active_bindings.values():
            if key.binding.show:
                yield key.binding.description
            yield key.tooltip


@pytest.mark.parametrize("state", ONE_OF_EACH, ids=lambda state: state.name)
def test_every_word_is_french(portefeuille: Portefeuille, state: State) -> None:
    app = Stage(state.make(portefeuille))

    async def run() -> list[str]:
        async with app.run_test(size=SSH, tooltips=True, notifications=True) as pilot:
            await pilot.pause()
            session = Session(app, pilot)
            await reach(session, state.keys)
            said = [*words_of(session), *answers_of(session.screen)]
            return [text for text in said if english_in(text)]

    assert asyncio.run(run()) == []


def test_an_english_word_is_seen() -> None:
    assert english_in("Press ctrl+q to quit") == ["Press", "to", "quit"]
    assert english_in("Fermer, quitter, enregistrer ; le thème, la page, le menu") == []


def test_textual_offers_nothing_of_its_own() -> None:
    assert not Stage.ENABLE_COMMAND_PALETTE
    assert not Stage.COMMANDS
    assert App.ENABLE_COMMAND_PALETTE, "as it is without us"
