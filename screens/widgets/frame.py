"""The frame of a window: a box with its title in the border, in the middle of the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen, ScreenResultType

from screens.widgets.answer import Answer
from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.bindings import hidden
from screens.widgets.key_names import worded_on
from screens.widgets.paragraph import Paragraph

READ_ON = "<lecture.up> <lecture.down> : lire"


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


class ReadWindow(Window[ScreenResultType]):
    """A window with one text, which keys read where it is longer than its room; its frame says so.

    What has the focus is a button or a field: the text itself takes no key.
    """

    BINDINGS = [
        hidden("up", "read(-1)", "Lire plus haut", id="lecture.up"),
        hidden("down", "read(1)", "Lire plus bas", id="lecture.down"),
        hidden("pageup,f7", "read_page(-1)", "Page précédente", id="lecture.previous"),
        hidden("pagedown,f8", "read_page(1)", "Page suivante", id="lecture.next"),
    ]

    around = 8
    """Rows of what is not the text: the frame and its air, the buttons, a foot of two rows."""

    _text = query_one("Frame VerticalScroll", VerticalScroll)

    @on(events.Mount)
    def make_room(self) -> None:
        """Give the text what room there is, before it is laid out."""
        self._give_room(self.app.size.height)

    def on_resize(self) -> None:
        """Give the text what room there is, and say that there is more to read."""
        self._give_room(self.size.height)
        self.call_after_refresh(self.tell_more)

    def _give_room(self, rows: int) -> None:
        # In rows: Textual makes a frame as high as a text whose limit is relative to the window.
        self._text.styles.max_height = max(1, rows - self.around)

    def tell_more(self) -> None:
        """Say that there is more to read, if there is."""
        more = worded_on(self, READ_ON) if self._text.max_scroll_y else ""
        frame = self.query_one(Frame)
        if more or frame.border_subtitle:  # to take away what is not there draws it all again
            frame.border_subtitle = Content(more)

    def action_read(self, step: int) -> None:
        """Read a row further."""
        self._text.scroll_relative(y=step, animate=False)

    def action_read_page(self, step: int) -> None:
        """Read a page further."""
        self._text.scroll_relative(y=step * self._text.size.height, animate=False)


class CardScreen(AnsweringScreen[ScreenResultType]):
    """A frame that stands alone on its screen, and answers inside: in its `#reponse`."""

    DEFAULT_CSS = """
    CardScreen {
        align: center middle;

        Frame {
            width: 76;
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
    """A title in a border, and in it what a window or a card asks.

    In 80 columns it takes them all: the ends of the lines behind it would seem a part of it.
    """

    DEFAULT_CSS = """
    Frame {
        width: 80;
        max-width: 100%;
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

    def hold(self, rows: int, around: int) -> None:
        """Be no higher than a list of `rows`, its header, and what stands around it need."""
        borders, header = 2, 1
        self.styles.max_height = rows + header + around + borders


class TallFrame(Frame):
    """A frame that scrolls where it is higher than the window; its bar touches no text."""

    DEFAULT_CSS = """
    TallFrame {
        padding: 1 1 1 2;
        overflow-y: auto;
        scrollbar-size-vertical: 1;

        &>Static, &>FieldRow {
            padding: 0 1 0 0;
        }
    }
    """


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

    def __init__(self, sentence: str = "", details: Sequence[str] = ()) -> None:
        self._sentence = Paragraph(sentence, classes="sentence")
        self._details = Paragraph("\n".join(details), classes="detail")
        self._details.display = bool(details)
        super().__init__(self._sentence, self._details)

    def tell(self, sentence: str, details: Sequence[str] = ()) -> None:
        """Say this instead, from its first line."""
        # At once: a bar that is taken away meanwhile would come back where it was.
        self.scroll_home(animate=False, immediate=True)
        self._sentence.say(sentence)
        self._details.say("\n".join(details))
        self._details.display = bool(details)
