"""A line of a pasted table, cell by cell, to correct."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Input

from models.importation.collage import Ligne, ligne
from models.importation.colonnes import COLONNES
from screens.widgets.answer import Answer
from screens.widgets.bindings import hidden
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.field import Field, FieldRow
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph

ALWAYS = ("siren", "numero_compte", "montant", "nir", "regime", "raison_sociale")
"""What a line may need, whether the table had it or not."""

LABEL_WIDTH = 18
WIDEST = 120


class LigneModal(Window[Ligne | None]):
    """Gives the line as corrected; None if the person gives up."""

    TITLE = "Corriger une ligne"
    CSS_PATH = "ligne.tcss"
    AUTO_FOCUS = "Field"
    BINDINGS = [
        Binding("ctrl+s,f10", "keep", "Relire", id="ligne_modal.keep"),
        Binding("escape,f12", "give_up", "Annuler", id="ligne_modal.give_up"),
        hidden("down", "app.focus_next", "Case suivante", id="ligne_modal.next"),
        hidden("up", "app.focus_previous", "Case précédente", id="ligne_modal.up"),
    ]

    def __init__(self, ligne: Ligne, phrase: str = "") -> None:
        super().__init__()
        self._ligne = ligne
        missing = [colonne for colonne in ALWAYS if colonne not in ligne.colonnes]
        self._colonnes = (*ligne.colonnes, *missing)
        self._phrase = phrase
        self._fields: dict[int, Field] = {}

    def compose(self) -> ComposeResult:
        """Lay out a field for each column that is understood."""
        with Frame(f"Ligne {self._ligne.numero}"):
            yield Paragraph(self._phrase, id="phrase")
            with VerticalScroll(id="cases", can_focus=False):
                for rank, colonne in enumerate(self._colonnes):
                    if colonne is not None:
                        field = Field(value=self._cell(rank), max_length=WIDEST)
                        self._fields[rank] = field
                        yield FieldRow(COLONNES[colonne].label, field, label_width=LABEL_WIDTH)
            yield Answer(id="coupe")
            with ButtonRow():
                yield FlatButton("Relire la ligne", variant="primary", id="relire")
                yield FlatButton("Annuler (Échap)", id="annuler")

    def _cell(self, rank: int) -> str:
        return self._ligne.cells[rank] if rank < len(self._ligne.cells) else ""

    @on(Input.Submitted)
    def go_on(self) -> None:
        """Entrée: the next cell, then the button."""
        self.focus_next()

    @on(FlatButton.Pressed, "#relire")
    def action_keep(self) -> None:
        """Read the line again; the cells that are not understood stay as they were."""
        typed = {rank: field.value for rank, field in self._fields.items()}
        cells = tuple(typed.get(rank, self._cell(rank)) for rank in range(len(self._colonnes)))
        self.dismiss(ligne(self._ligne.numero, cells, self._colonnes))

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Leave the line as it was."""
        self.dismiss(None)
