"""The fixed row where a screen answers."""

from __future__ import annotations

from typing import Literal

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from screens.widgets.cells import cut, drawable

Kind = Literal["info", "success", "warning", "error"]

_SIGNS: dict[Kind, str] = {"info": "", "success": "✓ ", "warning": "! ", "error": "! "}


class MessageLine(Widget):
    """One row of text: `✓` before a success, `!` before a warning or an error."""

    DEFAULT_CSS = """
    MessageLine {
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        background: $surface;
        color: $foreground;

        &.-success {
            color: $success;
        }
        &.-warning {
            color: $warning;
        }
        &.-error {
            color: $error;
            text-style: bold;
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = ""

    @property
    def full_text(self) -> str:
        """The whole message, with its sign, on one line."""
        return self._text

    @property
    def is_cut(self) -> bool:
        """Whether the row is too short for the message."""
        return cell_len(self._text) > self.content_size.width

    def say(self, text: str, kind: Kind = "info") -> None:
        """Show `text` until the next message."""
        self._text = drawable(_SIGNS[kind] + text)
        for other in _SIGNS:
            self.set_class(other == kind, f"-{other}")
        self.refresh()

    def clear(self) -> None:
        """Leave the row empty."""
        self.say("")

    def render(self) -> Content:
        """Draw what fits."""
        return Content(cut(self._text, self.content_size.width))
