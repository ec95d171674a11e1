"""Bringing back what was removed: named, asked, and said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from textual.screen import Screen

from models.lot import Bilan, LotRestore
from models.portefeuille import Portefeuille
from models.wording import count, show_number
from screens.flows.gestures import carry_out
from screens.flows.lots import NAMED, carry_out_lot, confirm_many, left_in_words, named_first, told
from screens.widgets.answer import NOTHING_SAID, Told

COMES_BACK = "Revient dans votre portefeuille, avec ses comptes et ses services."
COME_BACK = "Reviennent dans votre portefeuille, avec leurs comptes et leurs services."
THERE = "Rien n'a changé : déjà dans votre portefeuille."


async def restore(screen: Screen[Any], portefeuille: Portefeuille, uids: Sequence[UUID]) -> Told:
    """Bring these inscriptions back, once confirmed; gives what to say, empty if nothing."""
    names = await carry_out(screen, lambda: [*map(portefeuille.called, uids[:NAMED])])
    if not names:
        return NOTHING_SAID
    number = len(uids)
    question = f"Restaurer {count(number, 'inscription')} ?"
    details = (named_first(names, number), COMES_BACK if number == 1 else COME_BACK)
    if not await confirm_many(screen, question, details, number):
        return NOTHING_SAID
    lot = LotRestore(portefeuille, uids)
    bilan = await carry_out_lot(screen, lot)
    return told(bilan, _in_words(bilan)) if bilan else NOTHING_SAID


def _in_words(bilan: Bilan) -> str:
    """Say what came back, what is to be done of it on urssaf.fr, what is left and why."""
    if not bilan.changed:
        return bilan.left[0] if bilan.left else THERE
    done = f"{count(bilan.changed, 'inscription restaurée', 'inscriptions restaurées')}."
    to_do = f" À faire sur urssaf.fr : {show_number(bilan.to_do)}." if bilan.to_do else ""
    return f"{done}{to_do}{left_in_words(bilan)}"
