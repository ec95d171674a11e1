"""A confirmation by number, before what concerns many comptes."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from models.cleaning import compact
from screens.widgets.bindings import hidden
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, ReadWindow, Sentence


class NombreModal(ReadWindow[bool]):
    """A sentence, its details, and the number of comptes to type."""

    TITLE = "Confirmer"
    AUTO_FOCUS = "#nombre"
    BINDINGS = [
        hidden("ctrl+s,f10", "confirm", "Confirmer", id="nombre_modal.confirm"),
        Binding("escape,f12", "give_up", "Annuler", id="nombre_modal.give_up"),
    ]

    def __init__(
        self, sentence: str, details: tuple[str, ...], number: int, *, heading: str
    ) -> None:
        super().__init__()
        self._heading = heading
        self._sentence = sentence
        self._details = details
        self._number = str(number)

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Frame(self._heading):
            yield Sentence(self._sentence, self._details)
            with ButtonRow():
                field = Field(id="nombre", width=8, max_length=6)
                yield FieldRow(f"Tapez {self._number} puis Entrée :", field)
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    @on(Input.Submitted)
    def action_confirm(self) -> None:
        """Go on if the number is right; else what was typed stays until another is."""
        field = self.query_one(Field)
        if compact(field.value) == self._number:
            self.dismiss(True)
        else:
            field.select_all()
            sentence = f"Tapez {self._number} pour confirmer, ou Échap pour annuler."
            self.say(sentence, "warning")

    @on(FlatButton.Pressed)
    def action_give_up(self) -> None:
        """Do nothing."""
        self.dismiss(False)
