"""What a screen answers: a sentence whose sign and colour tell how serious it is."""

from __future__ import annotations

from typing import Literal, NamedTuple

from screens.widgets.paragraph import Paragraph

Kind = Literal["info", "success", "warning", "error"]

_SIGNS: dict[Kind, str] = {"info": "", "success": "✓ ", "warning": "! ", "error": "! "}


def signed(text: str, kind: Kind) -> str:
    """Put before a sentence the sign that says without colour what it is."""
    return _SIGNS[kind] + text if text else ""


class Told(NamedTuple):
    """What a gesture says of itself, with its sign; false where there is nothing to say.

    A gesture that changed nothing is a warning, of one client as of many.
    """

    text: str
    kind: Kind = "success"

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING_SAID = Told("")


class Answer(Paragraph):
    """A sentence; `✓` stands before a success, `!` before a warning or an error."""

    DEFAULT_CSS = """
    Answer {
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

    def say(self, text: str, kind: Kind = "info") -> None:
        """Show `text`, until the next answer."""
        kind = kind if text else "info"
        # All at once: each change styles the answer anew.
        self.update_classes({f"-{other}": other == kind for other in _SIGNS})
        super().say(signed(text, kind))
