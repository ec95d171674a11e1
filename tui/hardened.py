"""The application without the doors that Textual leaves open to who comes by SSH."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from textual.app import SuspendNotSupported
from textual.binding import Binding
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea
from textual.worker import WorkerFailed

from tui import crash_report, line
from tui.clean_output import CleanOutput
from tui.glyphs import UNICODE, GlyphSet
from tui.keys_in_order import KeysInOrder

GRACE = 3.0
"""Seconds that a program told to end has for it, should the terminal no longer answer."""

HUNG_UP = 128 + signal.SIGHUP

ENDINGS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)

# A cursor that blinks sends 1.3 KB a second for ever; Textual has no public default for it.
Input.cursor_blink._default = False  # noqa: SLF001
TextArea.cursor_blink._default = False  # noqa: SLF001


def _closed(*_: object, **__: object) -> None:
    """Do nothing, in the place of what would write a file or start a program."""


class HardenedApp(KeysInOrder):
    """An application that writes nothing, starts nothing, and fails without telling data."""

    ALLOW_SELECT = False
    COMMANDS = set()
    ENABLE_COMMAND_PALETTE = False
    ENABLE_SELECT_AUTO_SCROLL = False
    ESCAPE_TO_MINIMIZE = False
    BINDINGS = [
        Binding("ctrl+q", "quit", "Quitter", tooltip="", show=False, priority=True),
    ]

    action_change_theme: Any = _closed
    action_command_palette: Any = _closed
    action_screenshot: Any = _closed
    action_show_help_panel: Any = _closed
    action_simulate_key: Any = _closed
    action_suspend_process: Any = _closed
    action_toggle_dark: Any = _closed
    deliver_binary: Any = _closed
    deliver_screenshot: Any = _closed
    deliver_text: Any = _closed
    open_url: Any = _closed
    save_screenshot: Any = _closed
    simulate_key: Any = _closed
    # Shapes of the mouse pointer: bytes for nothing, and letters on old terminals.
    _set_pointer_shape: Any = _closed

    def __init__(
        self,
        *,
        crash_folder: Path,
        glyphs: GlyphSet = UNICODE,
        encoding: str = "utf-8",
        **settings: Any,
    ) -> None:
        """Prepare the application; failures are described in a file of *crash_folder*.

        *encoding* is that of the error output, on which Textual draws.
        """
        super().__init__(driver_class=line.SteadyDriver, **settings)
        self.features = frozenset()
        self.crash_folder = crash_folder
        self._reference = crash_report.new_reference()
        self._clean = CleanOutput(glyphs, encoding)
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._deadline: threading.Timer | None = None

    def before_exit(self) -> None:
        """Do what must be done when the line is cut or the server stops: save a draft."""

    def use_glyphs(self, glyphs: GlyphSet) -> None:
        """Draw with *glyphs* from now on."""
        self._clean = CleanOutput(glyphs, self._clean.encoding)
        self.refresh()

    def forget_clipboard(self) -> None:
        """Empty the clipboard of the application, which the next person would paste."""
        # Textual offers no way to empty it without writing to the terminal's clipboard.
        self._clipboard = ""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Clean all that is drawn before Textual's own filters."""
        return [self._clean, *super().get_line_filters()]

    def get_loading_widget(self) -> Widget:
        """Say in French that a widget is being filled."""
        return Static("Un instant…")

    def copy_to_clipboard(self, text: str) -> None:
        """Copy *text*, unless it comes from a password."""
        field = self.focused
        if not (isinstance(field, Input) and field.password):
            super().copy_to_clipboard(text)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show *message* in a corner; it is text, never markup, unless said otherwise."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def action_help_quit(self) -> None:
        """Answer ^C, which many people try in order to leave."""
        self.notify("Pour quitter : ^Q")

    def suspend(self) -> NoReturn:
        """Refuse: the terminal is not handed to another program."""
        raise SuspendNotSupported

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
        if line.is_cut():
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
            loop.call_soon_threadsafe(self._handle_exception, error)

    def _on_lost_error(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, Exception):
            return
        if self.is_running:
            self._handle_exception(error)
        else:
            crash_report.report(error, self.crash_folder, self._reference)

    def _check_line(self) -> None:
        if self._deadline is None and line.is_cut():
            self._set_deadline(HUNG_UP)
            self.leave(HUNG_UP)

    def _set_deadline(self, status: int) -> None:
        """End the process by force in `GRACE` seconds, unless it has ended by then."""
        if self._deadline is None:
            # Textual keeps the modes that the line had on its private driver.
            end = (line.end_by_force, (self._driver, status))
            self._deadline = threading.Timer(GRACE, *end)
            self._deadline.daemon = True
            self._deadline.start()

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print the traceback with every local variable.
        self._return_code = 1
        if self._exception is None:
            self._exception = error  # `run_test` raises it again.
            self._exception_event.set()
        cause = error.error if isinstance(error, WorkerFailed) else error
        sentence = crash_report.report(cause, self.crash_folder, self._reference)
        self._exit_renderables[:] = [sentence]
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        # Textual would colour them, cut them at the width of the line and count them in English.
        for message in self._exit_renderables:
            sys.stderr.write(f"{message}\n")
        self._exit_renderables.clear()


def run_app(app: HardenedApp, *, mouse: bool = False) -> int:
    """Run *app* on this terminal; return its status: 1 if it failed, 128 + n for signal n."""
    crash_report.take_over(app.crash_folder)
    threading.excepthook = app.on_thread_error
    for number in ENDINGS:
        signal.signal(number, app.on_ending_signal)
    app.run(mouse=mouse)
    return app.return_code or 0
