"""A terminal that draws what the program sends, beside what Textual alone would have drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Any

import pyte
from pyte.screens import Char
from rich.cells import split_graphemes
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual._context import active_app
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tests.quick_terminal import QuickScreen, QuickStream
from tests.tries import FULL
from tui.engine.application import EngineApp
from tui.engine.compositor import FrugalCompositor
from tui.engine.cursor import cursor_of
from tui.engine.painting import Painting

Shown = tuple[str, str, str, bool, bool, bool]
"""Character, colour, background, bold, underlined, reversed."""


_PLACED = re.compile(r"\x1b\[(\d+);\d+H")
"""Where a frame goes on drawing: its row, from 1. Its last is where the cursor stays."""

_shown = itemgetter(*map(Char._fields.index, ("data", "fg", "bg", "bold", "underscore", "reverse")))
"""What is compared of a cell of pyte."""


class EmulatedTerminal:
    """Fed with each frame; `differences` compares it with a whole drawing by Textual's own code."""

    def __init__(self) -> None:
        self._screen = QuickScreen(1, 1)
        self._stream = QuickStream(self._screen)
        self.whole = 0
        self._late: list[str] = []

    @property
    def lines(self) -> list[str]:
        """What it shows."""
        return list(self._screen.display)

    def draw(self, app: Any, update: Any) -> None:
        """Draw what the program would send for `update`."""
        width, height = app.size
        if (self._screen.columns, self._screen.lines) != (width, height):
            # What a terminal does with its text when its window changes is its own affair.
            self._screen = QuickScreen(width, height)
            self._stream = QuickStream(self._screen)
            app.painting.forget()
        frame = app.frame_of(update)
        self._stream.feed(frame)
        rows = list(map(int, _PLACED.findall(frame)))
        if isinstance(update, ChopsUpdate) and rows[-1:] != rows[:1] and rows[-1] in rows[:-1]:
            self._late.append(f"row {rows[-1] - 1}, where the cursor stands, after row {rows[0]}")
        self.whole += isinstance(update, LayoutUpdate)

    def differences(self, app: App[Any]) -> list[str]:
        """Name the cells that are not what they should be, and where the cursor should stand.

        Also the row of the cursor, where another of a frame was drawn before it.
        """
        here, place = self._screen.cursor, cursor_of(app.screen)
        astray = [f"cursor: {here.x},{here.y} for {place}"] if (here.x, here.y) != place else []
        late, self._late = self._late, []
        return [*late, *astray] + [
            f"{x},{y}: {seen} for {wanted}"
            for y, row in enumerate(_whole(app.screen._compositor))
            if row != (found := self._row(y))
            for x, (wanted, seen) in enumerate(zip(row, found, strict=True))
            if wanted != seen
        ]

    def _row(self, y: int) -> list[Shown]:
        row = self._screen.buffer[y]
        return list(map(_shown, map(row.__getitem__, range(self._screen.columns))))


class Emulated(EngineApp):
    """An application without a terminal, that draws on one of ours.

    It draws each frame if `DRAWN`, else what changed once somebody looks (`look`): what is drawn
    over before that was a fifth of the time.
    """

    DRAWN = FULL

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.painting = Painting(ColorSystem.TRUECOLOR)
        self.terminal = EmulatedTerminal()
        self.draws = self.DRAWN

    def look(self) -> list[str]:
        """Draw what is not yet; gives the cells that are not what they should be."""
        self.draws = True
        if self.screen._compositor._dirty_regions:
            self.screen._compositor_refresh()
        self.draws = self.DRAWN
        return self.terminal.differences(self)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate) and not self._batch_count:
            self.terminal.draw(self, renderable)


_render: Any = FrugalCompositor.render_update


def _if_it_draws(
    compositor: FrugalCompositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> Any:
    """Draw an update, or leave it to the next that is looked at; a picture is always drawn."""
    if full or getattr(active_app.get(), "draws", True):
        return _render(compositor, full, screen_stack, simplify)
    return None


FrugalCompositor.render_update = _if_it_draws  # type: ignore[method-assign,assignment]


def _whole(compositor: Compositor) -> Iterator[list[Shown]]:
    """Give every cell of a screen as Textual's own compositor draws it."""
    region: Region = compositor.size.region
    for row in Compositor._render_chops(compositor, region, lambda _: True):
        strip = Strip.join(row.values())
        yield [cell for segment in strip for cell in _cells(segment)]


@lru_cache(4096)
def _cells(segment: Segment) -> tuple[Shown, ...]:
    return tuple(_each_cell(segment.text, segment.style or Style()))


def _each_cell(text: str, style: Style) -> Iterator[Shown]:
    look = (
        _named(style.color),
        _named(style.bgcolor),
        bool(style.bold),
        bool(style.underline),
        bool(style.reverse),
    )
    for start, end, width in split_graphemes(text)[0]:
        if width:
            yield (text[start:end], *look)
            for _ in range(width - 1):
                yield ("", *look)


def _named(color: Color | None) -> str:
    """Name a colour as pyte does."""
    if color is None or color.is_default:
        return "default"
    codes = color.downgrade(ColorSystem.TRUECOLOR).get_ansi_codes()
    if codes[0] == "38" and codes[1] == "2":
        return "".join(f"{int(code):02x}" for code in codes[2:])
    screen = pyte.Screen(1, 1)
    pyte.Stream(screen).feed(f"\x1b[{';'.join(codes)}mx")
    return str(screen.buffer[0][0].fg)
