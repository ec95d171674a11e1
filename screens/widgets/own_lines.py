"""A widget that draws its lines itself, and has nothing around them."""

from __future__ import annotations

from typing import Any, Self

from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.strip import Strip
from textual.widget import Widget


class OwnLines(Widget):
    """Keeps each line of `render_line` as it is sent; it has no border, padding or opacity.

    Textual asks for border, opacity, background and filters at each line that it draws: half of
    what a row cost. Its size is its `outer_size`: `size` is looked for in the whole screen.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        self._drawn: dict[int, Strip] = {}
        self._drawn_at = Size(0, 0)
        self._looks: tuple[list[LineFilter], Color] | None = None
        self._parts: dict[str, Style] = {}
        super().__init__(id=id)

    def refresh(self, *regions: Region, **how: Any) -> Self:
        """Draw `regions` again, or all of it, as `Widget.refresh` says."""
        if not regions:
            self._drawn.clear()
        for region in regions:
            for y in region.line_range:
                self._drawn.pop(y, None)
        return super().refresh(*regions, **how)

    def notify_style_update(self) -> None:
        """Find again how the lines look."""
        self._looks = None
        self._parts.clear()
        super().notify_style_update()

    @property
    def content_offset(self) -> Offset:
        """Where the lines begin: nothing stands before them, and Textual adds up what might."""
        return Offset()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of `crop`, drawn anew where they have changed."""
        size = self.outer_size
        if size != self._drawn_at:
            self._drawn.clear()
            self._drawn_at = size
        lines = [self._line_at(y) for y in crop.line_range]
        if crop.x == 0 and crop.width == size.width:
            return lines
        return [line.crop(crop.x, crop.right) for line in lines]

    def style_of(self, part: str) -> Style:
        """Give how a part is drawn; Textual finds it again whenever a line changes."""
        if part not in self._parts:
            self._parts[part] = self.get_component_rich_style(part)
        return self._parts[part]

    def _line_at(self, y: int) -> Strip:
        line = self._drawn.get(y)
        if line is None:
            line = self._drawn[y] = self.ready_line(y)
        return line

    def ready_line(self, y: int) -> Strip:
        """Draw a line as it is sent."""
        return self.as_sent(self.render_line(y))

    def as_sent(self, line: Strip) -> Strip:
        """Give a line in the characters and the colours that the terminal has."""
        if self._looks is None:
            self._looks = list(self.get_line_filters()), self.background_colors[1]
        filters, background = self._looks
        drawn = segments = list(line)
        for one in filters:
            segments = one.apply(segments, background)
        return line if segments == drawn else Strip(segments, line.cell_length)
