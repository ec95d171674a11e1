"""Where fields or boxes stand, of which some may be out of sight, and what follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.layouts.vertical import VerticalLayout
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.layout import ArrangeResult, Layout
    from textual.widget import Widget


class FieldsRoom(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Fields one under the other: no key scrolls them, and the one that has the focus is seen.

    The arrows of a `VerticalScroll`, where there is something to scroll, would hide the field in
    which one types instead of leaving it, and its page keys would be taken from the screen.
    """

    DEFAULT_CSS = """
    FieldsRoom {
        scrollbar-size-vertical: 1;
    }
    """

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Count the rows beside the bar, or beside the column that is kept for it."""
        return super().get_content_height(container, viewport, width - self.scrollbar_size_vertical)

    def read_on(self) -> None:
        """Show what is further down, and the top again after the end."""
        further = self.scroll_offset.y + self.size.height
        at_end = self.scroll_offset.y >= self.max_scroll_y
        self.scroll_to(y=0 if at_end else further, animate=False)


class Followed(Vertical):
    """A room as high as what it holds, between two rows of air, and right under it what follows.

    Where not all has its place, the air gives way to it, then the room.
    """

    DEFAULT_CSS = """
    Followed {
        height: 1fr;

        &>.air {
            height: 1;
        }
        &>FieldsRoom {
            height: auto;
        }
    }
    """

    def __init__(self, room: FieldsRoom, *after: Widget) -> None:
        self.room = room
        air = Static(classes="air"), Static(classes="air")
        super().__init__(air[0], room, air[1], *after)
        self._gives_way: tuple[Widget, ...] = (*air, room)
        self._layout = _GivingWay()

    @property
    def layout(self) -> Layout:
        """From top to bottom."""
        return self._layout

    def shrunk(self, lacking: int, placed: ArrangeResult) -> ArrangeResult:
        """Take the rows that lack from what gives way, and move up what is under it."""
        taken: dict[Widget, int] = {}
        heights = {one.widget: one.region.height for one in placed}
        for widget in self._gives_way:
            taken[widget] = min(lacking, heights.get(widget, 0))
            lacking -= taken[widget]
        up, result = 0, []
        for one in placed:
            less = taken.get(one.widget, 0)
            region = one.region
            moved = region._replace(y=region.y - up, height=region.height - less)
            result.append(one._replace(region=moved))
            up += less
        return result


class _GivingWay(VerticalLayout):
    """Puts each under the other, and all of it in the window."""

    name = "giving-way"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Give the place of each."""
        assert isinstance(parent, Followed)
        placed = super().arrange(parent, children, size, greedy)
        return parent.shrunk(max(0, placed[-1].region.bottom - size.height), placed)
