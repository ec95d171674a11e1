"""What a window says is read whole, by keys, in the smallest window; its frame says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.containers import VerticalScroll
from textual.screen import Screen

from screens.help.aide import AideScreen
from screens.widgets.foot import SMALLEST
from screens.widgets.frame import Frame
from screens.windows.confirm import ConfirmModal
from screens.windows.nombre import NombreModal
from tests.journeys.list_stage import SSH, Session, play

MANY = tuple(f"Client {rank}" for rank in range(40))


def asked(details: tuple[str, ...]) -> Screen[bool]:
    return ConfirmModal("Supprimer ?", details=details)


def numbered(details: tuple[str, ...]) -> Screen[bool]:
    return NombreModal("Supprimer ?", details, 40, heading="Portefeuille")


@pytest.mark.parametrize("make", [asked, numbered])
def test_keys_lead_to_the_end_of_a_long_question(
    make: Callable[[tuple[str, ...]], Screen[bool]],
) -> None:
    async def steps(session: Session) -> None:
        text = session.screen.query_one("Frame VerticalScroll", VerticalScroll)
        assert "↑ ↓ : lire" in session.text.replace("\xa0", " ")
        assert "Annuler (Échap)" in session.text
        await session.press("down")
        assert text.scroll_offset.y == 1
        await session.press(*["pagedown"] * 9)
        assert "Client 39" in session.text
        await session.press("pageup")
        assert "Client 39" not in session.text
        await session.resize(*SSH)
        assert session.screen.query_one(Frame).region.height == SSH[1] - 2
        assert "Annuler (Échap)" in session.text

    play(make(MANY), steps, size=SMALLEST)


@pytest.mark.parametrize("make", [asked, numbered])
def test_a_short_question_has_nothing_more_to_read(
    make: Callable[[tuple[str, ...]], Screen[bool]],
) -> None:
    async def steps(session: Session) -> None:
        assert "lire" not in session.text
        assert session.screen.query_one(Frame).region.height < SMALLEST[1]

    play(make(()), steps, size=SMALLEST)


def test_the_help_says_that_there_is_more() -> None:
    async def steps(session: Session) -> None:
        await session.press("f1")
        assert isinstance(session.screen, AideScreen)
        assert "lire la suite." in session.text
        await session.resize(120, 40)
        assert "lire la suite." not in session.text

    play(asked(()), steps, size=SMALLEST)
