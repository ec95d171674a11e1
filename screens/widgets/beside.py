"""What is known of the row under the cursor, beside the list, where the window has room for it."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from screens.widgets.paragraph import wrapped
from screens.widgets.part_style import part_style

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
    COMPONENT_CLASSES = {"beside--title"}

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[str, ...] = ()

    def tell(self, *told: str) -> None:
        """Show a title and what follows it; what is empty is left out."""
        told = tuple(filter(None, told))
        if told != self._told:
            self._told = told
            self.refresh()

    def render(self) -> Content:
        """Draw the title, then the paragraphs, a blank row before each."""
        width = self.content_size.width
        style = part_style(self, "beside--title")
        title, *others = ("\n".join(wrapped(one, width)) for one in self._told or ("",))
        return Content("\n\n").join([Content.styled(title, style), *map(Content, others)])


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
