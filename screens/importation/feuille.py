"""Which sheet of a workbook is to be read, where several hold something."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from screens.widgets.columns import Column, Row
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.widgets.rows import RowList

MOST_SEEN = 12
WHICH = "Ce classeur a plusieurs feuilles : laquelle lire ?"


class FeuilleList(RowList):
    """The sheets, in the order of the workbook."""

    BINDING_GROUP_TITLE = "Les feuilles"
    BINDINGS = [Binding("enter", "open", "Lire", id="feuille.choose")]


class FeuilleModal(Window[str | None]):
    """Gives the name of a sheet; None if the person gives up."""

    TITLE = "Choisir une feuille"
    CSS_PATH = "feuille.tcss"
    AUTO_FOCUS = "FeuilleList"
    BINDINGS = [Binding("escape,f12", "give_up", "Annuler", id="feuille.give_up")]

    def __init__(self, feuilles: Sequence[str]) -> None:
        super().__init__()
        self._feuilles = tuple(feuilles)

    def compose(self) -> ComposeResult:
        """Lay out the sheets."""
        with Frame(self.TITLE):
            yield Paragraph(WHICH)
            yield FeuilleList([Column("Feuille")])
        yield Foot()

    def on_mount(self) -> None:
        """Show them."""
        rows = self.query_one(FeuilleList)
        rows.styles.height = 1 + min(len(self._feuilles), MOST_SEEN)
        rows.show([Row(str(rank), (name,)) for rank, name in enumerate(self._feuilles)])

    @on(FeuilleList.Opened)
    def choose(self, event: FeuilleList.Opened) -> None:
        """Give the sheet under the cursor."""
        self.dismiss(self._feuilles[int(event.row.key)])

    def action_give_up(self) -> None:
        """Read none."""
        self.dismiss(None)
