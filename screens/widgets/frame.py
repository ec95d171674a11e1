"""The frame of a window: a box with its title in the border, in the middle of the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen, ScreenResultType

from screens.widgets.answer import Answer
from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.paragraph import Paragraph


# Textual reads the sheets of the first base alone.
class Window(ModalScreen[ScreenResultType], AnsweringScreen[ScreenResultType]):
    """A small window over the screen: a frame in its middle."""

    DEFAULT_CSS = """
    Window {
        align: center middle;

        &>KeyLine {
            dock: bottom;
        }
    }
    """


class CardScreen(AnsweringScreen[ScreenResultType]):
    """A frame that stands alone on its screen, and answers inside: in its `#reponse`."""

    DEFAULT_CSS = """
    CardScreen {
        align: center middle;

        Frame {
            max-width: 100%;
            padding: 0 2;
            border: solid $titre;

            ButtonRow FlatButton {
                margin: 0 2 0 0;
            }
        }
    }
    """

    answer = query_one("#reponse", Answer)


class Frame(Vertical):
    """A title in a border, and in it what a window or a card asks."""

    DEFAULT_CSS = """
    Frame {
        width: 76;
        max-width: 96%;
        height: auto;
        max-height: 100%;
        padding: 1 2;
        border: double $titre;
        border-title-color: $titre;
        border-title-style: bold;
        border-subtitle-color: $muted;
        background: $surface;

        ButtonRow {
            margin: 1 0 0 0;
            padding: 0;
        }
        ButtonRow FlatButton {
            margin: 0 3 0 0;
        }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.border_title = Content(title)


class Sentence(VerticalScroll, can_focus=False):
    """What a window says, and its details; a long text scrolls, the buttons stay in sight."""

    DEFAULT_CSS = """
    Sentence {
        height: auto;
        max-height: 60vh;
        scrollbar-size-vertical: 1;

        .sentence {
            text-style: bold;
        }
        .detail {
            color: $muted;
        }
    }
    """

    def __init__(self, sentence: str, details: Sequence[str] = ()) -> None:
        told = (Paragraph(detail, classes="detail") for detail in details)
        super().__init__(Paragraph(sentence, classes="sentence"), *told)
