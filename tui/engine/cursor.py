"""Where the cursor of the terminal stands, though nobody sees it.

Readers of terminals and braille lines follow it, and nothing else.
"""

from __future__ import annotations

from typing import Any

from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input


def cursor_of(screen: Screen[Any]) -> Offset:
    """Give the cell of what has the focus: where one types, a button, the first cell of a window.

    A widget of several parts tells by `standing` on which of its cells that is.
    """
    focused = screen.focused
    # In a window that is too small it hides all the others.
    if alone := next((one for one in screen.children if one.has_class("-cramped")), None):
        place = alone.content_region.offset
    elif isinstance(focused, Input):
        room = focused.content_region
        x, y = focused.cursor_screen_offset
        place = Offset(
            min(max(x, room.x), max(room.x, room.right - 1)), y
        )  # of a long text, its end
    elif focused is not None:
        place = focused.content_region.offset + getattr(focused, "standing", Offset())
    else:
        # Textual puts its own before them, for the messages in the corner.
        ours = (one for one in screen.children if not one.has_class("-textual-system"))
        place = next((one.content_region.offset for one in ours), Offset())
    return screen.outer_size.clamp_offset(place)
