"""What stands beside a list in a large window: a move repaints the rows that differ."""

from __future__ import annotations

from abc import abstractmethod
from itertools import groupby, zip_longest
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip

from screens.volet.drawn import BLANK, NAME, TEXT, DrawnRow, kept
from screens.widgets.cells import cut
from screens.widgets.own_lines import OwnLines

T = TypeVar("T")

RULE = " │ "
MARGIN = 1
"""Cells that stay blank at the right."""
MOST_READY = 1_000
"""Rows that are kept drawn."""


class Beside(OwnLines, Generic[T]):
    """What is known of one thing of a list, at the right of the rows of its parent."""

    DEFAULT_CSS = """
    Beside {
        dock: right;
        display: none;
        width: 31%;
        min-width: 37;
        max-width: 72;
        height: 100%;

        &>.beside--rule, &>.beside--muted {
            color: $muted;
        }
        &>.beside--name {
            background: $panel;
            color: $titre-panel;
            text-style: bold;
        }
        &>.beside--heading {
            color: $titre;
            text-style: bold;
        }
        &>.beside--open {
            color: $success;
        }
    }
    """
    PARTS: ClassVar = ("rule", "name", "heading", "text", "muted", "open")
    COMPONENT_CLASSES = {f"beside--{part}" for part in PARTS}

    def __init__(self) -> None:
        super().__init__()
        self.shown: T | None = None
        self._rows: list[DrawnRow] = []
        self._laid_in = Size(0, 0)
        self._ready: dict[DrawnRow, Strip] = {}

    def show(self, one: T | None) -> bool:
        """Tell of `one`, if this is in sight; tell whether it is."""
        self.shown = one
        if self.display:
            self.draw()
        return self.display

    @abstractmethod
    def rows_of(self, one: T, width: int, height: int) -> list[DrawnRow]:
        """Give the rows that tell of `one` in `width` cells, those that matter first."""

    def on_resize(self) -> None:
        """Lay the rows out again, or tell of what was shown while this was out of sight.

        What was painted before had no width to go by.
        """
        self._ready.clear()
        self._laid_in = self.size
        self.draw()
        self.refresh()

    def notify_style_update(self) -> None:
        """Find again how the rows are drawn."""
        self._ready.clear()
        super().notify_style_update()

    def draw(self) -> None:
        """Find the rows again, and repaint those that differ."""
        width, height = self._laid_in
        room = width - len(RULE) - MARGIN
        before, self._rows = self._rows, []
        if self.shown is not None and room > 0:
            self._rows = kept(self.rows_of(self.shown, room, height), height)
        pairs = enumerate(zip_longest(before, self._rows, fillvalue=BLANK))
        changed = [y for y, (old, new) in pairs if old != new]
        if changed:
            runs = groupby(enumerate(changed), key=lambda one: one[1] - one[0])
            spans = ([y for _, y in run] for _, run in runs)
            self.refresh(*(Region(0, ys[0], width, len(ys)) for ys in spans))

    def ready_line(self, y: int) -> Strip:
        """Draw a row; most are one of few, such as those of the boxes, and each is drawn once."""
        row = self._rows[y] if y < len(self._rows) else BLANK
        line = self._ready.get(row)
        if line is None:
            if len(self._ready) >= MOST_READY:
                self._ready.clear()
            line = self._ready[row] = self.as_sent(self._strip(row, self._laid_in.width))
        return line

    def _strip(self, row: DrawnRow, width: int) -> Strip:
        """Draw a row, the rule at its left; a name has a band, as the titles of the list."""
        left = width - len(RULE)
        segments = [Segment(RULE, self.style_of("beside--rule"))]
        for text, part in row:
            shown = cut(text, left)
            segments.append(Segment(shown, self.style_of(f"beside--{part}")))
            left -= cell_len(shown)
        end = NAME if row and row[0][1] == NAME else TEXT
        segments.append(Segment(" " * left, self.style_of(f"beside--{end}")))
        return Strip(Segment.simplify(segments), width)
