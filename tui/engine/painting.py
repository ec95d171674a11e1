"""What the terminal shows, cell by cell, so that a frame sends only the cells that change.

Textual sends the whole region of each widget that was drawn anew, with all its colours. Over SSH
bytes are time (docs/performance.md, ADR 0008).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import ne, or_
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


PLAIN = Pen()
UNKNOWN, UNKNOWN_PEN = "?", Pen(others="unknown")
"""What stands where nobody knows what does: nothing that is drawn is the same."""
NEAR = 4
"""Up to so many unchanged cells are sent again, since moving the cursor takes more bytes."""
RUN = re.compile(b"\x01(?:\x00{0,%d}\x01)*" % NEAR)
"""Cells that differ, in a row that has a byte for each."""

End: TypeAlias = tuple[int, Pen]
"""The cell before which a pen is no longer used."""


class Row(NamedTuple):
    """The characters and the pens of the cells of a row; half a wide character has no character."""

    characters: list[str]
    pens: list[Pen]


class Painting:
    """The cells of one terminal, as the frames that were sent have left them."""

    def __init__(self, colours: ColorSystem = ColorSystem.TRUECOLOR) -> None:
        self._colours = colours
        self._rows: list[Row] = []
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
            width = size.width
            self._rows = [Row([UNKNOWN] * width, [UNKNOWN_PEN] * width) for _ in range(size.height)]
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
        most = len(row.pens) - x
        characters, pens, ends = self._cells(segments)
        del characters[most:], pens[most:]
        place = slice(x, x + len(pens))
        before, drawn_with = row.characters[place], row.pens[place]
        if characters == before and pens == drawn_with:
            return pen
        row.characters[place], row.pens[place] = characters, pens
        for start, end in _runs(characters, before, pens, drawn_with):
            sent.append(f"\x1b[{y + 1};{x + start + 1}H")
            for after, wanted in ends:
                if start < after and start < end:
                    if wanted is not pen and wanted != pen:
                        sent.append(_change(pen, wanted))
                        pen = wanted
                    sent += characters[start : min(after, end)]
                    start = after  # noqa: PLW2901
        return pen

    def _cells(self, segments: Iterable[Segment]) -> tuple[list[str], list[Pen], list[End]]:
        """Give the characters and the pens of *segments*, and where each of these ends."""
        characters: list[str] = []
        pens: list[Pen] = []
        ends: list[End] = []
        for text, style, control in segments:
            if not control:
                pen = PLAIN if style is None else _pen(style, self._colours)
                characters += text if text.isascii() else _characters(text)
                pens += [pen] * (len(characters) - len(pens))
                ends.append((len(pens), pen))
        return characters, pens, ends


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


def _runs(
    characters: list[str], before: list[str], pens: list[Pen], drawn_with: list[Pen]
) -> Iterator[tuple[int, int]]:
    """Give the start and end of each run of cells to send; close runs are joined (`NEAR`)."""
    differ: Iterable[bool] = map(ne, characters, before)
    if pens != drawn_with:
        differ = map(or_, differ, map(ne, pens, drawn_with))
    marks = bytearray(differ)
    if not all(characters):
        for place, character in enumerate(characters):
            # Half a wide character is not drawn.
            if not character:
                marks[place - 1] |= marks[place]
    return (run.span() for run in RUN.finditer(marks))


@lru_cache(4096)
def _characters(text: str) -> tuple[str, ...]:
    """Split *text* into cells; the second cell of a wide character is empty."""
    if {*map(get_character_cell_size, {*text})} <= {1}:
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
