"""What changed is drawn, at once, and nothing beside it; all of it when that is asked."""

from __future__ import annotations

import asyncio
import signal
from time import monotonic
from typing import Any

import pytest
from textual import events
from textual import screen as textual_screen
from textual.widget import Widget

from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.liste.page_turner import Place
from screens.widgets.own_lines import OwnLines
from screens.widgets.rows import RowList
from tests.cabinet import fill
from tests.emulated import Emulated
from tests.journeys.list_stage import Session, play
from tests.pseudo_terminal import PseudoTerminal

F5 = "\x1b[15~"


@pytest.fixture(autouse=True)
def each_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw each frame, as the program does."""
    monkeypatch.setattr(Emulated, "DRAWN", True)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_moving_the_focus_does_not_draw_the_whole_screen(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 12)

    async def steps(session: Session) -> None:
        drawn: list[int] = []
        render = RowList.render_line

        def counted(rows: RowList, y: int) -> object:
            drawn.append(y)
            return render(rows, y)

        await session.press("tab", "tab")
        whole = session.app.terminal.whole
        monkeypatch.setattr(RowList, "render_line", counted)
        await session.press("tab")
        assert session.app.terminal.whole == whole
        assert not drawn

    play(EtablissementsScreen(portefeuille), steps)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_only_the_rows_that_changed_are_asked_for(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 12)
    asked: list[str] = []

    def count(drawn: type[Widget]) -> None:
        render = drawn.render_lines

        def counted(widget: Any, crop: Any) -> object:
            asked.append(type(widget).__name__)
            return render(widget, crop)

        monkeypatch.setattr(drawn, "render_lines", counted)

    async def steps(session: Session) -> None:
        # What is beneath has it all drawn once more, when the timer of its own first frame comes.
        session.app.screen_stack[0]._on_timer_update()
        await session.press("down")
        count(Widget)
        count(OwnLines)
        # Not `press`, which then compares with a whole drawing.
        await session._pilot.press("down")
        await session._pilot.pause()
        assert asked == ["RowList"]
        # The buttons that stand on the row of the place stay as they are drawn.
        asked.clear()
        session.screen.query_one(Place).say("comptes 1 à 2", "")
        await session._pilot.pause()
        assert asked == ["Place"]

    play(EtablissementsScreen(portefeuille), steps)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_a_key_changed_waits_for_no_frame(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 12)
    monkeypatch.setattr(textual_screen, "UPDATE_PERIOD", 600.0)

    async def steps(session: Session) -> None:
        await session.press("slash")
        # Not `press`, which paints whatever waits to be.
        session.app.post_message(events.Key("b", "b"))
        end = monotonic() + 20.0
        while not any("· «" in line for line in session.app.terminal.lines):
            assert monotonic() < end, session.app.terminal.lines
            await asyncio.sleep(0.01)

    play(EtablissementsScreen(portefeuille), steps)


@pytest.mark.terminal
@pytest.mark.parametrize("how", ["F5", "window"])
def test_all_is_drawn_over_what_something_else_wrote(how: str) -> None:
    with PseudoTerminal.module("tui", "--demo", env={"HOME": "/nonexistent"}) as terminal:
        terminal.wait_for("Visite 1/10")
        terminal.wait_until_idle()
        before = terminal.text()
        terminal.write_over(b"\x1b[5;10HMessage de root : le serveur s'arr\x1b[12;1Hxxxxxxxx")
        assert terminal.text() != before
        if how == "F5":
            terminal.send(F5)
        else:
            # tmux shows one of its panes alone, then all again, before the program has looked.
            terminal.process.send_signal(signal.SIGWINCH)
        terminal.wait_until_idle()
        assert terminal.text() == before
