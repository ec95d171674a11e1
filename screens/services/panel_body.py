"""The body of the services panel: the boxes of one inscription, and what is said of them."""

from __future__ import annotations

from textual import on
from textual.widgets import Static

from models.fiche import Fiche
from models.labels import Service
from models.services import RADIE, hints
from screens.flows.reporting import report_in_words
from screens.services.boxes_room import BoxesRoom
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.foot import Foot
from screens.widgets.paragraph import Paragraph


class PanelBody(BoxesRoom):
    """Shows what is saved, and tells on the foot what differs from it while one edits."""

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

    def __init__(self, fiche: Fiche) -> None:
        self.boxes = ServiceBoxes(fiche.services)
        self._report = Paragraph(id="report")
        self._advice = Static(RADIE, id="radie", markup=False)
        self._fiche = fiche
        super().__init__(self.boxes, self._report, self._advice)

    @property
    def unsaved(self) -> bool:
        """Whether a box differs from what is saved."""
        return self.boxes.editing and self.boxes.selected != self.boxes.original

    @property
    def is_advised(self) -> bool:
        """Whether it is advised to terminate the inscription, which takes two rows."""
        return self._advice.display

    def show(self, fiche: Fiche) -> None:
        """Show what is saved of an inscription."""
        self._fiche = fiche
        self.boxes.selected = self.boxes.original = fiche.services
        self._find_hints()
        self._report.say(report_in_words(fiche))

    def edit(self, editing: bool) -> None:
        """Open the boxes, or close them."""
        self.boxes.editing = editing
        fiche = self._fiche
        self._advice.display = fiche.est_radie and not fiche.retire_le and not editing
        if editing:
            self.boxes.focus()
            self.tell_changes()

    def tick(self, services: frozenset[Service]) -> None:
        """Tick these boxes and no others."""
        self.boxes.selected = services
        self._find_hints()
        self.tell_changes()

    def tell_changes(self) -> None:
        """Name what differs from what is saved; number it where the names would hide the keys."""
        foot = self.screen.query_one(Foot)
        changes = self.boxes.changes_in_words()
        if not foot.holds(changes):
            changes = self.boxes.changes_in_words(numbered=True)
        foot.say(changes, "warning" if changes else "info")

    @on(ServiceBoxes.Toggled)
    def follow(self, event: ServiceBoxes.Toggled) -> None:
        """Tell what is odd about the box that was ticked, else what differs from what is saved."""
        self._find_hints()
        ticked = event.service in self.boxes.selected
        self._tell(event.service, self.boxes.hints.get(event.service, "") if ticked else "")

    @on(ServiceBoxes.Moved)
    def tell_hint(self, event: ServiceBoxes.Moved) -> None:
        """Tell what is odd about the box under the cursor."""
        if self.screen.query_one(Foot).kind != "error":
            self._tell(event.service, event.hint)

    def _tell(self, service: Service, hint: str) -> None:
        if hint:
            self.screen.query_one(Foot).say(f"{service.label}\u00a0: {hint}.")
        else:
            self.tell_changes()

    def _find_hints(self) -> None:
        self.boxes.hints = dict(hints(self._fiche.regime, self.boxes.selected))
