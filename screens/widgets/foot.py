"""The foot of a screen: what it answers, and the keys that matter now."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.screen import Screen

from screens.widgets.answer import Answer, Kind, signed
from screens.widgets.key_line import KeyLine
from screens.widgets.key_names import worded_on
from screens.widgets.paragraph import wrapped

SMALLEST = (60, 16)
"""Columns and rows below which no screen is whole."""

TOO_SMALL = "Agrandissez la fenêtre : il faut au moins 60 colonnes sur 16 lignes."


NOBODY = "nobody"
"""Who says what comes by itself."""


class Foot(VerticalGroup):
    """An answer on one row, then the keys; an answer of several rows takes the place of the keys.

    In a window that is too small for any screen it stands alone, and asks for a larger one.
    """

    DEFAULT_CSS = """
    Foot {
        dock: bottom;
        min-height: 2;
        background: $surface;

        &>Answer {
            height: auto;
            min-height: 1;
            padding: 0 1;
            color: $foreground;
        }
        &.-resting>Answer {
            color: $titre;
        }
        &.-long>KeyLine, &.-cramped>KeyLine {
            display: none;
        }
        &.-cramped {
            height: 100%;
            min-height: 0;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._answer = Answer()
        self._sentence = ""
        self.kind: Kind = "info"
        self.speaker = ""
        self._resting = ""

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield self._answer
        yield KeyLine()

    @property
    def text(self) -> str:
        """The answer in sight, with its sign; empty if there is none."""
        return signed(self._sentence, self.kind)

    def say(self, text: str, kind: Kind = "info", *, speaker: str = "") -> None:
        """Show `text` until the next answer; `speaker` names the field or the box it is about.

        It may name keys (key_names.py).
        """
        self.speaker = speaker
        answer = worded_on(self.screen, text), kind if text else "info"
        if answer != (self._sentence, self.kind):
            self._sentence, self.kind = answer
            self._draw()

    def mention(self, text: str) -> bool:
        """Show `text`, which answers nobody, unless an answer is in sight; tell if it is shown."""
        if self._sentence and self.speaker != NOBODY:
            return False
        self.say(text, speaker=NOBODY)
        return True

    def clear(self) -> None:
        """Take the answer back."""
        if self._sentence:
            self.say("")

    def rest(self, text: str) -> None:
        """Show `text` whenever there is no answer."""
        if text != self._resting:
            self._resting = text
            self._draw()

    def fall_silent(self, speaker: str) -> None:
        """Take back what was said about one field."""
        if self.speaker == speaker:
            self.clear()

    def holds(self, text: str) -> bool:
        """Tell whether a warning or an error would stand on one row, above the keys."""
        return self._rows(signed(text, "error")) == 1

    def on_mount(self) -> None:
        """Follow the size of the window, which may change without changing that of the foot."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._measure, immediate=True)

    def on_resize(self) -> None:
        """Measure the answer again."""
        self._draw()

    def _measure(self, _screen: Screen[object]) -> None:
        width, height = self.app.size
        cramped = width < SMALLEST[0] or height < SMALLEST[1]
        if cramped != self.has_class("-cramped"):
            self.set_class(cramped, "-cramped")
            # Without the scroll bar of what is under the sentence.
            self.screen.styles.overflow_y = "hidden" if cramped else None
            self._draw()

    def _draw(self) -> None:
        cramped = self.has_class("-cramped")
        shown = self.text or self._resting
        if cramped:
            self._answer.say(TOO_SMALL)
        else:
            self._answer.say(self._sentence or self._resting, self.kind)
        self.set_class(bool(shown) and not self.text, "-resting")
        self.set_class(not cramped and self._rows(shown) > 1, "-long")

    def _rows(self, text: str) -> int:
        margins = 2
        width = self.size.width - margins
        return len(wrapped(text, width)) if width > 0 else 1
