"""The path of a file to compare with the portefeuille."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph

LONGEST = 400
WHAT = "Pages du portail enregistrées en texte, ou tableau (.xlsx, .xls, .ods, .csv, .txt)."
EMPTY = "Écrivez le chemin du fichier, par exemple ~/pages-du-portail.txt."


class FichierModal(Window[str | None]):
    """Gives the path that was typed; None if the person gives up."""

    TITLE = "Lire un fichier"
    AUTO_FOCUS = "Field"
    BINDINGS = [
        Binding("ctrl+s,f10", "read", "Lire", id="fichier.read"),
        Binding("escape,f12", "give_up", "Annuler", id="fichier.give_up"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the path."""
        with Frame(self.TITLE):
            yield Paragraph(WHAT)
            yield FieldRow("Fichier", Field(max_length=LONGEST), id="chemin")
            with ButtonRow():
                yield FlatButton("Lire", variant="primary", id="lire")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    @on(Input.Submitted)
    @on(FlatButton.Pressed, "#lire")
    def action_read(self) -> None:
        """Give the path."""
        typed = self.query_one(Field).value.strip()
        if typed:
            self.dismiss(typed)
        else:
            self.say(EMPTY, "warning")

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Read nothing."""
        self.dismiss(None)
