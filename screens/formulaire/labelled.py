"""Fields under each other, each with its label: one widget draws all labels and all hints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.css.scalar import Unit
from textual.geometry import Offset, Size, Spacing
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from screens.formulaire.placing import Form, Place, placed

if TYPE_CHECKING:
    from textual.layout import ArrangeResult

Rows = Sequence[Sequence[str]]


class LabelledFields(VerticalGroup):
    """The rows of a form; `labels` and `fields` are named as in `rows`.

    A label, a row and a hint of their own for each field took three widgets more than it.
    """

    DEFAULT_CSS = """
    LabelledFields {
        &>.labelled-fields--hint {
            color: $muted;
        }
    }
    """
    COMPONENT_CLASSES = {"labelled-fields--hint"}

    def __init__(self, rows: Rows, labels: Mapping[str, str]) -> None:
        super().__init__()
        self._layout = _Placing()
        self._rows, self._labels = rows, labels
        self._widgets: Mapping[str, Widget] = {}
        self._hints: dict[str, str] = {}
        self._placed: dict[tuple[int, bool], tuple[Place, ...]] = {}
        self._was_narrow = False

    def hold(self, widgets: Mapping[str, Widget], hints: Mapping[str, str]) -> ComposeResult:
        """Lay these fields out, in the order of the rows, with what is said of some."""
        self._widgets, self._hints = widgets, {**hints}
        yield from (widgets[name] for row in self._rows for name in row)

    def hint(self, name: str, text: str) -> None:
        """Write `text` after a field."""
        self._hints[name] = text
        self._placed.clear()
        self.refresh(layout=True)

    def notify_style_update(self) -> None:
        """Have the rows counted again in a window that has become narrow, or no longer is.

        Textual keeps how high it found them in the same width, before it was.
        """
        super().notify_style_update()
        if self.is_attached and self._is_narrow is not self._was_narrow:
            self._was_narrow = self._is_narrow
            self.refresh(layout=True)

    @property
    def layout(self) -> Layout:
        """Where the fields stand."""
        return self._layout

    @property
    def _is_narrow(self) -> bool:
        return self.screen.has_class("-narrow")

    def _form(self, width: int) -> Form:
        widths = {name: _width_of(one, width) for name, one in self._widgets.items()}
        return Form(self._rows, self._labels, self._hints, widths)

    def places(self, width: int) -> tuple[Place, ...]:
        """Give where each field stands in `width` cells."""
        key = width, self._is_narrow
        if key not in self._placed:
            self._placed[key] = placed(self._form(width), width, narrow=self._is_narrow)
        return self._placed[key]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Count the rows."""
        air = 0 if self._is_narrow or self._rows[-1] else 1
        return max(one.row.bottom for one in self.places(width)) + air

    def render_line(self, y: int) -> Strip:
        """Draw what stands around the fields of a row."""
        plain = self.rich_style
        blank = Style(bgcolor=plain.bgcolor)
        muted = self.get_component_rich_style("labelled-fields--hint")
        pieces: list[tuple[int, str, Style]] = []
        for place in self.places(self.size.width):
            if 0 <= (line := y - place.label_at.y) < len(place.label):
                pieces.append((place.label_at.x, place.label[line], plain))
            if y == place.hint_at.y and place.hint:
                pieces.append((place.hint_at.x, place.hint, muted))
        strip = Strip([], 0)
        for x, text, style in sorted(pieces, key=lambda piece: piece[0]):
            strip = Strip.join([strip.extend_cell_length(x, blank), Strip([Segment(text, style)])])
        return strip.adjust_cell_length(self.size.width, blank)


class _Placing(Layout):
    """Puts each field in its place."""

    name = "placing"

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        greedy: bool = True,  # noqa: ARG002
    ) -> ArrangeResult:
        """Give the place of each field."""
        assert isinstance(parent, LabelledFields)
        regions = {one.name: one.field for one in parent.places(size.width)}
        found = [(regions[str(child.id)], child) for child in children]
        return [WidgetPlacement(region, Offset(), Spacing(), child) for region, child in found]


def _width_of(field: Widget, most: int) -> int | None:
    """Give the cells that a field takes, of so many; None if it takes what is left."""
    width = field.styles.width
    if width is not None and width.unit is Unit.FRACTION:
        return None
    if width is not None and width.is_cells:
        return int(width.value)
    return field.get_content_width(Size(most, 1), Size(most, 1))
