"""A lot carried out from a screen: confirmed by its number, with a bar when it is long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from textual.screen import Screen

from models.fiche import Fiche
from models.long_work import NOTHING_DONE, SLICE, GoOn, to_the_end
from models.lot import Bilan, Lot
from models.wording import count, show_number
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.questions import NOTHING_TO_REPORT, SAVED, TO_REPORT, still_open
from screens.widgets.answer import Told
from screens.widgets.foot import Foot
from screens.windows.confirm import PORTAL, ConfirmModal
from screens.windows.nombre import NombreModal
from screens.windows.progression import ProgressionScreen

R = TypeVar("R")

TYPED = 10
"""Beyond so many comptes the person types their number."""

NAMED = 3
"""How many of a lot are named before « et 12 autres »."""


async def confirm_count(
    screen: Screen[Any],
    sentence: str,
    details: tuple[str, ...],
    number: int,
    *,
    heading: str = "Portefeuille",
) -> bool:
    """Ask for the number of comptes concerned; tell whether it was typed."""
    modal = NombreModal(sentence, details, number, heading=heading)
    return await screen.app.push_screen_wait(modal)


async def confirm_many(
    screen: Screen[Any],
    sentence: str,
    details: tuple[str, ...],
    number: int,
    *,
    expects: bool = True,
) -> bool:
    """Ask, Entrée answering if that `expects`; beyond TYPED comptes, by their number."""
    if number > TYPED:
        return await confirm_count(screen, sentence, details, number)
    question = ConfirmModal(sentence, details=details, expects=expects)
    return await screen.app.push_screen_wait(question) is True


async def carry_out_lot(screen: Screen[Any], lot: Lot[Any]) -> Bilan | None:
    """Carry out a lot; None if nothing was done, which is said."""
    done = await carry_out_long(screen, lot.run, lot.what, lot.total)
    return lot.bilan if lot.done or done is not None else None


async def carry_out_long(
    screen: Screen[Any],
    verb: Callable[[GoOn], R],
    what: str,
    total: int,
    given_up: str = NOTHING_DONE,
) -> R | None:
    """Carry out a verb on `total` things: beside the loop, with a bar, beyond a slice.

    None if it was refused, or given up; `given_up` is then said.
    """

    async def work(shown: Screen[Any], go_on: GoOn) -> R | None:
        done = await carry_out(shown, partial(verb, go_on), long=total > SLICE)
        return None if done is REFUSED else done

    if total <= SLICE:
        return await work(screen, to_the_end)
    found = await screen.app.push_screen_wait(ProgressionScreen(what, total, work))
    if found is None:
        screen.query_one(Foot).say(given_up, "warning")
    return found


async def confirm_terminate(screen: Screen[Any], fiches: tuple[Fiche, ...]) -> bool:
    """Ask before many inscriptions are taken out of the portefeuille."""
    alive = sum(not fiche.est_radie for fiche in fiches)
    details = [names_of(fiches)]
    if alive:
        verb = "ne sont pas radiés" if alive > 1 else "n'est pas radié"
        details.append(f"{show_number(alive)} de ces comptes {verb}.")
    number = count(len(fiches), "inscription")
    sentence = f"Veuillez confirmer la suppression immédiate de {number}"
    details.append(still_open(fiches))
    return await confirm_count(screen, sentence, tuple(details), len(fiches), heading=PORTAL)


def names_of(fiches: Sequence[Fiche], number: int | None = None) -> str:
    """Name the first of a lot: `MME FAURE · SARL OLIVIER · M. PONS et 12 autres`.

    `number` is how many there are, where `fiches` are but the first.
    """
    names = [fiche.called for fiche in fiches[:NAMED]]
    return named_first(names, number or len(fiches))


def named_first(names: Sequence[str], number: int) -> str:
    """Give the names of the first of `number` comptes, and how many others there are."""
    others = number - NAMED
    first = " · ".join(names)
    return f"{first} et {count(others, 'autre')}" if others > 0 else first


def left_in_words(bilan: Bilan, left: str = "laissé") -> str:
    """Say how many were so already, how many were `left` and why the first was; else nothing."""
    same = f" {count(bilan.same, 'déjà ainsi', 'déjà ainsi')}." if bilan.same else ""
    return same + (f" {count(len(bilan.left), left)} : {bilan.left[0]}" if bilan.left else "")


def told(bilan: Bilan, words: str) -> Told:
    """Say what was done of a lot, or that nothing was."""
    return Told(words, "success" if bilan.changed else "warning")


def done_in_words(bilan: Bilan) -> ConfirmModal:
    """Say what a change of services did, and what was left as it is."""
    parts = [count(bilan.changed, "compte modifié", "comptes modifiés")]
    if bilan.same:
        parts.append(count(bilan.same, "inchangé"))
    if bilan.left:
        parts.append(count(len(bilan.left), "laissé"))
    sentence = SAVED if bilan.changed else "Rien n'a été modifié."
    told = [", ".join(parts) + ".", *bilan.left[:NAMED]]
    if len(bilan.left) > NAMED:
        told.append(f"… et {count(len(bilan.left) - NAMED, 'autre')}.")
    if bilan.changed:
        told.append(TO_REPORT if bilan.to_do else NOTHING_TO_REPORT)
    heading = PORTAL if bilan.changed else "Portefeuille"
    return ConfirmModal(sentence, details=tuple(told), question=False, heading=heading)
