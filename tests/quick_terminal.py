"""pyte, which reads a character at a time, with a shorter way for most of what a program sends."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pyte
from pyte.screens import Char, wcwidth

SEQUENCE = re.compile(r"\x1b\[([0-9;]*)([Hm])")
"""A whole change of place or of style, which is nearly all that is not text."""


class QuickScreen(pyte.Screen):
    """A screen of pyte that draws a text at once where it has nothing to decide."""

    def draw(self, data: str) -> None:
        """Draw *data* where the cursor stands."""
        x = self.cursor.x
        if x + len(data) > self.columns or not _is_simple(data):
            super().draw(data)
            return
        row = self.buffer[self.cursor.y]
        row.update(enumerate(_drawn(data, self.cursor.attrs), start=x))
        self.cursor.x += len(data)
        self.dirty.add(self.cursor.y)

    def select_graphic_rendition(self, *attrs: int) -> None:
        """Draw from now on in the style that these codes change."""
        self.cursor.attrs = _styled(self.cursor.attrs, attrs)


class QuickStream(pyte.Stream):
    """A stream of pyte that reads a whole sequence at once; what it does not know, as pyte does."""

    def feed(self, data: str) -> None:
        """Draw *data*, which may begin and end within a sequence."""
        screen: Any = self.listener
        offset = 0
        while offset < len(data):
            sequence = SEQUENCE.match(data, offset) if self._taking_plain_text else None
            if sequence is None:
                # As far as the next sequence, which the parser may have begun.
                end = data.find("\x1b", offset + 1)
                end = end if end >= 0 else len(data)
                super().feed(data[offset:end])
                offset = end
                continue
            numbers = [min(int(one or 0), 9999) for one in sequence[1].split(";")]
            if sequence[2] == "m":
                screen.select_graphic_rendition(*numbers)
            else:
                screen.cursor_position(*numbers)
            offset = sequence.end()


class QuickByteStream(pyte.ByteStream, QuickStream):  # type: ignore[misc]
    """The same of bytes."""


@lru_cache(4096)
def _is_simple(data: str) -> bool:
    """Tell a text of one cell for each character."""
    return all(wcwidth(character) == 1 for character in data)


@lru_cache(4096)
def _drawn(data: str, attributes: Char) -> tuple[Char, ...]:
    rest = attributes[1:]
    return tuple(Char(character, *rest) for character in data)


@lru_cache(4096)
def _styled(attributes: Char, codes: tuple[int, ...]) -> Char:
    """Give *attributes* as pyte changes them."""
    screen = pyte.Screen(1, 1)
    screen.cursor.attrs = attributes
    screen.select_graphic_rendition(*codes)
    return screen.cursor.attrs
