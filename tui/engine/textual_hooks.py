"""The one place that touches Textual's private parts; each says why no public way does.

Textual is pinned exactly for them. The rest of tui/ uses what this module gives a public name;
tests/terminal/test_textual_hooks.py holds each, and that no other module touches one.
"""

from __future__ import annotations

import os
import selectors
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from time import monotonic
from types import SimpleNamespace
from typing import Any

from rich.console import COLOR_SYSTEMS
from rich.control import Control
from textual import events
from textual import screen as textual_screen
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import BindingsMap
from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Region, Size
from textual.keys import key_to_character
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tui.engine.painting import Painting, Piece, drawn_of_row

# What is drawn

Chops = list[dict[int, Strip | None]]


class FrugalCompositor(Compositor):
    """Textual's compositor, which asks of a widget only the rows that will be seen.

    Textual's own asks every widget in the container of what changed for all its rows, those
    under other widgets as well: nine tenths of the time of a repaint of two rows.
    """

    _changed: Collection[Region] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw what changed, and nothing that stands beside it."""
        self._changed = self._dirty_regions.copy()
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Any:
        cuts = self.cuts
        changed = self._changed or [self.size.region]
        chops: Chops = [
            _to_draw(row, y, changed) if is_rendered_line(y) else {} for y, row in enumerate(cuts)
        ]
        rows = [y for y in crop.line_range if is_rendered_line(y)]
        left = {y: len(chops[y]) for y in rows}
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            seen_rows = seen.line_range
            holes = {
                y: places
                for y in rows
                if y in seen_rows and left[y] and (places := _holes(chops[y], seen))
            }
            if not holes:
                continue
            first, last = min(holes), max(holes)
            part = Region(seen.x - region.x, first - region.y, seen.width, last - first + 1)
            strips = widget.render_lines(part)
            for y, places in holes.items():
                inside = [cut for cut in cuts[y] if seen.x <= cut <= seen.right]
                parts = strips[y - first].divide([cut - seen.x for cut in inside[1:]])
                # A strip may be shorter than its widget.
                found = {x: strip for x, strip in zip(inside, parts, strict=False) if x in places}
                chops[y].update(found)
                left[y] -= len(found)
        return chops


def _to_draw(cuts: Sequence[int], y: int, changed: Iterable[Region]) -> dict[int, Strip | None]:
    """Give the cuts of a row from which something has to be drawn."""
    spans = [one.column_span for one in changed if one.y <= y < one.bottom]
    return {
        start: None
        for start, end in pairwise(cuts)
        if any(start < last and first < end for first, last in spans)
    }


def _holes(row: dict[int, Strip | None], seen: Region) -> list[int]:
    """Give the cuts of a row, within what is seen, where nothing is drawn yet."""
    first, after = seen.column_span
    return [x for x, strip in row.items() if strip is None and first <= x < after]


# A screen makes its compositor itself.
textual_screen.Compositor = FrugalCompositor  # type: ignore[attr-defined]


def pieces_of(update: CompositorUpdate) -> Iterator[Piece]:
    """Give what an update draws, row by row."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield update.region.x, y, chain.from_iterable(strips)
    elif isinstance(update, ChopsUpdate):
        for y in dict.fromkeys(y for y, _, _ in update.spans):
            yield from drawn_of_row(y, update.chops[y])


_resume: Any = Screen._on_screen_resume


def _resume_as_styled(screen: Screen[Any], event: events.ScreenResume) -> None:
    """Show a screen again; Textual would first style each of its widgets again.

    Nothing that styles it has changed: the theme and the classes of the application are those
    that the program began with.
    """
    if screen.stack_updates:
        event.refresh_styles = False
    _resume(screen, event)


Screen._on_screen_resume = _resume_as_styled  # type: ignore[assignment, method-assign]


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, which reads a sheet once.

    For each screen that comes with a sheet of its own, Textual's reads all the others again.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        # Textual's keeps 64 sheets; there is one for each kind of widget and of screen.
        self._parse_cache = LRUCache(1024)

    def reparse(self) -> None:
        """Read what was not read yet."""
        self.parse()


# Textual draws the whole screen anew each time the focus moves; what shows the focus is drawn
# anew by itself.
Screen.focused._repaint = False

# A cursor that blinks sends 1.3 KB a second for ever; Textual has no public default for it.
Input.cursor_blink._default = False


def find_scroll_bars_again(widget: Widget) -> None:
    """See again, once the screen is painted, which scroll bars `widget` needs."""
    # A bar that was on its way leaves no change of size for the layout to see.
    widget.call_after_refresh(widget._refresh_scrollbars)


# The keys

_chain: Any = Screen._binding_chain.fget  # type: ignore[attr-defined]


def _chain_without_text(screen: Screen[Any]) -> list[tuple[DOMNode, BindingsMap]]:
    """Give the bindings of a screen, without the keys that a field takes as text.

    Textual takes those away before it applies the keymap: a letter of `[touches]` would act
    instead of being typed.
    """
    found: list[tuple[DOMNode, BindingsMap]] = _chain(screen)
    if not screen.app._keymap:
        return found
    for rank, (_, bindings) in enumerate(found):
        inside = [node for node, _ in found[:rank]]
        for key in list(bindings.key_to_bindings):
            if any(node.check_consume_key(key, key_to_character(key)) for node in inside):
                del bindings.key_to_bindings[key]
    return found


Screen._binding_chain = property(_chain_without_text)  # type: ignore[assignment]

# The application


class HookedApp(App[None]):
    """An application that sends the cells that changed, and says what Textual keeps to itself."""

    # Shapes of the mouse pointer: bytes for nothing, and letters on old terminals.
    _set_pointer_shape: Any = staticmethod(lambda *_: None)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        # A widget on every screen, for a mouse that we do not follow.
        self._disable_tooltips = True
        self.painting = Painting(COLOR_SYSTEMS[self.console.color_system or "truecolor"])

    def on_window_resized(self, size: Size) -> None:
        """Do what must be done once the screens have their new `size`."""

    def on_failure(self, error: Exception) -> str:
        """Give the sentence of a failure, which ends the program; it tells no data."""
        return f"Erreur interne\u00a0: {type(error).__name__}."

    def fail(self, error: Exception) -> None:
        """End the program, whose status will be 1."""
        # Textual would print the traceback with every local variable.
        self._return_code = 1
        if self._exception is None:
            self._exception = error  # `run_test` raises it again.
            self._exception_event.set()
        self._exit_renderables[:] = [self.on_failure(error)]
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        self.fail(error)

    def _print_error_renderables(self) -> None:
        # Textual would colour them, cut them at the width of the line and count them in English.
        for sentence in self._exit_renderables:
            sys.stderr.write(f"{sentence}\n")
        self._exit_renderables.clear()

    def _check_resize(self) -> None:
        # Textual's own, which hands the new size to the screen: there is no hook after it.
        event = self._resize_event
        super()._check_resize()
        if event is not None:
            # What a terminal does with its text when its window changes is its own affair.
            self.painting.forget()
            self.on_window_resized(event.size)

    def forget_clipboard(self) -> None:
        """Empty the clipboard of the application, which the next person would paste."""
        # Textual offers no way to empty it without writing to the terminal's clipboard.
        self._clipboard = ""

    @property
    def chosen_keys(self) -> Mapping[str, str]:
        """The keys that `set_keymap` was given, by the id of their binding."""
        return self._keymap

    @property
    def has_put_off(self) -> bool:
        """Whether something waits until the screen is painted (`call_after_refresh`)."""
        return bool(self.screen._callbacks)

    @property
    def is_unpainted(self) -> bool:
        """Whether the screen waits for the next frame to be painted, and may be painted now."""
        screen = self.screen
        changed = (
            screen._layout_required,
            screen._scroll_required,
            screen._repaint_required,
            screen._dirty_widgets,
        )
        return bool(any(changed) and screen.is_current and not self._batch_count)

    def paint_now(self) -> None:
        """Paint what is to be painted, and let what waited for it begin."""
        # What the frame's timer calls; Textual's own Pilot calls it too.
        self.screen._on_timer_update()

    @property
    def line_driver(self) -> object:
        """What holds the line to the terminal."""
        return self._driver

    def _display(self, screen: Screen[object], renderable: Any) -> None:
        # Textual's own sends whole regions, in three writes that each wake its writing thread.
        if not isinstance(renderable, CompositorUpdate) or self._batch_count:
            super()._display(screen, renderable)
            return
        driver = self._driver
        if driver and not (self.is_headless or self._closed):
            frame = self.painting.frame(pieces_of(renderable), self.size)
            if frame:
                driver.write(self._in_one_go(frame))
        self.post_display_hook()

    def _in_one_go(self, frame: str) -> str:
        """Add where the cursor stands, and the marks of a whole frame where they are known."""
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        frame += Control.move_to(*cursor).segment.text
        return f"{SYNC_START}{frame}{SYNC_END}" if self._sync_available else frame


# The line


class HookedParser(XTermParser):
    """Textual's parser, which says how long it waits for what may follow an Échap."""

    @property
    def waits_until(self) -> float | None:
        """When Échap will be told if nothing follows it (`time.monotonic`); None without one."""
        return self._timeout_time

    def wait_no_more(self) -> None:
        """Tell the Échap that waits at the next tick."""
        self._timeout_time = 0.0


class WakingSelector(selectors.SelectSelector):
    """What the reading thread waits on: the line, and a pipe that ends the wait for good.

    Textual's own wakes ten times a second to see whether an Échap stands alone, and waits out
    two tenths of a second when the program ends.
    """

    def __init__(self, wakes: int, until: Callable[[], float | None]) -> None:
        """Wait for ever, or *until* a moment of the monotonic clock."""
        super().__init__()
        self._wakes, self._until = wakes, until
        self.register(wakes, selectors.EVENT_READ)

    def select(self, _: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Give what happened on the line; nothing once the moment or the end has come."""
        until = self._until()
        timeout = None if until is None else max(0.0, until - monotonic())
        return [one for one in super().select(timeout) if one[0].fd != self._wakes]


class HookedDriver(LinuxDriver):
    """Textual's driver, with a parser and a decoder of ours, that wakes for nothing."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._wakes, self._wake = os.pipe()
        self._parser: HookedParser | None = None

    def new_parser(self) -> HookedParser:
        """Make what reads the keys."""
        return HookedParser()

    def new_decoder(self) -> Any:
        """Make what reads the bytes, as `codecs.getincrementaldecoder` does."""
        raise NotImplementedError

    def send_message(self, message: Message) -> None:
        """Give the application a message from the line.

        Textual's makes a task of each, whose end waits to be told while a key is handled: nothing
        would ever be quiet then.
        """
        self._app.post_message(message)

    def disable_input(self) -> None:
        """End the reading thread at once."""
        os.write(self._wake, b"!")
        super().disable_input()
        os.read(self._wakes, 1)

    def run_input_thread(self) -> None:
        """Read keys until the end."""
        # The driver makes its selector, its parser and its decoder itself.
        module: Any = linux_driver
        module.selectors = SimpleNamespace(
            SelectSelector=partial(WakingSelector, self._wakes, self._waits_until),
            EVENT_READ=selectors.EVENT_READ,
        )
        module.XTermParser = lambda _debug: self._keep(self.new_parser())
        module.getincrementaldecoder = lambda _utf8: self.new_decoder
        super().run_input_thread()

    def _keep(self, parser: HookedParser) -> HookedParser:
        self._parser = parser
        return parser

    def _waits_until(self) -> float | None:
        return self._parser.waits_until if self._parser else None

    def _sigcont_application(self, *_: object) -> None:
        # The kernel sends SIGCONT with SIGHUP: Textual would start its threads a second time.
        if self._must_signal_resume:
            super()._sigcont_application()

    def _run_input_thread(self) -> None:
        # Textual would print the traceback on the screen; `threading.excepthook` reports it.
        self.run_input_thread()
