"""How the program ends: asked to, cut from its terminal, or by a failure that tells no data."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from textual.worker import WorkerFailed

from tui.engine import crash_report, line
from tui.engine.keys_in_order import KeysInOrder

GRACE = 3.0
"""Seconds that a program told to end has for it, should the terminal no longer answer."""

ENDING_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)

HUNG_UP = 128 + signal.SIGHUP


class EndsWell(KeysInOrder):
    """An application that always gives the terminal back, and ends with the right status."""

    def __init__(self, *, crash_folder: Path, **settings: Any) -> None:
        # Named here, so that `TEXTUAL_DRIVER` is never asked.
        super().__init__(driver_class=line.SteadyDriver, **settings)
        self.crash_folder = crash_folder
        self._reference = crash_report.new_reference()
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._deadline: threading.Timer | None = None

    def before_exit(self) -> None:
        """Do what must be done when the line is cut or the server stops: save a draft."""

    def on_load(self) -> None:
        """Report the errors of tasks that nobody waits for."""
        self._event_loop = asyncio.get_running_loop()
        self._event_loop.set_exception_handler(self._on_lost_error)

    def on_mount(self) -> None:
        """Watch the line: without a controlling terminal, no signal tells that it is cut."""
        if not self.is_headless:
            self.set_interval(1.0, self._check_line)

    def leave(self, status: int) -> None:
        """End the program with *status*, after `before_exit`."""
        if not self.is_headless and line.is_cut():
            line.let_go()
        try:
            self.before_exit()
        finally:
            self.exit(return_code=status)

    def on_ending_signal(self, number: int, _frame: FrameType | None) -> None:
        """End the program as `kill` or a lost connection asks."""
        status = 128 + number
        self._set_deadline(status)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            sys.exit(status)
        loop.call_soon_threadsafe(self.leave, status)

    def on_thread_error(self, failure: threading.ExceptHookArgs) -> None:
        """End the program: without the threads of the driver it neither reads nor draws."""
        cut = line.is_cut()
        self._set_deadline(HUNG_UP if cut else 1)
        error, loop = failure.exc_value, self._event_loop
        if not isinstance(error, Exception) or loop is None or loop.is_closed():
            return
        if cut:
            loop.call_soon_threadsafe(self.leave, HUNG_UP)
        else:
            loop.call_soon_threadsafe(self.fail, error)

    def _on_lost_error(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, Exception):
            return
        if self.is_running:
            self.fail(error)
        else:
            crash_report.report(error, self.crash_folder, self._reference)

    def _check_line(self) -> None:
        if self._deadline is None and line.is_cut():
            self._set_deadline(HUNG_UP)
            self.leave(HUNG_UP)

    def _set_deadline(self, status: int) -> None:
        """End the process by force in `GRACE` seconds, unless it has ended by then."""
        if self._deadline is None:
            end = (line.end_by_force, (self.line_driver, status))
            self._deadline = threading.Timer(GRACE, *end)
            self._deadline.daemon = True
            self._deadline.start()

    def on_failure(self, error: Exception) -> str:
        """Describe the failure in a file, without data; give the sentence for the person."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        return crash_report.report(cause, self.crash_folder, self._reference)
