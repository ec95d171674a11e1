"""Saying that a change was made on urssaf.fr too, or was refused there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from textual.screen import Screen

from models.ecarts import PROVED
from models.fiche import Fiche
from models.labels import Report, ToDo
from models.portefeuille import Portefeuille
from models.wording import count, show_moment
from models.writing.author import THE_COMMAND_LINE
from screens.flows.difference import difference_in_words
from screens.flows.gestures import REFUSED, carry_out
from screens.widgets.answer import Told
from screens.windows.confirm import ConfirmModal
from screens.windows.refus import RefusModal

IS_REPORTED = "Est-ce fait sur urssaf.fr\u00a0?"
IS_NOT_REPORTED = "N'est-ce finalement pas fait sur urssaf.fr\u00a0?"
NOTHING_TO_DO = Told("Rien à faire sur urssaf.fr pour ce client.", "warning")
ERASED = "Effacé, et à saisir de nouveau : le montant ou le numéro de sécurité sociale."
IS_REFUSED = "urssaf.fr a-t-il refusé ce changement\u00a0?"

Marked = tuple[Fiche, Told]
"""The fresh fiche, and what to say of it."""


async def mark_report(
    screen: Screen[Any], portefeuille: Portefeuille, fiche: Fiche, *, refused: bool
) -> Marked | None:
    """Mark what urssaf.fr did of a change; None if the person, or the base, says no."""
    if fiche.ecart is ToDo.AUCUN:
        return (fiche, NOTHING_TO_DO) if refused else await _take_back(screen, portefeuille, fiche)
    flow = _refuse if refused else _report
    return await flow(screen, portefeuille, fiche)


async def _take_back(
    screen: Screen[Any], portefeuille: Portefeuille, fiche: Fiche
) -> Marked | None:
    """Take a report back, once confirmed: the écart is what it was before it."""
    if not await _agrees(screen, fiche, IS_NOT_REPORTED):
        return None
    operation = uuid4()
    fresh = await carry_out(screen, lambda: portefeuille.take_back(fiche, operation=operation))
    if fresh is REFUSED:
        return None
    if fresh.ecart is ToDo.AUCUN:
        return fresh, NOTHING_TO_DO
    said = f"De nouveau à faire : {fresh.called}. {difference_in_words(fresh)}."
    return fresh, Told(f"{said} {ERASED}" if fresh.lacks_proof else said)


async def _report(screen: Screen[Any], portefeuille: Portefeuille, fiche: Fiche) -> Marked | None:
    """Note that urssaf.fr has what is here, once confirmed."""
    proofs = proofs_kept(fiche)
    if not await _agrees(screen, fiche, IS_REPORTED, _goes(portefeuille, proofs)):
        return None
    operation = uuid4()
    fresh = await carry_out(screen, lambda: portefeuille.report(fiche, operation=operation))
    if fresh is REFUSED:
        return None
    goes = f" {_when(portefeuille)} : {proofs}." if proofs else ""
    return fresh, Told(f"{Report.FAIT.label} : {fiche.called}.{goes}")


async def _refuse(screen: Screen[Any], portefeuille: Portefeuille, fiche: Fiche) -> Marked | None:
    """Keep that urssaf.fr refused the change, and why, once confirmed."""
    if not await _agrees(screen, fiche, IS_REFUSED):
        return None
    motif = await screen.app.push_screen_wait(RefusModal(fiche.called, fiche.report_motif))
    if motif is None:
        return None
    operation = uuid4()
    fresh = await carry_out(
        screen,
        lambda: portefeuille.refuse(fiche, motif=motif, operation=operation),
    )
    if fresh is REFUSED:
        return None
    return fresh, Told(f"Refusé par urssaf.fr\u00a0: {fiche.called}.")


async def _agrees(screen: Screen[Any], fiche: Fiche, sentence: str, *goes: str) -> bool:
    """Ask, naming whose change it is and the proofs that would go; Entrée answers."""
    question = ConfirmModal(sentence, details=_at_stake(fiche, *goes), expects=True)
    return await screen.app.push_screen_wait(question) is True


def erasing_question(portefeuille: Portefeuille, fiche: Fiche) -> ConfirmModal | None:
    """Ask, naming whose they are, before the proofs of a report go; None without any."""
    goes = _goes(portefeuille, proofs_kept(fiche))
    return ConfirmModal(IS_REPORTED, details=_at_stake(fiche, goes)) if goes else None


def _at_stake(fiche: Fiche, *goes: str) -> tuple[str, ...]:
    return (fiche.called, f"{difference_in_words(fiche)}.", *filter(None, goes))


def _goes(portefeuille: Portefeuille, proofs: str) -> str:
    """Say when the proofs go, and why; nothing where none is kept."""
    why = "car gardé seulement pour l'inscription"
    return f"{_when(portefeuille)}, {why} : {proofs}." if proofs else ""


def _when(portefeuille: Portefeuille) -> str:
    days = portefeuille.proofs_kept.days
    if not days:
        return "Effacé"
    return "Sera effacé dans 24 h" if days == 1 else f"Sera effacé dans {days} jours"


def proofs_kept(fiche: Fiche) -> str:
    """Name what is kept only until the report is done."""
    return " et ".join(_proofs(fiche))


def proofs_that_go(portefeuille: Portefeuille, fiches: Iterable[Fiche]) -> str:
    """Say which proofs of these go once they are reported, of how many; empty without any."""
    kept = Counter(proof for fiche in fiches for proof in _proofs(fiche))
    counted = (f"{proof} ({count(number, 'compte')})" for proof, number in sorted(kept.items()))
    return _goes(portefeuille, " et ".join(counted))


def _proofs(fiche: Fiche) -> list[str]:
    if fiche.ecart not in PROVED:
        return []
    kept = ["le montant"] if fiche.montant_centimes is not None else []
    return [*kept, "le numéro de sécurité sociale"] if fiche.nir_masque else kept


def report_in_words(fiche: Fiche) -> str:
    """Say what is to be done on urssaf.fr, since when, or who did it."""
    gone = _removal(fiche.retire_le, fiche.retire_par or THE_COMMAND_LINE)
    if fiche.report is Report.A_FAIRE or fiche.report_le is None:
        return f"{gone}{difference_in_words(fiche)}."
    by = f" par {fiche.report_par}" if fiche.report_par else ""
    why = f" Motif\u00a0: {fiche.report_motif}" if fiche.report_motif else ""
    what = f" {difference_in_words(fiche)}." if fiche.report is Report.REFUSE else ""
    return f"{gone}{fiche.report.label} le {show_moment(fiche.report_le)}{by}.{why}{what}"


def _removal(when: datetime | None, who: str) -> str:
    return f"Supprimé le {show_moment(when)} par {who}. " if when else ""
