"""The client under the cursor of the corbeille, beside it: what restoring would bring back."""

from __future__ import annotations

from models.fiche import Fiche
from models.labels import Service
from screens.flows.reporting import report_in_words
from screens.liste.fiche_beside import FicheBeside

NO_BOX = "Aucune case cochée."


class RemovedBeside(FicheBeside):
    """Who removed it, its comptes, what was open for it."""

    def tell_of(self, fiche: Fiche) -> None:
        """Tell of a client that was removed."""
        comptes = (f"{one.identity_with_etat} {one.place}".strip() for one in fiche.comptes)
        boxes = [one.label for one in Service if one in fiche.services]
        dossier = f"Dossier {fiche.code_dossier}" if fiche.code_dossier else ""
        self.tell(
            fiche.called,
            " · ".join(filter(None, (fiche.regime.label, dossier))),
            report_in_words(fiche),
            f"Supprimé par {fiche.retire_par}." if fiche.retire_par else "",
            "\n".join(comptes),
            "\n".join(boxes) or NO_BOX,
        )
