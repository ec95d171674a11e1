"""The application class that the program builds on, with all that is changed in Textual's.

Loading this module applies the patches of patches.py to the whole process.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import Any, NoReturn, Self

from rich.console import COLOR_SYSTEMS
from rich.control import Control
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import CompositorUpdate
from textual.app import App, SuspendNotSupported
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome
from textual.geometry import Offset, Size
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.widgets.bindings import hidden
from screens.widgets.key_names import LETTERS, worded_on
from screens.widgets.marks import HEARD
from tui.engine import patches
from tui.engine.compositor import pieces_of
from tui.engine.cursor import cursor_of
from tui.engine.driver import SteadyDriver
from tui.engine.keys_in_order import KeysInOrder, Typed
from tui.engine.painting import Painting
from tui.engine.screens import redraw
from tui.engine.shutdown import Shutdown
from tui.engine.stylesheet import KeptStylesheet
from tui.terminal.clean_output import CleanOutput
from tui.terminal.colour_filters import filters_for
from tui.terminal.colours import Colours
from tui.terminal.glyphs import UNICODE, GlyphSet

patches.apply()

AT_START = 2
"""How often the size is told as the program begins, by Textual and by its driver: it is that of
the first frame, half of which would be sent again."""


def _closed(*_: object, **__: object) -> None:
    """Do nothing. This replaces methods that would write a file or start a program."""


class EngineApp(App[None]):
    """Textual's App: keys keep their order, frames send only changes, nothing opens by itself.

    It writes no file, starts no program, and a failure shows no data.
    """

    ALLOW_SELECT = False
    COMMANDS = set()
    ENABLE_COMMAND_PALETTE = False
    ENABLE_SELECT_AUTO_SCROLL = False
    ESCAPE_TO_MINIMIZE = False
    BINDINGS = [
        hidden("ctrl+q", "quit", "Quitter", id="app.quit", priority=True),
    ]

    action_change_theme: Any = _closed
    action_show_help_panel: Any = _closed
    action_suspend_process: Any = _closed
    deliver_binary: Any = _closed
    deliver_text: Any = _closed
    open_url: Any = _closed
    save_screenshot: Any = _closed
    simulate_key: Any = _closed
    # Shapes of the mouse pointer: bytes for nothing, and letters on old terminals.
    _set_pointer_shape: Any = _closed
    stylesheet: KeptStylesheet

    def __init__(
        self,
        *,
        crash_folder: Path,
        glyphs: GlyphSet = UNICODE,
        encoding: str = "utf-8",
        colours: Colours = Colours.ALL,
    ) -> None:
        """Set up the application.

        A failure is described in a file in *crash_folder*. *encoding* is that of the error
        output, on which Textual draws. *colours* is what the terminal has; NO_COLOR wins over it.
        """
        # The driver is named here, so that `TEXTUAL_DRIVER` is never asked.
        super().__init__(driver_class=SteadyDriver)
        # Over SSH a moving picture is bytes, and bytes are time; a key would find it on its way.
        self.animation_level = "none"
        # A widget on every screen, for a mouse that we do not follow.
        self._disable_tooltips = True
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.painting = Painting(COLOR_SYSTEMS[self.console.color_system or "truecolor"])
        self.keys = KeysInOrder(self, give=super().on_event)
        self.shutdown = Shutdown(self, crash_folder, fail=self.fail, before_exit=self.before_exit)
        self.colours = Colours.NONE if self.no_color else colours
        self._clean = CleanOutput(glyphs, encoding)
        self._take_signs(glyphs)
        self._sizes_told = 0
        self._stands: Offset | None = None

    # How it begins and ends

    def on_load(self) -> None:
        """Have the errors of background tasks reported."""
        self.shutdown.watch_tasks()

    def on_mount(self) -> None:
        """Begin to watch whether the terminal is still there; show its cursor to who needs it."""
        self.shutdown.watch_terminal()
        self._take_signs(self._clean.glyphs)

    def before_exit(self) -> None:
        """Save what must be saved when the connection is lost or the server stops."""

    def fail(self, error: Exception) -> None:
        """End the program because of *error*, with status 1."""
        # Textual would print the traceback with every local variable.
        self._return_code = 1
        if self._exception is None:
            self._exception = error  # `run_test` raises it again.
            self._exception_event.set()
        self._exit_renderables[:] = [self.shutdown.sentence_of(error)]
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        self.fail(error)

    def _print_error_renderables(self) -> None:
        # Textual would colour them, cut them at the width of the line and count them in English;
        # a terminal, cut a word in two.
        for sentence in self._exit_renderables:
            # A path is left whole: it is to be copied.
            how: Any = {"break_long_words": False, "break_on_hyphens": False}
            lines = (wrap(one, self.size.width, **how) for one in str(sentence).splitlines())
            sys.stderr.writelines(f"{line}\n" for line in chain.from_iterable(lines))
        self._exit_renderables.clear()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Pass keys and pastes through the queue; ignore the focus of the window."""
        # Somebody who reads a number in another window has not left the field.
        if isinstance(event, events.AppFocus | events.AppBlur):
            return
        if isinstance(event, Typed) and not event.is_forwarded:
            await self.keys.take(event)
            return
        if isinstance(event, events.MouseEvent) and self.keys.are_waiting:
            # It was aimed at what the keys before it may move away.
            return
        if isinstance(event, events.Resize):
            self.keys.on_resize()
        await super().on_event(event)

    async def _on_key(self, event: events.Key) -> None:
        # Textual's own, which tells nobody of a key that nothing is bound to.
        event.prevent_default()
        if not await self._check_bindings(event.key):
            self.on_key_unused(event)

    def on_key_unused(self, event: events.Key) -> None:
        """Answer a key that did nothing."""

    async def push_screen_wait(self, screen: Screen[Any] | str, *, mode: str | None = None) -> Any:
        """Push *screen* and wait for its answer; no key waits for the worker that asks."""
        with self.keys.asking():
            return await super().push_screen_wait(screen, mode=mode)

    @property
    def chosen_keys(self) -> Mapping[str, str]:
        """The keys that `set_keymap` was given, by the id of their binding."""
        return self._keymap

    def action_help_quit(self) -> None:
        """Answer ^C, which many people try in order to leave."""
        self.notify(worded_on(self.screen, "Pour quitter : <app.quit>"))

    # What is drawn

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Clean the text before Textual's own filters, and reduce the colours after them."""
        # Textual's answer to NO_COLOR is greys in 24 bits, and no shade of ours is one of ANSI's.
        left_out = Monochrome | ANSIToTruecolor
        usual = [each for each in super().get_line_filters() if not isinstance(each, left_out)]
        return [self._clean, *usual, *filters_for(self.colours)]

    def refresh(
        self, *, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw the screen again; not because another was taken away, which has changed nothing."""
        # Textual asks for its layout then, twice, once it is shown and painted.
        return self if layout else super().refresh(repaint=repaint, recompose=recompose)

    def draw_with(self, glyphs: GlyphSet) -> None:
        """Draw every screen again with other *glyphs*."""
        self._clean = CleanOutput(glyphs, self._clean.encoding)
        self._take_signs(glyphs)
        kept = (one for one in self._installed_screens.values() if isinstance(one, Screen))
        shown = list(dict.fromkeys((*self.screen_stack, *kept)))
        for screen in shown:
            self.stylesheet.update(screen)
        redraw(shown)

    def _take_signs(self, glyphs: GlyphSet) -> None:
        self.set_class(glyphs.draws_letters, LETTERS)
        self.set_class(glyphs.is_heard, HEARD)
        if isinstance(self._driver, SteadyDriver):
            self._driver.show_cursor(glyphs.is_heard)

    def follow_mouse(self, follows: bool) -> None:
        """Have the terminal tell of clicks, or keep its mouse for itself."""
        if isinstance(self._driver, SteadyDriver):
            self._driver.follow_mouse(follows)

    def get_loading_widget(self) -> Widget:
        """Say in French that a widget is being filled."""
        return Static("Un instant…")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show *message* in a corner. It is plain text: *markup* is off by default."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def on_window_resized(self, size: Size) -> None:
        """Do what is left to do once the screens have their new *size*."""

    def _check_resize(self) -> None:
        # Textual's own, which hands the new size to the screen: there is no hook after it.
        event = self._resize_event
        super()._check_resize()
        if event is not None:
            # What a terminal does with its text when its window changes is its own affair.
            if self._sizes_told >= AT_START:
                self.painting.forget()
            self._sizes_told += 1
            self.on_window_resized(event.size)

    def _display(self, screen: Screen[object], renderable: Any) -> None:
        # Textual's own sends whole regions, in three writes that each wake its writing thread.
        if not isinstance(renderable, CompositorUpdate) or self._batch_count:
            super()._display(screen, renderable)
            return
        driver = self._driver
        if driver and not (self.is_headless or self._closed):
            frame = self.frame_of(renderable)
            if frame:
                driver.write(f"{SYNC_START}{frame}{SYNC_END}" if self._sync_available else frame)
        self.post_display_hook()

    def frame_of(self, update: CompositorUpdate) -> str:
        """Give the bytes that draw *update* and leave the cursor in its place; empty: no change."""
        place = cursor_of(self.screen)
        frame = self.painting.frame(pieces_of(update, place.y), self.size)
        if not frame and place == self._stands:
            return ""
        self._stands = place
        return frame + Control.move_to(*place).segment.text

    # What leaves it

    def copy_to_clipboard(self, text: str) -> None:
        """Copy *text*, unless it comes from a password."""
        field = self.focused
        if not (isinstance(field, Input) and field.password):
            super().copy_to_clipboard(text)

    def forget_clipboard(self) -> None:
        """Empty the clipboard of the application, so that the next person cannot paste from it."""
        # Textual offers no way to empty it without writing to the terminal's clipboard.
        self._clipboard = ""

    def suspend(self) -> NoReturn:
        """Refuse to hand the terminal to another program."""
        raise SuspendNotSupported


def run_app(app: EngineApp) -> int:
    """Run *app* on this terminal; return its status: 1 if it failed, 128 + n for signal n."""
    app.shutdown.take_over()
    app.run(mouse=False)
    return app.return_code or 0
