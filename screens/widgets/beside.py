"""What is known of the row under the cursor, beside the list, where the window has room for it."""

from __future__ import annotations

from itertools import zip_longest

from rich.segment import Segment
from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.cells import fit
from screens.widgets.paragraph import wrapped

FROM = 120
"""Columns from which a list has something beside it."""

SHARE, MOST = 36, 72
"""What it takes of a hundred cells, and the most, as its sheet says: nobody reads longer lines."""

BREAKPOINTS = [(0, "-narrow"), (80, "-wide"), (FROM, "-beside")]
"""What a screen that has a list with something beside it names its widths."""


def left_of(width: int) -> int:
    """Give the cells of the list in a window of `width` cells: all, or what is left."""
    return width - min(width * SHARE // 100, MOST) if width >= FROM else width


class Beside(Widget):
    """A title and paragraphs, which change with the cursor: drawn in place, laid out once."""

    DEFAULT_CSS = """
    Beside {
        width: 36%;
        max-width: 72;
        height: 1fr;
        padding: 0 1;
        border-left: solid $bord;

        &>.beside--title {
            color: $titre;
            text-style: bold;
        }
    }
    """
    COMPONENT_CLASSES = {"beside--title", "beside--text"}

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[str, ...] = ()
        self._rows: list[str] = []
        self._title_rows = 0

    def tell(self, *told: str) -> None:
        """Show a title and what follows it, a blank row before each; what is empty is left out."""
        told = tuple(filter(None, told))
        if told != self._told:
            self._told = told
            self._wrap()

    def on_resize(self) -> None:
        """Break the rows anew in another width."""
        self._wrap()

    def _wrap(self) -> None:
        """Break into rows what is told; those that differ from what is drawn are drawn again."""
        width, before, titles = self.content_size.width, self._rows, self._title_rows
        paragraphs = [wrapped(one, width) for one in self._told]
        self._title_rows = len(paragraphs[0]) if paragraphs else 0
        self._rows = [row for one in paragraphs for row in (*one, "")]
        same = self._title_rows == titles
        changed = (
            Region(0, y, width, 1)
            for y, (old, new) in enumerate(zip_longest(before, self._rows))
            if old != new or not same
        )
        if regions := tuple(changed):
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Draw a row of the title, or of what follows."""
        width = self.content_size.width
        part = "beside--title" if y < self._title_rows else "beside--text"
        text = fit(self._rows[y], width) if y < len(self._rows) else " " * width
        return Strip([Segment(text, self.get_component_rich_style(part))], width)


class WithBeside(Horizontal):
    """A list, and what stands beside it in a wide window."""

    def __init__(self, rows: Widget, beside: Widget) -> None:
        rows.styles.width = "1fr"
        super().__init__(rows, beside)
        self._beside = beside

    def on_mount(self) -> None:
        """Begin as the window is."""
        self._fit()

    def on_resize(self) -> None:
        """Show it, or hide it, in another window."""
        self._fit()

    def _fit(self) -> None:
        self._beside.display = self.app.size.width >= FROM
