"""What a reader of terminals is told: where the cursor stands, and what changes there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from screens.windows.confirm import ConfirmModal
from tests.cabinet import fill
from tests.emulated import Emulated
from tests.journeys.list_stage import SSH, Session, play
from tui.engine.cursor import cursor_of
from tui.terminal.glyphs import FRAMES, LECTEUR

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

DRAWN = {character for drawn, _ in FRAMES for character in drawn} | set("›‹✍✕✓✗•")


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what is sent, frame by frame."""
    sent: list[str] = []
    frame_of: Callable[[Any, Any], str] = Emulated.frame_of

    def kept(app: Any, update: Any) -> str:
        sent.append(frame_of(app, update))
        return sent[-1]

    monkeypatch.setattr(Emulated, "DRAWN", True)
    monkeypatch.setattr(Emulated, "frame_of", kept)
    return sent


def here(session: Session) -> str:
    """Give the row where the cursor of the terminal stands."""
    return session.lines[cursor_of(session.screen).y]


def test_a_row_that_is_left_is_not_said_again(inside: Portefeuille, frames: list[str]) -> None:
    fill(inside, 12)

    async def steps(session: Session) -> None:
        session.app.draw_with(LECTEUR)
        await session.press("down")
        for key in ("down", "up"):
            frames.clear()
            before = here(session)
            await session.press(key)
            assert here(session) != before
            assert max(map(len, frames)) <= len("\x1b[24;80H"), "the cursor, and nothing else"

    play(EtablissementsScreen(inside), steps)


def test_the_row_that_is_chosen_is_said_before_the_one_that_is_left(
    inside: Portefeuille, frames: list[str]
) -> None:
    fill(inside, 12)

    async def steps(session: Session) -> None:
        # What is beneath has it all drawn once more, when the timer of its own first frame comes.
        session.app.screen_stack[0]._on_timer_update()
        await session.press()
        for key in ("down", "down", "up"):
            frames.clear()
            await session.press(key)
            (moved,) = (frame for frame in frames if "›" in frame)
            assert moved.startswith(f"\x1b[{cursor_of(session.screen).y + 1};")

    play(EtablissementsScreen(inside), steps)


def test_nothing_is_drawn_that_would_be_named(inside: Portefeuille) -> None:
    fill(inside, 12)

    async def steps(session: Session) -> None:
        session.app.draw_with(LECTEUR)
        await session.press("space", "m")
        # A tab that leads nowhere: its shade is not said.
        assert "(Paiement)" in session.text
        assert isinstance(session.screen, ServicesPanel)
        await session.press("down", "2", "escape")
        assert isinstance(session.screen, ConfirmModal)
        assert not DRAWN & set(session.text)
        # The button that is chosen, since others stand on its row.
        assert "*Annuler (Échap)" in here(session)
        # Nothing of what lies under a window beside it.
        frame = session.screen.query_one("Frame").region
        assert (frame.x, frame.width) == (0, SSH[0])

    play(EtablissementsScreen(inside), steps)


def test_each_box_has_a_row_of_its_own(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        session.app.draw_with(LECTEUR)
        await session.press("a")
        assert here(session).split("]")[1].strip() == "Avis de mise à disposition du BIS"

    play(ServicesPanel(inside, fiche, modification=True), steps)
