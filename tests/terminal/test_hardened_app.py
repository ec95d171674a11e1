"""The application with its doors closed, without a terminal."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.filter import ANSIToTruecolor
from textual.widgets import Input, Static

from tests.quiet import played
from tests.terminal.toys.hardened import Attacked
from tui.engine.application import EngineApp


def test_pilot_drives_it_and_sees_its_errors(tmp_path: Path) -> None:
    async def journey() -> None:
        app = Attacked(tmp_path)
        async with played(app) as pilot:
            await pilot.press("a", "b", "tab", "c")
            assert [field.value for field in app.query(Input)] == ["ab", "c"]
            await pilot.press("f2")

    with pytest.raises(LookupError, match="ne va pas"):
        asyncio.run(journey())


def test_the_clipboard_can_be_forgotten(tmp_path: Path) -> None:
    app = Attacked(tmp_path)
    app._clipboard = "secret"
    app.forget_clipboard()
    assert app.clipboard == ""


def test_nothing_moves_by_degrees(tmp_path: Path) -> None:
    assert Attacked(tmp_path).animation_level == "none"


def test_nothing_looks_for_shades_that_no_sheet_has(tmp_path: Path) -> None:
    app = Attacked(tmp_path)
    assert any(isinstance(one, ANSIToTruecolor) for one in super(EngineApp, app).get_line_filters())
    assert not any(isinstance(one, ANSIToTruecolor) for one in app.get_line_filters())


def test_a_notification_is_text(tmp_path: Path) -> None:
    async def journey() -> None:
        app = Attacked(tmp_path)
        async with played(app) as pilot:
            app.notify("SARL [/x] [@click=app.bell]DUPONT")
            await pilot.pause()
            assert [notification.markup for notification in app._notifications] == [False]

    asyncio.run(journey())


def test_waiting_is_said_in_french(tmp_path: Path) -> None:
    waiting = Attacked(tmp_path).get_loading_widget()
    assert isinstance(waiting, Static)
    assert waiting.content == "Un instant…"


def test_the_last_sentence_is_cut_between_its_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = Attacked(tmp_path)
    sentence = " ".join(["Ce que vous tapiez est gardé\xa0: c'est dit."] * 5)
    app.exit(message=sentence)
    app._print_error_renderables()
    lines = capsys.readouterr().err.splitlines()
    assert " ".join(lines) == sentence
    assert max(map(len, lines)) <= app.size.width
