"""The application without the doors that Textual leaves open to who comes by SSH."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from textual import events
from textual.app import SuspendNotSupported
from textual.binding import Binding
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome
from textual.notifications import SeverityLevel
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.widgets.key_names import LETTERS, worded_on
from tui.engine import crash_report
from tui.engine.endings import ENDING_SIGNALS, EndsWell
from tui.terminal.clean_output import CleanOutput
from tui.terminal.colour_filters import filters_for
from tui.terminal.colours import Colours
from tui.terminal.glyphs import UNICODE, GlyphSet


def _closed(*_: object, **__: object) -> None:
    """Do nothing, in the place of what would write a file or start a program."""


class HardenedApp(EndsWell):
    """An application that writes nothing, starts nothing, and fails without telling data."""

    ALLOW_SELECT = False
    COMMANDS = set()
    ENABLE_COMMAND_PALETTE = False
    ENABLE_SELECT_AUTO_SCROLL = False
    ESCAPE_TO_MINIMIZE = False
    BINDINGS = [
        Binding("ctrl+q", "quit", "Quitter", show=False, id="app.quit", priority=True),
    ]

    action_change_theme: Any = _closed
    action_show_help_panel: Any = _closed
    action_suspend_process: Any = _closed
    deliver_binary: Any = _closed
    deliver_text: Any = _closed
    open_url: Any = _closed
    save_screenshot: Any = _closed
    simulate_key: Any = _closed

    def __init__(
        self,
        *,
        crash_folder: Path,
        glyphs: GlyphSet = UNICODE,
        encoding: str = "utf-8",
        shown: Colours = Colours.ALL,
        **settings: Any,
    ) -> None:
        """Prepare the application; failures are described in a file of *crash_folder*.

        *encoding* is that of the error output, on which Textual draws; *shown*, the colours that
        the terminal has. NO_COLOR wins over it.
        """
        super().__init__(crash_folder=crash_folder, **settings)
        self.features = frozenset()
        self.shown = Colours.NONE if self.no_color else shown
        self._few = filters_for(self.shown)
        self._clean = CleanOutput(glyphs, encoding)
        self.set_class(glyphs.draws_letters, LETTERS)

    async def on_event(self, event: events.Event) -> None:
        """Take no notice of another window: whoever reads a number there has not left the field."""
        if not isinstance(event, events.AppFocus | events.AppBlur):
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Clean all that is drawn before Textual's own filters; fit the colours after them."""
        # Textual's answer to NO_COLOR is greys in 24 bits, and no shade of ours is one of ANSI's.
        left_out = Monochrome | ANSIToTruecolor
        usual = [one for one in super().get_line_filters() if not isinstance(one, left_out)]
        return [self._clean, *usual, *self._few]

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
        self.notify(worded_on(self.screen, "Pour quitter : <app.quit>"))

    def suspend(self) -> NoReturn:
        """Refuse: the terminal is not handed to another program."""
        raise SuspendNotSupported


def run_app(app: HardenedApp, *, mouse: bool = False) -> int:
    """Run *app* on this terminal; return its status: 1 if it failed, 128 + n for signal n."""
    crash_report.take_over(app.crash_folder)
    threading.excepthook = app.on_thread_error
    for number in ENDING_SIGNALS:
        signal.signal(number, app.on_ending_signal)
    app.run(mouse=mouse)
    return app.return_code or 0
