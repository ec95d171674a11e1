"""A thread that fails ends the program as a failure, unless it ends already or the line is cut."""

from __future__ import annotations

import asyncio
import signal
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tui.engine import hangup
from tui.engine.shutdown import HUNG_UP, Shutdown


class App:
    """An application that notes how it is ended."""

    is_headless = True

    def __init__(self) -> None:
        self.ends: list[int] = []

    def exit(self, *, return_code: int) -> None:
        self.ends.append(return_code)

    def fail(self, _error: Exception) -> None:
        self.ends.append(1)


class NoTimer:
    """Ends nothing by force."""

    def __init__(self, *_: object) -> None:
        self.daemon = False

    def start(self) -> None:
        """Wait for nothing."""


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr(threading, "Timer", NoTimer)
    return App()


def ends(app: App, tmp_path: Path, *signals: signal.Signals) -> list[int]:
    """Give how the program ends where `signals` come, then a thread fails."""
    failure: Any = SimpleNamespace(exc_value=OSError())

    async def play() -> None:
        ending = Shutdown(app, tmp_path, fail=app.fail, before_exit=lambda: None)  # type: ignore[arg-type]
        ending.watch_tasks()
        for number in signals:
            ending.on_signal(number, None)
        ending.on_thread_error(failure)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(play())
    return app.ends


def test_a_thread_that_fails_is_a_failure(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hangup, "is_cut", lambda: False)
    assert ends(app, tmp_path) == [1]


def test_a_thread_that_has_lost_its_terminal_is_none(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hangup, "is_cut", lambda: True)
    assert ends(app, tmp_path) == [HUNG_UP]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_thread_that_fails_as_the_program_ends_changes_nothing(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    # What it draws on was let go: nobody sees there any more that the line is cut.
    monkeypatch.setattr(hangup, "is_cut", lambda: False)
    assert ends(app, tmp_path, number) == [128 + number]
