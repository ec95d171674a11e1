"""The body of the services panel: the boxes of one inscription, and what is known of it."""

from __future__ import annotations

from textual.widgets import Static

from models.fiche import Fiche
from models.services import RADIE
from screens.flows.reporting import report_in_words
from screens.services.boxes_room import BoxesRoom
from screens.services.panel_boxes import PanelBoxes
from screens.widgets.paragraph import Paragraph

OTHER_ROWS = 20
"""What surrounds the comptes in consultation, with a row of air."""


class PanelBody(BoxesRoom):
    """The boxes, what urssaf.fr knows of them, what is advised of a compte radié."""

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
        self.boxes = PanelBoxes(fiche)
        self._report = Paragraph(id="report")
        self._advice = Static(RADIE, id="radie", markup=False)
        self._fiche = fiche
        super().__init__(self.boxes, self._report, self._advice)

    def rows_around(self, *, editing: bool) -> int:
        """Count the rows that surround the comptes: boxes to tick take one more, an advice two."""
        return OTHER_ROWS + editing + 2 * self._advice.display

    def show(self, fiche: Fiche) -> None:
        """Show what is saved of an inscription."""
        self._fiche = fiche
        self.boxes.show(fiche)
        self._report.say(report_in_words(fiche))

    def edit(self, editing: bool) -> None:
        """Open the boxes, or close them."""
        self.boxes.editing = editing
        fiche = self._fiche
        self._advice.display = fiche.est_radie and not fiche.retire_le and not editing
        if editing:
            self.boxes.focus()
            self.boxes.tell_changes()
