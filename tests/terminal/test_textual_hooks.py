"""What the hooks on Textual's private parts give."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from peewee import Database
from textual import events
from textual import screen as textual_screen
from textual.css import stylesheet
from textual.screen import Screen
from textual.widget import Widget

from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.liste.page_turner import Place
from screens.services_panel import ServicesPanel
from screens.widgets.rows import RowList
from tests.cabinet import fill, open_portefeuille
from tests.journeys.list_stage import Session, play
from tests.pseudo_terminal import PseudoTerminal
from tests.sheets import SharedSheets
from tui.engine.driver import SteadyDriver
from tui.engine.stylesheet import KeptStylesheet

F5 = "\x1b[15~"


@pytest.fixture
def inside(base: Database, tmp_path: Path) -> Portefeuille:
    return open_portefeuille(tmp_path)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_screen_that_is_shown_again_is_not_styled_again(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(inside, 3)
    styled: list[Screen[object]] = []
    update = Screen.update_node_styles

    def counted(screen: Screen[object], animate: bool = True) -> None:
        styled.append(screen)
        update(screen, animate)

    monkeypatch.setattr(Screen, "update_node_styles", counted)

    async def steps(session: Session) -> None:
        listed = session.screen
        await session.press("enter")
        panel = session.screen
        assert isinstance(panel, ServicesPanel)
        await session.press("escape")
        styled.clear()
        await session.press("down", "enter")
        assert session.screen is panel
        await session.press("escape")
        assert session.screen is listed
        assert not styled

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_new_screen_does_not_make_the_sheets_of_the_others_read_again(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(inside, 3)
    read: list[str] = []
    parse: Any = vars(stylesheet)["parse"]

    def counted(scope: str, css: str, read_from: tuple[str, str], **settings: object) -> object:
        read.append("/".join(read_from))
        return parse(scope, css, read_from, **settings)

    # Nothing is known but what this one application has read.
    monkeypatch.delattr(SharedSheets, "_parse_rules")

    async def steps(session: Session) -> None:
        monkeypatch.setattr(stylesheet, "parse", counted)
        await session.press("enter", "d")
        assert isinstance(session.screen, ClientForm)
        assert any("client_form.tcss" in one for one in read), read
        assert not [one for one in read if "etablissements.tcss" in one or "RowList" in one]
        assert len(read) == len(set(read))

    play(EtablissementsScreen(inside), steps)


def test_a_sheet_is_read_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse: Any = vars(stylesheet)["parse"]

    def counted(scope: str, css: str, *others: object, **settings: object) -> object:
        read.append(css)
        return parse(scope, css, *others, **settings)

    monkeypatch.setattr(stylesheet, "parse", counted)
    sheets = KeptStylesheet()
    for number in range(300):
        sheets.add_source(f"#n{number} {{ color: red; }}", read_from=("n", str(number)))
    sheets.parse()
    assert len(read) == 300
    sheets.add_source("#last { color: blue; }", read_from=("n", "last"))
    sheets.reparse()
    assert len(read) == 301
    assert len(sheets.rules) == 301


@pytest.mark.parametrize("engine", ["sqlite"])
def test_moving_the_focus_does_not_draw_the_whole_screen(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(inside, 12)

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

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_only_the_rows_that_changed_are_asked_for(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(inside, 12)
    asked: list[str] = []
    render = Widget.render_lines

    def counted(widget: Widget, crop: object) -> object:
        asked.append(type(widget).__name__)
        return render(widget, crop)  # type: ignore[arg-type]

    async def steps(session: Session) -> None:
        monkeypatch.setattr(Widget, "render_lines", counted)
        # Not `press`, which then compares with a whole drawing.
        await session._pilot.press("down")
        await session._pilot.pause()
        assert asked == ["RowList"]
        # The buttons that stand on the row of the place stay as they are drawn.
        asked.clear()
        session.screen.query_one(Place).say("comptes 1 à 2", "")
        await session._pilot.pause()
        assert asked == ["Place"]

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_a_key_changed_waits_for_no_frame(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(inside, 12)
    monkeypatch.setattr(textual_screen, "UPDATE_PERIOD", 600.0)

    async def steps(session: Session) -> None:
        await session.press("slash")
        # Not `press`, which paints whatever waits to be.
        session.app.post_message(events.Key("b", "b"))
        end = monotonic() + 20.0
        while not any("· «" in line for line in session.app.terminal.lines):
            assert monotonic() < end, session.app.terminal.lines
            await asyncio.sleep(0.01)

    play(EtablissementsScreen(inside), steps)


def test_a_message_from_the_line_makes_no_task() -> None:
    posted: list[object] = []
    tasks: list[int] = []
    message = events.Key("down", None)

    async def read_one() -> None:
        driver: Any = object.__new__(SteadyDriver)
        driver._app = SimpleNamespace(post_message=posted.append)
        driver._loop = SimpleNamespace(call_soon_threadsafe=lambda *_: tasks.append(1))
        driver.send_message(message)

    asyncio.run(read_one())
    assert posted == [message]
    assert not tasks


@pytest.mark.terminal
@pytest.mark.parametrize("how", ["F5", "window"])
def test_all_is_drawn_over_what_something_else_wrote(how: str) -> None:
    with PseudoTerminal.module("tui", "--demo", env={"HOME": "/nonexistent"}) as terminal:
        terminal.wait_for("Bonjour")
        terminal.wait_until_quiet()
        before = terminal.text()
        terminal._stream.feed(b"\x1b[5;10HMessage de root : le serveur s'arr\x1b[12;1Hxxxxxxxx")
        assert terminal.text() != before
        if how == "F5":
            terminal.send(F5)
        else:
            # tmux shows one of its panes alone, then all again, before the program has looked.
            terminal.process.send_signal(signal.SIGWINCH)
        terminal.wait_until_quiet()
        assert terminal.text() == before
