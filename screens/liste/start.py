"""What somebody comes to the list for."""

from __future__ import annotations

from enum import Enum


class Start(Enum):
    """Where the list begins."""

    LIST = "list"
    ADD = "add"
    SEARCH = "search"
    TEXT = "text"
    """A text pasted, or a word typed at once, on another screen."""
