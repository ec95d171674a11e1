"""Sentences that break between words only."""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from screens.widgets.cells import drawable

_BREAKS = re.compile(r" (?!·(?: |$))")
"""Where a line may break: a dot between two things ends the line of the first."""


def wrapped(text: str, width: int) -> list[str]:
    """Break `text` at its spaces into lines of at most `width` cells; its own lines stay.

    Textual also breaks at a non-breaking space, and puts `:` or `»` at the start of a line.
    """
    width = max(width, 2)  # a wide character in a window that has no room at all
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, seen = "", drawable(paragraph)
        for word in _BREAKS.split(seen) if "·" in seen else seen.split(" "):
            longer = f"{line} {word}" if line else word
            if cell_len(longer) <= width:
                line = longer
                continue
            *full, rest = chop_cells(word, width) if cell_len(word) > width else [word]
            lines += [line, *full] if line else full
            line = rest
        lines.append(line)
    return lines


class Paragraph(Static):
    """A text from us or from data, on as many rows as it needs."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str = "") -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._sentences = text

    def say(self, text: str) -> None:
        """Show another text; the screen is laid out again only if it takes other rows."""
        if text == self._sentences:
            return
        before, self._sentences = self._height, text
        self.refresh(layout=self._height != before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Count the rows."""
        return self._rows(width)

    @property
    def _height(self) -> int:
        """The rows that it takes at its present width."""
        width, least = self.content_size.width, self.styles.min_height
        return max(self._rows(width), int(least.value) if least else 0)

    def _rows(self, width: int) -> int:
        return len(wrapped(self._sentences, width)) if self._sentences else 0

    def render(self) -> Content:
        """Draw the rows."""
        return Content("\n".join(wrapped(self._sentences, self.content_size.width)))
