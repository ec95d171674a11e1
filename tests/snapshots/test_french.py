"""All that a person reads on the screens is French: what we wrote and what Textual would say."""

from __future__ import annotations

import pytest
from textual.app import App

from tests.english import english_in
from tests.journeys.stage import Stage
from tests.snapshots.conftest import See
from tests.snapshots.drive import grouped
from tests.snapshots.state import State
from tests.snapshots.states import ONE_OF_EACH


@pytest.mark.parametrize("state", grouped(ONE_OF_EACH))
def test_every_word_is_french(see: See, state: State) -> None:
    words = see(state).words
    assert words
    assert [text for text in words if english_in(text)] == []


def test_an_english_word_is_seen() -> None:
    assert english_in("Press ctrl+q to quit") == ["Press", "to", "quit"]
    assert english_in("Fermer, quitter, enregistrer ; le thème, la page, le menu") == []


def test_textual_offers_nothing_of_its_own() -> None:
    assert not Stage.ENABLE_COMMAND_PALETTE
    assert not Stage.COMMANDS
    assert App.ENABLE_COMMAND_PALETTE, "as it is without us"
