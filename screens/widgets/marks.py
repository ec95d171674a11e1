"""What stands on a row beside what is chosen."""

from __future__ import annotations

from textual.widget import Widget

HEARD = "-heard"
"""The class of an application while a reader says what it draws."""


def mark(widget: Widget) -> str:
    """Give the mark of the row that is chosen of several.

    A mark that moves is two rows that change, and two that are said: who hears them has the cursor
    of the terminal instead.
    """
    return " " if widget.app.has_class(HEARD) else "›"
