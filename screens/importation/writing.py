"""Inscribing and completing what is taken of a table."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.importation.choosing.importation import Importation
from models.importation.lot_import import LotImport
from models.importation.verdicts import Verdict
from models.portefeuille import Portefeuille
from models.wording import count
from screens.flows.lots import carry_out_long, carry_out_lot

LOOKING = "Examen des lignes"


def question(importation: Importation) -> str:
    """Ask whether what is taken is to be inscribed, or completed."""
    ticks = importation.ticks
    if not ticks.to_enroll:
        return f"Compléter {count(ticks.to_complete, 'client')} ?"
    return f"Inscrire {count(ticks.to_enroll, 'client')} ?"


def left_aside(importation: Importation) -> tuple[str, ...]:
    """Tell what else is done, and what will not be."""
    ticks = importation.ticks
    wrong, details = ticks.counts[Verdict.ERREUR], []
    if ticks.to_enroll and ticks.to_complete:
        completed = count(ticks.to_complete, "client déjà inscrit", "clients déjà inscrits")
        details.append(f"Compléter {completed}.")
    left = sum(not ticks.is_taken(one.ligne.numero) for one in importation.left()) - wrong
    if left > 0:
        details.append(f"{count(left, 'ligne laissée', 'lignes laissées')} de côté.")
    if wrong:
        details.append(f"{count(wrong, 'ligne')} en erreur.")
    return tuple(details)


async def write(screen: Screen[Any], portefeuille: Portefeuille, importation: Importation) -> bool:
    """Inscribe and complete, then look at what is left; tells whether anything was done."""
    results = importation.results
    lot = LotImport(portefeuille, importation.to_enroll(), importation.to_complete())
    bilan = await carry_out_lot(screen, lot)
    if bilan is None:
        return False
    results.enrolled += len(lot.enrolled)
    results.to_report += lot.to_report
    results.completed += lot.completed
    results.refused += bilan.left
    importation.done(tuple(lot.enrolled))
    importation.on_lines = False
    await carry_out_long(screen, importation.examine, LOOKING, len(importation.examens), "")
    return True
