"""« Refusé par urssaf.fr »: what the portal answered, to keep beside the client."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from models.errors import BadValue
from models.writing.controle import LONGEST_MOTIF, read_motif
from screens.widgets.answer import Answer
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.field import Field, FieldRow
from screens.widgets.frame import Frame, Window
from screens.widgets.key_line import KeyLine
from screens.widgets.paragraph import Paragraph


class RefusModal(Window[str | None]):
    """Gives the motif, which may be empty; None if the person gives up."""

    TITLE = "Refusé par urssaf.fr"
    CSS_PATH = "refus.tcss"
    AUTO_FOCUS = "#motif"
    BINDINGS = [
        Binding("ctrl+s,f10", "keep", "Enregistrer", id="refus.keep"),
        Binding("escape,f12", "give_up", "Annuler", id="refus.give_up"),
    ]

    def __init__(self, whose: str, motif: str = "") -> None:
        super().__init__()
        self._whose = whose
        self._motif = motif

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Frame(self.TITLE):
            yield Paragraph(self._whose, id="client")
            motif = Field(id="motif", value=self._motif, max_length=LONGEST_MOTIF)
            yield FieldRow("Motif (facultatif) :", motif)
            yield Answer(id="coupe")
            with ButtonRow():
                yield FlatButton("Enregistrer (Entrée)", variant="primary", id="enregistrer")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield KeyLine()

    @on(Input.Submitted)
    @on(FlatButton.Pressed, "#enregistrer")
    def action_keep(self) -> None:
        """Give what is typed, unless it may not be kept: that is said, and it stays."""
        try:
            self.dismiss(read_motif(self.query_one(Field).value))
        except BadValue as refusal:
            self.query_one(Answer).say(str(refusal), "error")

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Give nothing."""
        self.dismiss(None)
