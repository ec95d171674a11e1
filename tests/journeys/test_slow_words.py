"""A word typed letter after letter, then Entrée: it answers no question that a letter opened."""

from __future__ import annotations

from typing import Any

import pytest

from models.portefeuille import Portefeuille
from models.tables import Operation
from screens.corbeille import CorbeilleScreen
from screens.liste.filters import Filters
from screens.queue import QueueScreen
from screens.services_panel import ServicesPanel
from screens.widgets.portal_screen import PortalScreen
from tests.cabinet import employeur
from tests.journeys.list_stage import Session, play
from tui.engine import runs

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

WORDS = {
    "panneau": ("atelier", "numéro"),
    "file": ("numéro", "avenir"),
    "corbeille": ("restaurant", "menu", "bureau", "Renault"),
}
"""Words after which Entrée, or o and Entrée, would press OK there."""


@pytest.fixture
def one_of_each(portefeuille: Portefeuille) -> dict[str, PortalScreen[Any]]:
    """Give screens on which something is to be done, undone and restored."""
    portefeuille.terminate(portefeuille.enroll(employeur(2)))
    fiche = portefeuille.enroll(employeur(1))
    return {
        "panneau": ServicesPanel(portefeuille, fiche),
        "file": QueueScreen(portefeuille, Filters()),
        "corbeille": CorbeilleScreen(portefeuille),
    }


@pytest.mark.parametrize("place", WORDS)
@pytest.mark.played
def test_a_slow_word_and_entree_answer_nothing(
    one_of_each: dict[str, PortalScreen[Any]], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody knows how long a key takes in a test.
    monkeypatch.setattr(runs, "PACE", 3600.0)
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        for word in WORDS[place]:
            await session.press(*word, "enter")
            assert Operation.select().count() == before, word
            await session.press("escape")

    play(one_of_each[place], steps)


def test_a_busy_machine_makes_no_key_deliberate(
    one_of_each: dict[str, PortalScreen[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PACE", 0.0)
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        for key in ("m", "e", "n", "u", "enter"):
            session.tap(key)
        await session.press("left")
        assert session.message == "Rien n'a changé."

    play(one_of_each["corbeille"], steps)
    assert Operation.select().count() == before


def test_who_has_read_the_question_is_heard(
    one_of_each: dict[str, PortalScreen[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "PACE", -3600.0)
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        await session.press(*"menu", "enter")
        assert "Annulé" in session.message

    play(one_of_each["corbeille"], steps)
    assert Operation.select().count() == before + 1
