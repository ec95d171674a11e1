"""What the terminal shows, cell by cell, so that a frame sends only the cells that change.

Textual sends the whole region of each widget that was drawn anew, with all its colours. Over SSH
bytes are time (docs/performance.md, ADR 0008).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple, TypeAlias

from rich.cells import get_character_cell_size, split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tui.terminal.in_256 import in_256

Piece: TypeAlias = tuple[int, int, Iterable[Segment]]
"""Column, row, and what is drawn from there to the right; one row only."""


class Pen(NamedTuple):
    """How a cell is drawn: the parameters of an SGR sequence, sorted by what they set."""

    others: str = ""
    colour: str = ""
    background: str = ""


Cell: TypeAlias = tuple[str, Pen]
"""A character and its pen; the second half of a wide character has no character."""

PLAIN = Pen()
UNKNOWN: Cell = ("?", Pen(others="unknown"))
NEAR = 4
"""Up to so many unchanged cells are sent again, since moving the cursor takes more bytes."""


class Painting:
    """The cells of one terminal, as the frames that were sent have left them."""

    def __init__(self, colours: ColorSystem = ColorSystem.TRUECOLOR) -> None:
        self._colours = colours
        self._rows: list[list[Cell]] = []
        self._size = Size(0, 0)

    def forget(self) -> None:
        """Forget the cells: something else wrote on the terminal, or its size changed."""
        self._size = Size(0, 0)

    def frame(self, pieces: Iterable[Piece], size: Size) -> str:
        """Return the bytes that draw *pieces* on a terminal of *size*, and remember them as drawn.

        They are empty if nothing changes. They begin and end with the default colours.
        """
        if size != self._size:
            self._size = size
            self._rows = [[UNKNOWN] * size.width for _ in range(size.height)]
        sent: list[str] = []
        pen = PLAIN
        for x, y, segments in pieces:
            # What was laid out for a larger window may come once more before it is laid out again.
            if y < size.height and x < size.width:
                pen = self._draw(x, y, segments, pen, sent)
        if pen != PLAIN:
            sent.append(_change(pen, PLAIN))
        return "".join(sent)

    def _draw(self, x: int, y: int, segments: Iterable[Segment], pen: Pen, sent: list[str]) -> Pen:
        """Append to *sent* what changes on row *y*; return the pen in use at the end."""
        row = self._rows[y]
        cells = self._cells(segments)[: len(row) - x]
        before = row[x : x + len(cells)]
        if cells == before:
            return pen
        row[x : x + len(cells)] = cells
        for start, end in _runs(cells, before):
            sent.append(f"\x1b[{y + 1};{x + start + 1}H")
            for character, wanted in cells[start:end]:
                if wanted is not pen and wanted != pen:
                    sent.append(_change(pen, wanted))
                    pen = wanted
                sent.append(character)
        return pen

    def _cells(self, segments: Iterable[Segment]) -> list[Cell]:
        cells: list[Cell] = []
        for text, style, control in segments:
            if not control:
                pen = PLAIN if style is None else _pen(style, self._colours)
                cells.extend(zip(text if text.isascii() else _characters(text), repeat(pen)))
        return cells


def drawn_of_row(y: int, strips: Mapping[int, Strip | None]) -> Iterator[Piece]:
    """Give the pieces of row *y*: strips that touch are joined, None is left as it is."""
    piece: list[Segment] = []
    start = end = 0
    for x, strip in strips.items():
        if strip is None:
            continue
        if piece and x != end:
            yield start, y, piece
            piece = []
        start = start if piece else x
        end = x + strip.cell_length
        piece += strip
    if piece:
        yield start, y, piece


def _runs(cells: list[Cell], before: list[Cell]) -> Iterator[tuple[int, int]]:
    """Give the start and end of each run of cells to send; close runs are joined (`NEAR`)."""
    start = end = -1
    for index, cell in enumerate(cells):
        if cell == before[index]:
            continue
        # Half a wide character is not drawn.
        first = index if cell[0] else index - 1
        if start < 0:
            start = first
        elif first - end > NEAR:
            yield start, end
            start = first
        end = index + 1
    yield start, end


@lru_cache(4096)
def _characters(text: str) -> tuple[str, ...]:
    """Split *text* into cells; the second cell of a wide character is empty."""
    if all(get_character_cell_size(character) == 1 for character in text):
        return tuple(text)
    cells: list[str] = []
    for start, end, width in split_graphemes(text)[0]:
        if width:
            cells += [text[start:end], *[""] * (width - 1)]
    return tuple(cells)


@lru_cache(1024)
def _pen(style: Style, colours: ColorSystem) -> Pen:
    """Find the pen of a style in the sequence that Rich would send for it."""
    if colours is ColorSystem.EIGHT_BIT:
        style += Style(
            color=style.color and in_256(style.color),
            bgcolor=style.bgcolor and in_256(style.bgcolor),
        )
    drawn = style.update_link(None).render("x", color_system=colours)
    codes = iter(drawn.partition("m")[0].removeprefix("\x1b[").split(";") if drawn != "x" else ())
    colour = background = ""
    others: list[str] = []
    for code in codes:
        if code in {"38", "48"}:
            kind = next(codes)
            rest = [next(codes) for _ in range(1 if kind == "5" else 3)]
            code = ";".join((code, kind, *rest))  # noqa: PLW2901
        if len(code) > 1 and code.startswith(("3", "9")):
            colour = code
        elif len(code) > 1 and code.startswith(("4", "10")):
            background = code
        else:
            others.append(code)
    return Pen(";".join(others), colour, background)


@lru_cache(4096)
def _change(before: Pen, after: Pen) -> str:
    """Return the shortest sequence that changes pen *before* into *after*."""
    if after == PLAIN:
        return "\x1b[0m"
    lost = before.others != after.others or any(
        old and not new for old, new in zip(before, after, strict=True)
    )
    kept = PLAIN if lost else before
    codes = [new for old, new in zip(kept, after, strict=True) if new != old]
    if lost and before != PLAIN:
        codes.insert(0, "0")
    # The attributes before the colours: some old consoles read them in this order.
    return f"\x1b[{';'.join(codes)}m"
