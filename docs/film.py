"""A film of the screens: one SVG, whose pictures stand one below the other and are shown in turn.

A row that several pictures have is drawn once. Whoever asks for no motion, or cannot have any,
sees the first picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from xml.sax.saxutils import escape

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.strip import Strip

FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"
CELL, LINE, BASELINE = 10, 21, 16
"""Pixels of a cell, and where its letters stand."""
SIZE_OF_TEXT = 16.6
CAPTION = 34
"""Pixels of what is written above the pictures."""


@dataclass(frozen=True)
class Picture:
    """What is seen for some seconds, and the words above it."""

    caption: str
    rows: Sequence[Strip]
    seconds: float


class Film:
    """Draws pictures as one SVG."""

    def __init__(self, pictures: Sequence[Picture]) -> None:
        self._pictures = pictures
        self._styles: dict[str, str] = {}
        self._rows: dict[str, str] = {}

    def svg(self) -> str:
        """Give the film, the same byte for byte for the same pictures."""
        wide = max(row.cell_length for one in self._pictures for row in one.rows) * CELL
        tall = CAPTION + max(len(one.rows) for one in self._pictures) * LINE
        shown = [self._shown(one, rank * tall, wide) for rank, one in enumerate(self._pictures)]
        rows = (f'<g id="{name}">{drawn}</g>' for drawn, name in self._rows.items())
        styles = (f".{name}{{{said}}}" for said, name in self._styles.items())
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}"'
                ' xml:space="preserve" role="img" aria-label="Une semaine dans Portefeuille">',
                f"<style>text{{font:{SIZE_OF_TEXT}px {FONTS};white-space:pre}}",
                ".w{font-weight:bold;fill:#ffffff}.c{fill:#1d458c}",
                *styles,
                self._motion(tall),
                "</style>",
                f"<defs>{''.join(rows)}</defs>",
                f'<g id="f">{"".join(shown)}</g></svg>\n',
            )
        )

    def _motion(self, tall: int) -> str:
        ends = list(accumulate(one.seconds for one in self._pictures))
        starts = [0.0, *ends[:-1]]
        steps = (
            f"{100 * start / ends[-1]:.3f}%{{transform:translateY({-rank * tall}px)}}"
            for rank, start in enumerate(starts)
        )
        return (
            f"@keyframes k{{{''.join(steps)}}}#f{{animation:k {ends[-1]:.1f}s step-end infinite}}"
            "@media(prefers-reduced-motion:reduce){#f{animation:none}}"
        )

    def _shown(self, picture: Picture, top: int, wide: int) -> str:
        said = f'<text class="w" x="{CELL}" y="{top + 23}">{escape(picture.caption)}</text>'
        rows = (
            f'<use href="#{name}" y="{top + CAPTION + rank * LINE}"/>'
            for rank, row in enumerate(picture.rows)
            if (name := self._row(row))
        )
        band = f'<rect class="c" y="{top}" width="{wide}" height="{CAPTION}"/>'
        return f"{band}{said}{''.join(rows)}"

    def _row(self, row: Strip) -> str:
        """Give the name under which a row is drawn, once."""
        drawn = "".join(self._drawn(row))
        return self._rows.setdefault(drawn, f"r{len(self._rows)}") if drawn else ""

    def _drawn(self, row: Strip) -> Iterable[str]:
        column = 0
        texts = []
        for piece in Strip(Segment.simplify(row.discard_meta())):
            fill, letters = _looks(piece.style or Style.null())
            wide = piece.cell_length * CELL
            # One pixel more: no line of the page shows between two rows.
            yield (
                f'<rect class="{self._class(fill)}" x="{column * CELL}"'
                f' width="{wide}" height="{LINE + 1}"/>'
            )
            if piece.text.strip():
                texts.append(
                    f'<text class="{self._class(letters)}" x="{column * CELL}" y="{BASELINE}"'
                    f' textLength="{wide}">{escape(piece.text)}</text>'
                )
            column += piece.cell_length
        yield from texts

    def _class(self, said: str) -> str:
        return self._styles.setdefault(said, f"s{len(self._styles)}")


def _looks(style: Style) -> tuple[str, str]:
    """Say in CSS what is behind the letters, and how they look."""
    ink, paper = _hex(style.color, ink=True), _hex(style.bgcolor, ink=False)
    if style.reverse:
        ink, paper = paper, ink
    weight = ";font-weight:bold" if style.bold else ""
    line = ";text-decoration:underline" if style.underline else ""
    return f"fill:{paper}", f"fill:{ink}{weight}{line}"


def _hex(color: Color | None, *, ink: bool) -> str:
    wanted = color or Color.default()
    return wanted.get_truecolor(DEFAULT_TERMINAL_THEME, foreground=ink).hex
