"""Taking back what one did last, or any gesture of the journal: named, asked, and said."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from textual.screen import Screen

from models.journal.verbs import cannot_undo, what_of
from models.lot import Bilan, LotUndo, erased_in_words
from models.portefeuille import Portefeuille
from models.wording import count, show_moment, show_number
from models.writing.gestes import NOTHING, Geste
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.lots import (
    NAMED,
    carry_out_lot,
    confirm_many,
    left_in_words,
    named_first,
)


async def undo_latest(screen: Screen[Any], portefeuille: Portefeuille) -> str:
    """Undo the person's latest gesture, once confirmed; gives what to say, empty if nothing."""
    geste = await carry_out(screen, portefeuille.latest_gesture)
    if geste is REFUSED:
        return ""
    if geste is None or not geste.verbes:
        return f"Rien à annuler : {cannot_undo(geste.stays)}." if geste else NOTHING
    return await _undo(screen, portefeuille, geste)


async def undo_gesture(screen: Screen[Any], portefeuille: Portefeuille, lot: UUID) -> str:
    """Undo the gesture of this lot, once confirmed; gives what to say, empty if nothing."""
    geste = await carry_out(screen, partial(portefeuille.undoable, lot))
    return await _undo(screen, portefeuille, geste) if geste else ""


async def _undo(screen: Screen[Any], portefeuille: Portefeuille, geste: Geste) -> str:
    if not await _agrees(screen, portefeuille, geste):
        return ""
    lot = LotUndo(portefeuille, geste)
    bilan = await carry_out_lot(screen, lot)
    told = (_told(bilan, geste), erased_in_words(len(lot.lacking_proof))) if bilan else ()
    return " ".join(filter(None, told))


async def _agrees(screen: Screen[Any], portefeuille: Portefeuille, geste: Geste) -> bool:
    """Ask, naming the gesture, when it was, whom it touches and how many they are.

    Entrée answers, unless it is not what the person did last.
    """
    number = len(geste.uids)
    some = await carry_out(screen, lambda: [*map(portefeuille.called, geste.uids[:NAMED])])
    if not (some or geste.modele):
        return False
    names = (named_first(some, number),) if some else ()
    details = (*names, f"Fait le {show_moment(geste.instant)}.")
    if geste.stays:
        last = f"Ce n'est pas votre dernier geste : {cannot_undo(geste.stays)}."
        details = (last, *details)
    sentence = f"Annuler {_named(geste, number)} ?"
    return await confirm_many(screen, sentence, details, number, expects=not geste.stays)


def _named(geste: Geste, number: int) -> str:
    """Name a gesture, and what it touches."""
    whose = f"« {geste.modele} »" if geste.modele else f"de {count(number, 'compte')}"
    return f"{what_of(geste.verbes, geste.defait)} {whose}"


def _told(bilan: Bilan, geste: Geste) -> str:
    """Say what was undone, what is left as it is and why, what is to be done on urssaf.fr."""
    if not bilan.changed:
        return f"Non annulé. {bilan.left[0]}" if bilan.left else "Rien n'a changé."
    done = f"Annulé : {_named(geste, bilan.changed)}."
    to_do = f" À faire sur urssaf.fr : {show_number(bilan.to_do)}." if bilan.to_do else ""
    return f"{done}{to_do}{left_in_words(bilan)}"
