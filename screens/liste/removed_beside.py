"""The client under the cursor of the corbeille, beside it: what restoring would bring back."""

from __future__ import annotations

from models.fiche import Fiche
from models.labels import Service
from screens.flows.reporting import report_in_words
from screens.volet.beside import Beside
from screens.volet.drawn import MUTED, NAME, DrawnRow, block, joined, paragraph

BOXES, NO_BOX = "Cases cochées", "Aucune."


class RemovedBeside(Beside[Fiche]):
    """Who removed it, its comptes, what was open for it."""

    def rows_of(self, one: Fiche, width: int, height: int) -> list[DrawnRow]:  # noqa: ARG002
        """Give the rows that tell of a client that was removed."""
        comptes = (f"{compte.identity_with_etat} {compte.place}".strip() for compte in one.comptes)
        boxes = [service.label for service in Service if service in one.services]
        dossier = f"Dossier {one.code_dossier}" if one.code_dossier else ""
        return [
            *paragraph(one.called, width, NAME),
            *paragraph(joined(one.regime.label, dossier), width, MUTED),
            *block(report_in_words(one), width),
            *block("\n".join(comptes), width),
            *block("\n".join(boxes) or NO_BOX, width, heading=BOXES),
        ]
