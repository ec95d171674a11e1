"""« Confier à »: who is to be responsable of clients."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from models.personnes import Personne
from screens.widgets.columns import Column, Row
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.widgets.rows import RowList

NOBODY = Personne(UUID(int=0), "Sans responsable", "")
"""What is chosen to take clients from everybody."""

MOST_SEEN = 12
"""People in sight at once; the others scroll."""


class PeopleList(RowList):
    """The people of the cabinet, by name."""

    BINDING_GROUP_TITLE = "Les personnes"
    BINDINGS = [Binding("enter", "open", "Confier", id="responsable.choose")]


class ResponsableModal(Window[Personne | None]):
    """Gives the person, or NOBODY; None if one gives up."""

    TITLE = "Confier à"
    CSS_PATH = "responsable.tcss"
    AUTO_FOCUS = "PeopleList"
    BINDINGS = [Binding("escape,f12", "give_up", "Annuler", id="responsable.give_up")]

    def __init__(self, whose: str, people: Sequence[Personne]) -> None:
        super().__init__()
        self._whose = whose
        self._people = (*people, NOBODY)

    def compose(self) -> ComposeResult:
        """Lay out whose clients they are, then the people."""
        with Frame(self.TITLE):
            yield Paragraph(self._whose)
            yield PeopleList([Column("Responsable")])
        yield Foot()

    def on_mount(self) -> None:
        """Show them."""
        people = self.query_one(PeopleList)
        people.styles.height = 1 + min(len(self._people), MOST_SEEN)
        people.show([Row(one.uid.hex, (one.nom,)) for one in self._people])

    @on(PeopleList.Opened)
    def choose(self, event: PeopleList.Opened) -> None:
        """Give the person under the cursor."""
        chosen = UUID(hex=event.row.key)
        self.dismiss(next(one for one in self._people if one.uid == chosen))

    def action_give_up(self) -> None:
        """Give nobody."""
        self.dismiss(None)
