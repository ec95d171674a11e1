"""The last wall before the terminal: no control character, no glyph that it lacks."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.terminal.glyphs import UNICODE, GlyphSet

# Controls C0 and C1 and DEL, soft hyphen, marks of direction, joiners, fillers and other
# characters without a width, separators of lines, surrogates, variation selectors
# (terminals and Textual disagree on their width), tags.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


class CleanOutput(LineFilter):
    """Clean every segment that leaves the application; no cell changes place."""

    def __init__(self, glyphs: GlyphSet = UNICODE, encoding: str = "utf-8") -> None:
        """Draw with *glyphs*; what *encoding* lacks becomes a question mark."""
        super().__init__()
        self.glyphs = glyphs
        self.encoding = encoding
        self._narrow = encoding.lower() not in {"utf-8", "utf8"}
        lacked = re.escape("".join(map(chr, glyphs.substitutes)))
        self._lacked = re.compile(f"[{lacked}]") if lacked else None

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return *segments* with the same cells, fit for the terminal."""
        return [self._clean(segment) for segment in segments]

    def _clean(self, segment: Segment) -> Segment:
        text, style, control = segment
        if control:
            return Segment("", style)
        if style is not None and style.link:
            style = style.update_link(None)
        elif text.isascii() and text.isprintable():
            return segment
        shown = self.clean_text(text)
        return segment if shown is text and style is segment.style else Segment(shown, style)

    def clean_text(self, text: str) -> str:
        """Return *text* without what a terminal would obey, in as many cells as it had."""
        shown = text
        # To translate what has nothing to be translated takes ten times as long as to look.
        if self._lacked and self._lacked.search(text):
            shown = text.translate(self.glyphs.substitutes)
        if not self._narrow and not UNSAFE.search(shown):
            return shown
        shown = UNSAFE.sub("", shown)
        if self._narrow:
            shown = shown.encode(self.encoding, "replace").decode(self.encoding)
        return set_cell_size(shown, cell_len(text))
