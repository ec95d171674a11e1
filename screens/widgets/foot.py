"""The foot of a screen: what it answers, and the keys that matter now."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import VerticalGroup

from screens.widgets.key_line import KeyLine
from screens.widgets.paragraph import Paragraph, wrapped

Kind = Literal["info", "success", "warning", "error"]

_SIGNS: dict[Kind, str] = {"info": "", "success": "✓ ", "warning": "! ", "error": "! "}


class Foot(VerticalGroup):
    """An answer on one row, then the keys; an answer of several rows takes the place of the keys.

    `✓` stands before a success, `!` before a warning or an error.
    """

    DEFAULT_CSS = """
    Foot {
        dock: bottom;
        min-height: 2;
        background: $surface;

        &>Paragraph {
            height: auto;
            min-height: 1;
            padding: 0 1;
            color: $foreground;
        }
        &.-success>Paragraph {
            color: $success;
        }
        &.-warning>Paragraph {
            color: $warning;
        }
        &.-error>Paragraph {
            color: $error;
            text-style: bold;
        }
        &.-long>KeyLine {
            display: none;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._answer = Paragraph()
        self.text = ""
        self.speaker = ""

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield self._answer
        yield KeyLine()

    def say(self, text: str, kind: Kind = "info", *, speaker: str = "") -> None:
        """Show `text` until the next answer; `speaker` names the field or the box it is about."""
        self.speaker = speaker
        for other in _SIGNS:
            self.set_class(other == kind, f"-{other}")
        said = _SIGNS[kind] + text
        if said != self.text:
            self.text = said
            self._answer.say(said)
            self._make_room()

    def clear(self) -> None:
        """Take the answer back."""
        self.say("")

    def fall_silent(self, speaker: str) -> None:
        """Take back what was said about one field."""
        if self.speaker == speaker:
            self.clear()

    def holds(self, text: str) -> bool:
        """Tell whether a warning or an error would stand on one row, above the keys."""
        return self._rows(_SIGNS["error"] + text) == 1

    def on_resize(self) -> None:
        """Measure the answer again."""
        self._make_room()

    def _make_room(self) -> None:
        self.set_class(self._rows(self.text) > 1, "-long")

    def _rows(self, text: str) -> int:
        margins = 2
        width = self.size.width - margins
        return len(wrapped(text, width)) if width > 0 else 1
