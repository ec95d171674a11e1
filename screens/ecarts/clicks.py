"""What is to be clicked on urssaf.fr, in the few cells of a row."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from models.ecarts import Ecart, Numbers
from models.fiche import Fiche
from models.labels import Report, Service, ToDo
from models.wording import count
from screens.flows.short_names import SHORT_SERVICES


def short_clicks(fiche: Fiche, width: int) -> str:
    """Say it in `width` cells: `Inscrire`, `+ Attestations − DPAE`; counted where names are long.

    Nothing is left out: a box that is not named is counted.
    """
    if fiche.report is Report.REFUSE:
        return "Refusé"
    if fiche.ecart is not ToDo.CHANGER:
        return "Fait" if fiche.ecart is ToDo.AUCUN else fiche.ecart.label
    ecart = fiche.difference
    comptes = _comptes("+", ecart.ajouter), _comptes("−", ecart.retirer)
    said = ""
    for opened, closed in _spellings(ecart):
        said = " ".join(filter(None, (opened, closed, *comptes)))
        if cell_len(said) <= width:
            break
    return said


def _spellings(ecart: Ecart) -> tuple[tuple[str, str], ...]:
    """Give the boxes named, then those to close counted, then all counted."""
    named = _boxes("+", ecart.ouvrir), _boxes("−", ecart.fermer)
    counted = _counted("+", ecart.ouvrir), _counted("−", ecart.fermer)
    return named, (named[0], counted[1]), (counted[0], named[1]), counted


def _boxes(sign: str, services: frozenset[Service]) -> str:
    return " ".join(f"{sign} {SHORT_SERVICES[one]}" for one in Service if one in services)


def _counted(sign: str, services: frozenset[Service]) -> str:
    return f"{sign} {count(len(services), 'case')}" if services else ""


def _comptes(sign: str, comptes: Sequence[Numbers]) -> str:
    if len(comptes) > 1:
        return f"{sign} {count(len(comptes), 'compte')}"
    return f"{sign} compte" if comptes else ""
