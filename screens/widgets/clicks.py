"""A click does what a key does, in its turn among the keys that are typed ahead."""

from __future__ import annotations

import re

from textual import events
from textual.binding import ActiveBinding
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget

from screens.widgets.key_names import SIGNS

_BOX = re.compile(r"\[.\]")
SIGNS_OF_ROWS = tuple(SIGNS)


def press(widget: Widget, key: str) -> None:
    """Have a key pressed where the focus is; a click has just put it on *widget*."""
    widget.app.post_message(events.Key(key, key_to_character(key)))


def key_of_sign(screen: Screen[object], sign: str) -> str | None:
    """Give the key of what a sign stands for, such as the pen of a row, if it works now."""
    found = (one for one in screen.active_bindings.values() if _is_of(sign, one))
    return next((one.binding.key for one in found), None)


def _is_of(sign: str, active: ActiveBinding) -> bool:
    return active.enabled and active.binding.description.startswith(sign)


class ClickedRows(Widget):
    """Rows of which a click is Entrée, or the key of the sign or of the box under the pointer."""

    def row_at(self, y: int) -> int | None:
        """Give the index of the row on a line."""
        raise NotImplementedError

    def is_margin(self, x: int) -> bool:
        """Tell whether rows are ticked in this column."""
        raise NotImplementedError

    def move_to(self, index: int) -> None:
        """Put the cursor on a row."""
        raise NotImplementedError

    def action_move(self, step: int) -> None:
        """Go to the row beside."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Go to the row under the pointer, and press the key of what the pointer is on."""
        event.stop()
        if (index := self.row_at(event.y)) is not None:
            key = self._key_at(event.x, event.y)
            self.move_to(index)
            press(self, key)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go to the next row."""
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go to the row before."""
        event.stop()
        self.action_move(-1)

    def _key_at(self, x: int, y: int) -> str:
        drawn = self.render_line(y)
        if self.is_margin(x) or _BOX.search(drawn.crop(max(x - 2, 0), x + 3).text):
            return "space"
        under = drawn.crop(x, x + 1).text
        return (under in SIGNS_OF_ROWS and key_of_sign(self.screen, under)) or "enter"
