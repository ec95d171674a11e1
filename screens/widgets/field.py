"""One-row text fields."""

from __future__ import annotations

import re
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.keys import REPLACED_KEYS
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.widgets.bindings import hidden
from screens.widgets.cells import is_seen
from screens.widgets.widget_message import WidgetMessage

_THOUSANDS = re.compile(r"[.,](?=[0-9]{3}$)")
_LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


def pasted(text: str) -> str:
    """Return a paste on one line: breaks and tabs become spaces, what is not seen goes."""
    line = _LINE_BREAKS.sub(" ", _trimmed(text))
    return "".join(filter(is_seen, line))


def _trimmed(text: str) -> str:
    """Drop the breaks around `text` (a cell copied from a spreadsheet ends with one)."""
    return re.sub(rf"\A{_LINE_BREAKS.pattern}|{_LINE_BREAKS.pattern}\Z", "", text)


def several_lines(text: str) -> bool:
    """Tell whether a paste is a table, and not the text of one field."""
    return sum(bool(line.strip()) for line in text.splitlines()) > 1


class Field(Input):
    """A text field on one row, between two bars; `width` counts the bars (None: what is left).

    The text is kept as typed. Only what is pasted is put on one line.
    """

    DEFAULT_CSS = """
    Field {
        width: 1fr;
        height: 1;
        padding: 0;
        border: none;
        border-left: solid $bord;
        border-right: solid $bord;
        background: $champ;
        color: $foreground;

        &:focus {
            border: none;
            border-left: solid $bord;
            border-right: solid $bord;
            background: $champ-focus;
            background-tint: transparent;
        }
        &.-error, &.-error:focus {
            border-left: double $bord-error;
            border-right: double $bord-error;
        }
        &.-warning, &.-warning:focus {
            border-left: double $bord-warning;
            border-right: double $bord-warning;
        }
        &:disabled {
            background: $background;
            color: $muted;
            opacity: 1 !important;
        }
        &>.input--cursor {
            background: $foreground;
            color: $background;
        }
        &>.input--selection {
            background: $curseur;
            color: $curseur-fg;
        }
        &>.input--placeholder {
            color: $muted;
        }
        &:nocolor>.input--cursor, &:nocolor>.input--selection {
            text-style: reverse;
        }
    }
    """

    BINDING_GROUP_TITLE = "Un champ"
    BINDINGS = [
        hidden("ctrl+z", "undo_nothing", "Rien à annuler", id="field.undo", system=True),
    ]

    class Cut(WidgetMessage["Field"]):
        """`lost` characters found no room."""

        def __init__(self, field: Field, lost: int) -> None:
            super().__init__(field)
            self.lost = lost

        @property
        def sentence(self) -> str:
            """What to tell the person who typed or pasted."""
            left_out = (
                "1 caractère n'a pas été repris"
                if self.lost == 1
                else f"{self.lost} caractères n'ont pas été repris"
            )
            return f"Ce champ contient {self.control.longest} caractères au plus : {left_out}."

    class NothingToUndo(WidgetMessage["Field"]):
        """What undoes a gesture undoes nothing in what is typed."""

    class Table(WidgetMessage["Field"]):
        """Several lines were pasted in a field that `takes_tables`: they are for the screen."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__(field)
            self.text = text

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        width: int | None = None,
        secret: bool = False,
        value: str = "",
        placeholder: str = "",
        max_length: int = 200,
        takes_tables: bool = False,
    ) -> None:
        super().__init__(
            value,
            placeholder,
            password=secret,
            max_length=max_length,
            select_on_focus=False,
            id=id,
        )
        self.cursor_blink = False
        self.secret = secret
        self.longest = max_length
        self.takes_tables = takes_tables
        if width is not None:
            self.styles.width = width

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell which keys are text here; Textual forgets `/ - + _ @` and the backslash."""
        return key in REPLACED_KEYS or super().check_consume_key(key, character)

    def action_undo_nothing(self) -> None:
        """Have the screen say so."""
        self.post_message(self.NothingToUndo(self))

    def begin(self, text: str = "") -> None:
        """Go to the end of the field, with `text` in it if there is some."""
        if text:
            self.value = text
        self.focus()
        self.cursor_position = len(self.value)

    def mark(self, state: Literal["error", "warning"] | None) -> None:
        """Show the field as wrong, as unusual, or as neither."""
        self.set_class(state == "error", "-error")
        self.set_class(state == "warning", "-warning")

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` between two indexes; what finds no room is told by `Cut`.

        Every change of the person passes here. A value that was already too long can be shortened.
        """
        value = self.value
        start, end = sorted((max(0, start), min(len(value), end)))
        room = max(0, self.longest - (len(value) - (end - start)))
        kept = text[:room]
        self.value = value[:start] + kept + value[end:]
        # Textual does not bring the cursor in sight when an empty field is filled at once.
        self.cursor_position = start
        self.cursor_position = start + len(kept)
        if lost := len(text) - len(kept):
            self.post_message(self.Cut(self, lost))

    def on_paste(self, event: events.Paste) -> None:
        """Take the whole paste, where `Input` would keep its first line."""
        event.stop()
        event.prevent_default()
        if self.takes_tables and several_lines(event.text):
            self.post_message(self.Table(self, event.text))
        else:
            self.replace(pasted(event.text), *self.selection)

    def action_paste(self) -> None:
        """Take what the program copied, as any other paste."""
        self.replace(pasted(self.app.clipboard), *self.selection)

    def action_copy(self) -> None:
        """Copy the selection, unless it is secret."""
        if not self.secret:
            super().action_copy()

    def action_cut(self) -> None:
        """Cut the selection, unless it is secret."""
        if not self.secret:
            super().action_cut()


class Forgiving(Widget):
    """Takes the mark off a field in it that is being corrected."""

    @on(Input.Changed)
    def forgive(self, event: Input.Changed) -> None:
        """Wait until the field is read again."""
        if isinstance(event.input, Field):
            event.input.mark(None)


class AmountField(Field):
    """An amount: the dot of the keypad is the decimal comma; a paste is left as it is.

    A dot before three digits and a second separator was a thousands dot: `1.234,56` is
    typed as it is read, and becomes `1 234,56`.
    """

    def on_key(self, event: events.Key) -> None:
        """Write a comma for a dot."""
        if event.character not in (".", ","):
            return
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        if end == len(self.value) and _THOUSANDS.search(self.value[:start]):
            self.value = f"{_THOUSANDS.sub(' ', self.value[:start])},"
            self.cursor_position = len(self.value)
        else:
            self.replace(",", start, end)


class FieldRow(HorizontalGroup):
    """A label, its field (which has a width of its own) or choice, and a hint, on one row."""

    DEFAULT_CSS = """
    FieldRow {
        width: auto;
        height: 1;

        .label, .hint {
            width: auto;
        }
        .label {
            padding-right: 1;
        }
        .hint {
            color: $muted;
            padding-left: 1;
        }
    }
    """

    def __init__(
        self,
        label: str,
        field: Widget,
        *,
        label_width: int | None = None,
        hint: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.field = field
        self._label = label.rjust(label_width) if label_width else label
        self._hint = Static(Content(hint), classes="hint")

    def compose(self) -> ComposeResult:
        """Lay out the row."""
        yield Static(Content(self._label), classes="label")
        yield self.field
        yield self._hint

    def hint(self, text: str) -> None:
        """Write `text` after the field: « € », « clé correcte »."""
        self._hint.update(Content(text))
