"""The body of the services panel: the boxes of one inscription, and what is known of it."""

from __future__ import annotations

from textual import on
from textual.widgets import Static

from models.brouillons.contents import BoxesTyped
from models.fiche import Fiche
from models.labels import Service
from models.services import RADIE
from screens.flows.drafts import Draft
from screens.flows.reporting import report_in_words
from screens.flows.resumed import Resumed
from screens.services.panel_boxes import PanelBoxes
from screens.services.panel_buttons import PanelButtons
from screens.services.service_boxes import ServiceBoxes
from screens.volet.latest import Latest
from screens.volet.volet import Volet
from screens.widgets.fields_room import FieldsRoom, Followed
from screens.widgets.foot import Foot
from screens.widgets.paragraph import Paragraph
from screens.windows.confirm import ConfirmModal

OTHER_ROWS = 20
"""What surrounds the comptes in consultation, with a row of air."""


class PanelBody(Followed):
    """The boxes, what urssaf.fr knows of them, what is advised of a compte radié, the buttons.

    In a large window what else is known of the client stands beside them, in a panel.
    """

    DEFAULT_CSS = """
    PanelBody {
        #report {
            padding: 0 1;
            color: $muted;
        }
        #radie {
            padding: 0 1;
            color: $warning;
        }
    }
    """

    def __init__(self, fiche: Fiche, draft: Draft, latest: Latest) -> None:
        self.boxes = PanelBoxes(fiche)
        self._volet = Volet(latest, boxes=False)
        self._draft = draft
        self._report = Paragraph(id="report")
        self._advice = Static(RADIE, id="radie", markup=False)
        self._fiche = fiche
        room = FieldsRoom(self.boxes, self._report, self._advice)
        super().__init__(room, PanelButtons(), self._volet)

    def rows_around(self, *, editing: bool) -> int:
        """Count the rows that surround the comptes: boxes to tick take one more, an advice two."""
        return OTHER_ROWS + editing + 2 * self._advice.display

    def show(self, fiche: Fiche) -> None:
        """Show what is saved of an inscription."""
        self._fiche = fiche
        self.boxes.show(fiche)
        self._report.say(report_in_words(fiche))
        self._volet.show(fiche)

    def edit(self, editing: bool) -> None:
        """Open the boxes, or close them."""
        self.boxes.editing = editing
        fiche = self._fiche
        self._advice.display = fiche.est_radie and not fiche.retire_le and not editing
        if editing:
            self.boxes.focus()
            self.boxes.tell_changes()
        self.keep_typed()

    async def may_abandon(self) -> bool:
        """Ask before what is not saved goes."""
        if not self.boxes.unsaved:
            return True
        details = (self.boxes.changes_in_words(),)
        question = ConfirmModal("Abandonner les modifications ?", details=details)
        return await self.app.push_screen_wait(question) is True

    def resume(self, resumed: Resumed[BoxesTyped]) -> None:
        """Tick what was ticked before a cut."""
        self.tick(resumed.typed.selected)
        self.screen.query_one(Foot).say(resumed.said, resumed.kind)

    def tick(self, services: frozenset[Service]) -> None:
        """Tick these boxes and no others."""
        self.boxes.tick(services)
        self.keep_typed()

    @on(ServiceBoxes.Toggled)
    def keep_typed(self) -> None:
        """Have what is ticked kept, in case the line is cut."""
        boxes, fiche = self.boxes, self._fiche
        typed = BoxesTyped(boxes.selected, boxes.original, fiche.uid, fiche.version)
        self._draft.note(typed if boxes.unsaved else None)
