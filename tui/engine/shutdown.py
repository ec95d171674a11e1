"""How the program ends: by a signal, without its terminal, or by a failure."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from textual.app import App
from textual.worker import WorkerFailed

from tui.engine import crash_report, hangup
from tui.engine.ticking import Every

GRACE = 3.0
"""Seconds that the program has to end, in case the terminal no longer answers."""

GLANCE = 2.0
"""Seconds between two checks of the terminal: it may go away without any signal."""

ENDING_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)

HUNG_UP = 128 + signal.SIGHUP


class Shutdown:
    """Ends one application with the right exit status, and restores its terminal."""

    def __init__(
        self,
        app: App[None],
        crash_folder: Path,
        *,
        fail: Callable[[Exception], None],
        before_exit: Callable[[], None],
    ) -> None:
        """Prepare to end *app*: by *fail* for an error, after *before_exit* otherwise."""
        self._app = app
        self._crash_folder = crash_folder
        self._fail = fail
        self._before_exit = before_exit
        self._reference = crash_report.new_reference()
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._deadline: threading.Timer | None = None
        self._modes: hangup.Modes = None

    def take_over(self) -> None:
        """Install the handlers of signals and failures; call it before the application runs."""
        self._modes = hangup.modes()
        crash_report.take_over(self._crash_folder)
        threading.excepthook = self.on_thread_error
        for number in ENDING_SIGNALS:
            signal.signal(number, self.on_signal)

    def watch_tasks(self) -> None:
        """Report the errors of tasks that nobody awaits; call it from the event loop."""
        self._event_loop = asyncio.get_running_loop()
        self._event_loop.set_exception_handler(self._on_lost_error)

    def watch_terminal(self) -> None:
        """End the application when its terminal is gone, from now on."""
        if not self._app.is_headless:
            Every(GLANCE, self._check_terminal)

    def leave(self, status: int) -> None:
        """Save what must be saved, then end the program with *status*."""
        if not self._app.is_headless and hangup.is_cut():
            hangup.let_go()
        try:
            self._before_exit()
        finally:
            self._app.exit(return_code=status)

    def on_signal(self, number: int, _frame: FrameType | None) -> None:
        """End the program because of a signal: `kill`, or a lost connection."""
        status = 128 + number
        self._set_deadline(status)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            sys.exit(status)
        loop.call_soon_threadsafe(self.leave, status)

    def on_thread_error(self, failure: threading.ExceptHookArgs) -> None:
        """End the program because a thread of the driver failed: it can no longer read or draw."""
        if self._deadline is not None:
            # It ends already, for another reason: `let_go` hides from here that the line is cut.
            return
        cut = hangup.is_cut()
        self._set_deadline(HUNG_UP if cut else 1)
        error, loop = failure.exc_value, self._event_loop
        if not isinstance(error, Exception) or loop is None or loop.is_closed():
            return
        if cut:
            loop.call_soon_threadsafe(self.leave, HUNG_UP)
        else:
            loop.call_soon_threadsafe(self._fail, error)

    def sentence_of(self, error: Exception) -> str:
        """Describe *error* in a file, without any data; return the sentence to show."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        return crash_report.report(cause, self._crash_folder, self._reference)

    def _on_lost_error(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, Exception):
            return
        if self._app.is_running:
            self._fail(error)
        else:
            self.sentence_of(error)

    def _check_terminal(self) -> None:
        if self._deadline is None and hangup.is_cut():
            self._set_deadline(HUNG_UP)
            self.leave(HUNG_UP)

    def _set_deadline(self, status: int) -> None:
        """End the process by force in `GRACE` seconds if it is still there."""
        if self._deadline is None:
            self._deadline = threading.Timer(GRACE, hangup.end_by_force, (self._modes, status))
            self._deadline.daemon = True
            self._deadline.start()
