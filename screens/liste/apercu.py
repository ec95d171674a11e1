"""The compte under the cursor, in a window that has room for more than the list."""

from __future__ import annotations

from textual.content import Content

from models.fiche import Fiche
from models.labels import Service
from screens.flows.reporting import report_in_words
from screens.widgets.paragraph import Paragraph

ROOM = (100, 34)
"""Columns and rows from which there is room."""


class Apercu(Paragraph):
    """Its comptes, what is open for it, what the firm noted, what urssaf.fr knows."""

    DEFAULT_CSS = """
    Apercu {
        height: 8;
        margin: 0 1;
        padding: 0 1;
        border: solid $bord;
        border-title-color: $titre;
        border-title-style: bold;
        display: none;
    }
    """

    def show(self, fiche: Fiche | None) -> None:
        """Tell of `fiche`, where there is room for it."""
        width, height = self.screen.size
        self.display = width >= ROOM[0] and height >= ROOM[1]
        if not self.display:
            return
        self.border_title = Content(f"Aperçu : {fiche.called}" if fiche else "Aperçu")
        self.border_subtitle = Content(report_in_words(fiche)) if fiche else ""
        self.say("\n".join(_lines(fiche)) if fiche else "")


def _lines(fiche: Fiche) -> list[str]:
    comptes = (f"{compte.identity_with_etat} {compte.place}".strip() for compte in fiche.comptes)
    parts = (
        ("Comptes", " · ".join(comptes)),
        ("Dossier", " · ".join(filter(None, _dossier(fiche)))),
        ("Services en ligne", _open(fiche, courriel=False)),
        ("Courriels", _open(fiche, courriel=True)),
    )
    return [f"{label}\u00a0: {text}" for label, text in parts if text]


def _open(fiche: Fiche, *, courriel: bool) -> str:
    boxes = [service for service in Service if service.est_courriel is courriel]
    opened = [service.label for service in boxes if service in fiche.services]
    return "tous" if len(opened) == len(boxes) else ", ".join(opened) or "aucun"


def _dossier(fiche: Fiche) -> tuple[str, ...]:
    responsable = f"responsable {fiche.responsable_nom}" if fiche.responsable_nom else ""
    return (fiche.code_dossier or "", responsable, fiche.note)
