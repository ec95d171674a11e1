"""What a column is to be read as, chosen in a list."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from models.importation.colonne import MEANINGS
from screens.widgets.columns import Column, Row
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.widgets.rows import RowList

MOST_SEEN = 11


class MeaningList(RowList):
    """What a column may be."""

    BINDING_GROUP_TITLE = "Les champs"
    BINDINGS = [Binding("enter", "open", "Choisir", id="colonne.choose")]


class ColonneModal(Window[str | None]):
    """Gives what a column is said to be, as MEANINGS has it; None if the person gives up."""

    TITLE = "Lire la colonne comme"
    CSS_PATH = "colonne.tcss"
    AUTO_FOCUS = "MeaningList"
    BINDINGS = [Binding("escape,f12", "give_up", "Annuler", id="colonne.give_up")]

    def __init__(self, named: str, examples: str, code: str) -> None:
        """`named` and `examples` show the column, which is read as `code` now."""
        super().__init__()
        self._named = named
        self._examples = examples
        self._code = code

    def compose(self) -> ComposeResult:
        """Lay out the column, then what it may be."""
        with Frame(self.TITLE):
            yield Paragraph(self._named, id="colonne")
            yield Paragraph(self._examples, id="exemples")
            yield MeaningList([Column("Champ")])
        yield Foot()

    def on_mount(self) -> None:
        """Stand on what it is now."""
        rows = self.query_one(MeaningList)
        rows.styles.height = 1 + MOST_SEEN
        rows.show([Row(code, (label,)) for code, label in MEANINGS.items()], cursor=self._code)

    @on(MeaningList.Opened)
    def choose(self, event: MeaningList.Opened) -> None:
        """Give what is under the cursor."""
        self.dismiss(event.row.key)

    def action_give_up(self) -> None:
        """Leave the column as it was."""
        self.dismiss(None)
