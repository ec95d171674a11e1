"""Where boxes stand on a screen of their own."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static


class BoxesRoom(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The boxes, and what is said of them, between two rows of air that give way to it.

    No key scrolls it: the keys of a `VerticalScroll` would take PgSuiv from the screen, where
    there is something to scroll. The box under the cursor is seen.
    """

    DEFAULT_CSS = """
    BoxesRoom {
        height: 1fr;
        scrollbar-size-vertical: 1;

        .air {
            height: 1fr;
            max-height: 1;
        }
    }
    """

    def __init__(self, *held: Widget) -> None:
        super().__init__(Static(classes="air"), *held, Static(classes="air"))
