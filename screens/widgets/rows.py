"""A page of rows with a cursor, drawn line by line: a move repaints two lines, not a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Offset, Region
from textual.strip import Strip

from screens.widgets.bindings import hidden
from screens.widgets.cells import fit
from screens.widgets.clicks import ClickedRows
from screens.widgets.columns import Aligned, Column, Row, end, in_a_gap, seen_of
from screens.widgets.key_names import worded_on
from screens.widgets.marks import mark
from screens.widgets.own_lines import OwnLines
from screens.widgets.paragraph import wrapped
from screens.widgets.widget_message import WidgetMessage

Direction = Literal["previous", "next", "first", "last"]


class RowList(ClickedRows, OwnLines, can_focus=True):
    """A header, then one page of rows. The page itself, and its keys, belong to the screen."""

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        background: $background;
        color: $foreground;

        &>.row-list--header {
            background: $panel;
            color: $titre-panel;
            text-style: bold;
        }
        &>.row-list--cursor {
            background: $coche;
            color: $coche-fg;
        }
        &:focus>.row-list--cursor {
            background: $curseur;
            color: $curseur-fg;
            text-style: bold;
        }
        &:focus:nocolor>.row-list--cursor {
            text-style: bold reverse;
        }
        &>.row-list--dim {
            color: $muted;
        }
    }
    """
    COMPONENT_CLASSES = {f"row-list--{part}" for part in ("row", "header", "cursor", "dim")}
    BINDING_GROUP_TITLE = "Une liste"
    # With priority a key is carried out at once, and is not offered to each node first.
    BINDINGS = [
        Binding("enter", "open", "Ouvrir", priority=True, id="rows.open"),
        hidden("up", "move(-1)", "Ligne précédente", priority=True, id="rows.up"),
        hidden("down", "move(1)", "Ligne suivante", priority=True, id="rows.down"),
        hidden("home", "first", "Première ligne", priority=True, id="rows.first"),
        hidden("end", "last", "Dernière ligne", priority=True, id="rows.last"),
    ]

    class Opened(WidgetMessage["RowList"]):
        """Entrée on `row`."""

        def __init__(self, rows: RowList, row: Row) -> None:
            super().__init__(rows)
            self.row = row

    class NothingToOpen(WidgetMessage["RowList"]):
        """Entrée where there is no row."""

    class Moved(WidgetMessage["RowList"]):
        """The cursor went to another row."""

    class Edge(WidgetMessage["RowList"]):
        """The cursor stands at an end and was asked to go further: time to turn the page."""

        def __init__(self, rows: RowList, direction: Direction) -> None:
            super().__init__(rows)
            self.direction = direction

    class CapacityChanged(WidgetMessage["RowList"]):
        """The window holds another number of rows (also sent when it is first drawn)."""

    class WidthChanged(WidgetMessage["RowList"]):
        """The rows have another width, as those beside a panel that comes or goes."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: Sequence[str] = (),
        one_of_many: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """Make a list; `one_of_many` shows its cursor only while it has the focus."""
        super().__init__(id=id)
        self._one_of_many = one_of_many
        self._columns = tuple(columns)
        self._aligned = Aligned(self._columns, 0)
        self._empty = self._words = tuple(empty)
        self._rows: Sequence[Row] = ()
        self._cursor = self._top = 0
        self._capacity = self._width = 0
        self.beside: Callable[[], object] | None = None
        """Shows more of the row under the cursor, in the same frame as its move."""

    @property
    def capacity(self) -> int:
        """How many rows are seen at once."""
        return self._capacity

    @property
    def cursor_row(self) -> int:
        """The index of the cursor among the rows; 0 when there is none."""
        return self._cursor

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._cursor] if self._rows else None

    @property
    def standing(self) -> Offset:
        """The cell of the cursor, in its row."""
        return self._line(self._cursor).offset if self._rows else Offset()

    def show(
        self,
        rows: Sequence[Row],
        *,
        cursor: str | int | None = None,
        columns: Sequence[Column] | None = None,
        empty: Sequence[str] | None = None,
    ) -> None:
        """Show other rows, and other columns or other words for an empty list.

        `cursor` is a key or an index (-1 is the last row); without it, or if its key is gone,
        the cursor stays on its key, else on its line. The words may name keys (key_names.py).
        """
        index = self._wanted(rows, cursor)
        self._empty = self._empty if empty is None else tuple(empty)
        self.show_drawn(tuple(rows), cursor=index, columns=columns)

    def show_drawn(
        self, rows: Sequence[Row], *, cursor: int, columns: Sequence[Column] | None = None
    ) -> None:
        """Show rows that may be made as they are drawn, and stand on the one at `cursor`."""
        self._rows = rows
        self._columns = self._columns if columns is None else tuple(columns)
        self._cursor = min(max(cursor, 0), max(len(rows) - 1, 0))
        self._top = 0
        self._keep_in_sight()
        self._name_keys()
        self.refresh()

    def move_to(self, index: int) -> None:
        """Put the cursor on the row `index`, or on the nearest."""
        index = min(max(index, 0), len(self._rows) - 1)
        if not self._rows or index == self._cursor:
            return
        before, self._cursor = self._cursor, index
        if self._keep_in_sight():
            self.refresh()
        else:
            self.refresh(self._line(before), self._line(index))
        if self.beside is not None:
            self.beside()
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        """Tell how many rows are seen, and that they have another width."""
        if self.outer_size.width != self._width:
            self._width = self.outer_size.width
            self.post_message(self.WidthChanged(self))
        capacity = max(0, self.content_size.height - 1)
        if capacity != self._capacity:
            self._capacity = capacity
            self._keep_in_sight()
            self.refresh()
            self.post_message(self.CapacityChanged(self))

    def on_focus(self) -> None:
        """Name the keys that work here."""
        self._name_keys()

    on_blur = on_focus

    def row_at(self, y: int) -> int | None:
        """Give the index of the row on a line."""
        index = self._top + y - 1
        return index if y and index < len(self._rows) else None

    def is_margin(self, x: int) -> bool:
        """Tell whether rows are ticked in this column."""
        return x < self._margin > 1

    def render_line(self, y: int) -> Strip:
        """Draw the header, a row, or a line of an empty list."""
        if y == 0:
            titles = tuple(column.title for column in self._columns)
            margin = mark(self) if self.has_focus and not self._rows else " " * self._margin
            seen = seen_of(len(self._rows), self._top, self._capacity)
            return self._strip(margin, titles, "row-list--header", seen)
        if (index := self.row_at(y)) is not None:
            return self._drawn_row(index)
        width = self.outer_size.width - 2
        words = wrapped("\n".join(self._words), width) if self._words and not self._rows else []
        line = words[y - 2] if 0 <= y - 2 < len(words) else ""
        return self._text(f" {line}", 1 + cell_len(line), "row-list--dim")

    def action_open(self) -> None:
        """Open the row under the cursor, if any."""
        row = self.current
        self.post_message(self.NothingToOpen(self) if row is None else self.Opened(self, row))

    def action_move(self, step: int) -> None:
        """Go to the row beside, or tell the edge."""
        if 0 <= self._cursor + step < len(self._rows):
            self.move_to(self._cursor + step)
        else:
            self.post_message(self.Edge(self, "next" if step > 0 else "previous"))

    def action_jump(self, step: int) -> None:
        """Go as many rows further as are seen at once."""
        self.move_to(self._cursor + step * self._capacity)

    def action_first(self) -> None:
        """Go to the first row; from there, tell the edge."""
        if self._cursor:
            self.move_to(0)
        else:
            self.post_message(self.Edge(self, "first"))

    def action_last(self) -> None:
        """Go to the last row; from there, tell the edge."""
        if self._cursor + 1 < len(self._rows):
            self.move_to(len(self._rows) - 1)
        else:
            self.post_message(self.Edge(self, "last"))

    def _wanted(self, rows: Sequence[Row], cursor: str | int | None) -> int:
        if isinstance(cursor, int):
            return cursor + len(rows) if cursor < 0 else cursor
        keys = [row.key for row in rows]
        for key in (cursor, self.current and self.current.key):
            if key in keys:
                return keys.index(key)
        return self._cursor

    def _name_keys(self) -> None:
        """Word what an empty list says; which keys there are is not asked for what nobody sees."""
        if not self._rows and self.is_attached:
            self._words = tuple(worded_on(self.screen, words) for words in self._empty)

    def _keep_in_sight(self) -> bool:
        """Scroll as little as it takes to see the cursor; tell whether anything moved."""
        before = self._top
        if self._capacity:
            furthest = max(0, len(self._rows) - self._capacity)
            lowest = self._cursor - self._capacity + 1
            self._top = min(max(before, lowest), self._cursor, furthest)
        return self._top != before

    def _line(self, index: int) -> Region:
        return Region(0, index - self._top + 1, self.outer_size.width, 1)

    def _drawn_row(self, index: int) -> Strip:
        row = self._rows[index]
        is_current = index == self._cursor and (self.has_focus or not self._one_of_many)
        tick = "" if row.tick is None else "✓" if row.tick else " "
        margin = f"{mark(self) if is_current else ' '}{tick}"
        dim = "row-list--dim" if row.dim else "row-list--row"
        style = "row-list--cursor" if is_current else dim
        return self._strip(margin, row.cells, style)

    @property
    def _margin(self) -> int:
        return 1 + any(row.tick is not None for row in self._rows)

    def _strip(self, margin: str, cells: tuple[str, ...], style: str, told: str = "") -> Strip:
        total = self.outer_size.width - len(margin) - end(self._columns)
        if self._aligned.total != total or self._aligned.columns is not self._columns:
            self._aligned = Aligned(self._columns, total)
        line = in_a_gap(self._aligned.line(cells), told)
        return self._text(margin + line, len(margin) + self._aligned.used, style)

    def _text(self, text: str, used: int, style: str) -> Strip:
        """Draw `text`, which takes `used` cells, on the whole width."""
        width = self.outer_size.width
        if used > width:
            text, used = fit(text, width), width
        return Strip([Segment(text + " " * (width - used), self.style_of(style))], width)
