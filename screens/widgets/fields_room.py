"""Where fields stand, of which some may be out of sight."""

from __future__ import annotations

from textual.containers import VerticalScroll


class FieldsRoom(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Fields one under the other: no key scrolls them, and the one that has the focus is seen.

    The arrows of a `VerticalScroll`, where there is something to scroll, would hide the field in
    which one types instead of leaving it.
    """

    DEFAULT_CSS = """
    FieldsRoom {
        scrollbar-size-vertical: 1;
    }
    """

    def read_on(self) -> None:
        """Show what is further down, and the top again after the end."""
        further = self.scroll_offset.y + self.size.height
        at_end = self.scroll_offset.y >= self.max_scroll_y
        self.scroll_to(y=0 if at_end else further, animate=False)
