"""The client under the cursor, beside the list: a move repaints the rows that differ."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby, zip_longest
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip

from models.errors import Refusal
from models.fiche import Fiche
from models.journal.lines import Line
from screens.volet.drawn import BLANK, NAME, TEXT, DrawnRow
from screens.volet.latest import Latest
from screens.volet.said import rows_beside_boxes, rows_of
from screens.widgets.cells import cut
from screens.widgets.own_lines import OwnLines

RULE = " │ "
MARGIN = 1
"""Cells that stay blank at the right."""
REST = 0.2
"""Seconds that the cursor rests on a row before the journal is asked for what was done to it."""

BREAKPOINTS = [(0, "-narrow"), (80, "-wide"), (120, "-large")]
"""The classes of a window, by its columns: the panel stands in a large one."""

MOST_READY = 1_000
"""Rows that are kept drawn."""


class Volet(OwnLines):
    """Identity, comptes, the fifteen boxes, what is to be clicked, what was done last."""

    DEFAULT_CSS = """
    Volet {
        dock: right;
        display: none;
        width: 31%;
        min-width: 37;
        max-width: 80;
        height: 100%;

        &>.volet--rule, &>.volet--muted {
            color: $muted;
        }
        &>.volet--name {
            background: $panel;
            color: $titre-panel;
            text-style: bold;
        }
        &>.volet--heading {
            color: $titre;
            text-style: bold;
        }
        &>.volet--open {
            color: $success;
        }
    }
    """
    PARTS: ClassVar = ("rule", "name", "heading", "text", "muted", "open")
    COMPONENT_CLASSES = {f"volet--{part}" for part in PARTS}

    def __init__(self, latest: Latest, *, boxes: bool = True) -> None:
        """Make a panel that asks `latest` for operations once the cursor rests.

        Without `boxes` it stands beside them.
        """
        super().__init__()
        self._latest = latest
        self._say = rows_of if boxes else rows_beside_boxes
        self._fiche: Fiche | None = None
        self._told: Sequence[Line] = ()
        self._rows: list[DrawnRow] = []
        self._laid_in = Size(0, 0)
        self._ready: dict[DrawnRow, Strip] = {}
        self._soon: asyncio.TimerHandle | None = None

    def show(self, fiche: Fiche | None) -> bool:
        """Tell of `fiche`, if the panel is in sight; tell whether it is."""
        if fiche is None or self._fiche is None or fiche.uid != self._fiche.uid:
            self._told = ()
        changed, self._fiche = fiche is not self._fiche, fiche
        if self.display and changed:
            self._draw()
            self.wait()
        return self.display

    def on_resize(self) -> None:
        """Lay the rows out again, or tell of whom was shown while the panel was out of sight.

        What was painted before had no width to go by.
        """
        self._ready.clear()
        self._laid_in = self.size
        self._draw()
        self.refresh()
        self.wait()

    def on_unmount(self) -> None:
        """Ask nothing more."""
        self._fiche = None
        self.wait()

    def notify_style_update(self) -> None:
        """Find again how the rows are drawn."""
        self._ready.clear()
        super().notify_style_update()

    def tell_latest(self) -> None:
        """Ask what was done last, unless the list is no longer looked at."""
        self._soon = None
        fiche = self._fiche
        if fiche is None or not self.display or not self.screen.is_current:
            return
        # Nobody asked for it: what the base refuses now is said of the next key.
        with suppress(Refusal):
            self._told = self._latest(fiche)
            self._draw()

    def ready_line(self, y: int) -> Strip:
        """Draw a row; most are one of few, such as those of the boxes, and each is drawn once."""
        row = self._rows[y] if y < len(self._rows) else BLANK
        line = self._ready.get(row)
        if line is None:
            if len(self._ready) >= MOST_READY:
                self._ready.clear()
            line = self._ready[row] = self.as_sent(self._strip(row, self._laid_in.width))
        return line

    def wait(self) -> None:
        """Ask for the operations once the cursor rests: to read them at each row would slow it."""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        if self._fiche is not None:
            self._soon = asyncio.get_running_loop().call_later(REST, self.tell_latest)

    def _draw(self) -> None:
        """Find the rows again, and repaint those that differ."""
        width, height = self._laid_in
        room = width - len(RULE) - MARGIN
        before, fiche = self._rows, self._fiche
        self._rows = self._say(fiche, self._told, room, height) if fiche and room > 0 else []
        pairs = enumerate(zip_longest(before, self._rows, fillvalue=BLANK))
        changed = [y for y, (old, new) in pairs if old != new]
        if changed:
            runs = groupby(enumerate(changed), key=lambda one: one[1] - one[0])
            spans = ([y for _, y in run] for _, run in runs)
            self.refresh(*(Region(0, ys[0], width, len(ys)) for ys in spans))

    def _strip(self, row: DrawnRow, width: int) -> Strip:
        """Draw a row, the rule at its left; a name has a band, as the titles of the list."""
        left = width - len(RULE)
        segments = [Segment(RULE, self.style_of("volet--rule"))]
        for text, part in row:
            shown = cut(text, left)
            segments.append(Segment(shown, self.style_of(f"volet--{part}")))
            left -= cell_len(shown)
        end = NAME if row and row[0][1] == NAME else TEXT
        segments.append(Segment(" " * left, self.style_of(f"volet--{end}")))
        return Strip(segments, width)
