"""Doing something of what was compared: chosen, asked, carried out, said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from textual.screen import Screen

from models.errors import Refusal
from models.labels import Regime
from models.portefeuille import Portefeuille
from models.rapprochement.comparing import of_regime
from models.rapprochement.constat import Action, Constat, Groupe
from models.rapprochement.lots import lot_of, refuse_several_absent
from models.wording import count, show_number
from screens.constats.words import ASKED, details_of, done_in_words, who
from screens.flows.gestures import carry_out
from screens.flows.lots import (
    NAMED,
    carry_out_lot,
    confirm_many,
    confirm_terminate,
    named_first,
    told,
)
from screens.flows.questions import terminate_question
from screens.widgets.answer import NOTHING_SAID, Told
from screens.widgets.answering_screen import AnsweringScreen
from screens.windows.choose import ChooseModal
from screens.windows.confirm import ConfirmModal

NOT_FOR_THESE = "« {} » ne s'applique pas ici."
NOTHING_TO_DO = {
    Groupe.A_PRECISER: "Rien à faire d'ici : corrigez la ligne, puis collez-la de nouveau.",
    Groupe.D_ACCORD: "D'accord : rien à faire.",
}
WHICH_TYPE = "Ce que vous avez collé ne dit pas le type de ces clients. Ils sont tous :"


async def choose_action(screen: AnsweringScreen[Any], constats: Sequence[Constat]) -> Action | None:
    """Have what to do of a line chosen, or of several, and then of how many of them it can be.

    None if nothing can be, which is said, or is wanted.
    """
    first, number = constats[0], len(constats)
    may = Counter(action for one in constats for action in one.actions)
    refused = {action: _why_not_together(action, constats) for action in may}
    if all(refused.values()):
        why = next(iter(refused.values()), NOTHING_TO_DO.get(first.groupe, first.quoi))
        screen.say(why, "warning")
        return None
    heading = first.title
    sentences = [first.nom, first.quoi, first.phrase if first.differences else ""]
    if number > 1:
        heading = count(number, "ligne cochée", "lignes cochées")
        sentences = [named_first([one.nom or one.title for one in constats[:NAMED]], number)]
    offered = [(one, some) for one, some in may.most_common() if not refused[one]]
    choices = {one.name: f"{one.value}{_of(some, number)}" for one, some in offered}
    window = ChooseModal(heading, [*filter(None, sentences)], "Que faire ?", choices)
    chosen = await screen.app.push_screen_wait(window)
    return Action[chosen] if chosen else None


def _why_not_together(action: Action, constats: Sequence[Constat]) -> str:
    """Say why `action` is not done of those of these that it is for; empty if it may be."""
    try:
        refuse_several_absent([one for one in constats if action in one.actions])
    except Refusal as refusal:
        return str(refusal)
    return ""


def _of(some: int, number: int) -> str:
    return f" ({show_number(some)} sur {show_number(number)})" if some < number else ""


async def act(
    screen: AnsweringScreen[Any],
    portefeuille: Portefeuille,
    action: Action,
    constats: Sequence[Constat],
) -> Told:
    """Do `action` of these, once confirmed; gives what to say, empty if nothing was done."""
    wanted = [one for one in constats if action in one.actions]
    if not wanted:
        screen.say(NOT_FOR_THESE.format(action.value), "warning")
        return NOTHING_SAID
    if why := _why_not_together(action, constats):
        screen.say(why, "warning")
        return NOTHING_SAID
    if action is Action.ENROLL and (typed := await _typed(screen, wanted)) is not None:
        wanted = typed
    elif action is Action.ENROLL:
        return NOTHING_SAID
    if not await _agrees(screen, portefeuille, action, wanted):
        return NOTHING_SAID
    bilan = await carry_out_lot(screen, lot_of(action, portefeuille, wanted))
    return told(bilan, done_in_words(action, bilan)) if bilan else NOTHING_SAID


async def _typed(screen: Screen[Any], constats: Sequence[Constat]) -> list[Constat] | None:
    """Have the type of those that do not say it chosen, once for all; None if one gives up."""
    unsaid = [one for one in constats if one.regime is None]
    if not unsaid:
        return list(constats)
    may = [regime for regime in Regime if all(regime in one.regimes for one in unsaid)]
    choices = {one.value: one.label for one in may}
    window = ChooseModal(who(unsaid), [WHICH_TYPE], "Type", choices)
    chosen = await screen.app.push_screen_wait(window)
    if chosen is None:
        return None
    regime = Regime(chosen)
    return [of_regime(one, regime) if one.regime is None else one for one in constats]


async def _agrees(
    screen: Screen[Any], portefeuille: Portefeuille, action: Action, constats: Sequence[Constat]
) -> bool:
    if action is Action.TERMINATE:
        return await _agrees_to_end(screen, portefeuille, constats)
    sentence = ASKED[action][0].format(who(constats))
    details = details_of(action, constats)
    if any(one.from_absence for one in constats):
        # Nobody read of it: Annuler is the answer that a hurried hand gives.
        return await screen.app.push_screen_wait(ConfirmModal(sentence, details=details)) is True
    return await confirm_many(screen, sentence, details, len(constats))


async def _agrees_to_end(
    screen: Screen[Any], portefeuille: Portefeuille, constats: Sequence[Constat]
) -> bool:
    uids = [one.here.uid for one in constats if one.here]
    fiches = await carry_out(screen, lambda: portefeuille.several(uids))
    if not fiches:
        return False
    if len(fiches) > 1:
        return await confirm_terminate(screen, fiches)
    return await screen.app.push_screen_wait(terminate_question(fiches[0])) is True
