"""What is to be done on urssaf.fr, in a sentence."""

from __future__ import annotations

from models.clicks import to_do
from models.fiche import Fiche
from models.labels import Report, ToDo, Vu


def difference_in_words(fiche: Fiche) -> str:
    """Say it in a sentence without its point, or that nothing is to be done."""
    if fiche.ecart is ToDo.AUCUN:
        never = fiche.vu is Vu.ABSENT and fiche.report_le is None
        return "Rien à faire sur urssaf.fr" if never else Report.FAIT.label
    if fiche.ecart is ToDo.INCONNU:
        return fiche.vu.label
    return f"À faire sur urssaf.fr : {to_do(fiche)}"
