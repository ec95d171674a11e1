"""The foot of the form: what it answers, on two rows when one is too short, and its keys."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalGroup

from screens.widgets.key_line import KeyLine
from screens.widgets.message_line import Kind, MessageLine
from screens.widgets.paragraph import Paragraph


class FormFoot(VerticalGroup):
    """Two rows; a sentence too long for the first takes the place of the keys as well."""

    def __init__(self) -> None:
        super().__init__()
        self._line = MessageLine()
        self._long = Paragraph(id="suite")
        self.speaker = ""

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield self._line
        yield self._long
        yield KeyLine()

    @property
    def text(self) -> str:
        """The whole sentence."""
        return self._line.full_text

    def say(self, text: str, kind: Kind = "info", *, speaker: str = "") -> None:
        """Show a sentence; `speaker` is the path of the field that it is about."""
        self._line.say(text, kind)
        self.speaker = speaker
        self.unfold()

    def fall_silent(self, speaker: str) -> None:
        """Take back what was said about one field."""
        if self.speaker == speaker:
            self.say("")

    def unfold(self) -> None:
        """Give the sentence as many rows as it needs."""
        margins = 2
        too_long = cell_len(self.text) > self.size.width - margins
        self.set_class(too_long, "-long")
        if too_long:
            self._long.set_classes(self._line.classes)
            self._long.say(self.text)

    def on_resize(self) -> None:
        """Measure the sentence again."""
        self.unfold()
