"""What is seen behind a window: the screen that it covers, tinted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.css.styles import RulesMap
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import RenderOptions, Visual


class Behind(Visual):
    """Textual's `BackgroundScreen`, row by row as the compositor gives it.

    Textual's own joins the rows, parts them again, and mixes the colours of each word anew: a fifth
    of what a question takes.
    """

    def __init__(self, screen: Screen[Any], color: Color) -> None:
        self._screen, self._tint = screen, color

    def render_strips(
        self,
        width: int,
        height: int | None,  # noqa: ARG002
        style: VisualStyle,  # noqa: ARG002
        options: RenderOptions,  # noqa: ARG002
    ) -> list[Strip]:
        """Draw the rows of the screen, each `width` cells."""
        strips = self._screen._compositor.render_strips()
        rows = (Strip(self._tinted(strip), strip.cell_length) for strip in strips)
        return [row.adjust_cell_length(width) for row in rows]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """Give the width of the screen, in cells."""
        return self._screen.size.width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """Give the height of the screen, in rows."""
        return self._screen.size.height

    def _tinted(self, strip: Strip) -> Iterator[Segment]:
        tint = self._tint
        return (Segment(text, _seen_through(style, tint)) for text, style, _ in strip)


@lru_cache(1024)
def _seen_through(style: Style | None, tint: Color) -> Style:
    """Mix the colours of a style with `tint`; nothing behind a window may be clicked."""
    if style is None:
        return Style()
    plain = style.clear_meta_and_links()
    if tint.a == 0:
        return plain
    mixed = (
        colour and (Color.from_rich_color(colour) + tint).rich_color
        for colour in (plain.color, plain.bgcolor)
    )
    return plain + Style.from_color(*mixed)
