"""What is done to the comptes that are ticked, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from uuid import UUID

from textual.screen import Screen

from models.fiche import Fiche
from models.labels import Report, ToDo
from models.lot import Bilan, LotRefuse, LotReport, LotTerminate
from models.portefeuille import Portefeuille
from models.wording import count
from screens.flows.lots import (
    carry_out_long,
    carry_out_lot,
    confirm_count,
    confirm_terminate,
    names_of,
)
from screens.lot import LotScreen
from screens.windows.confirm import ConfirmModal
from screens.windows.refus import RefusModal

OnTicked = Callable[[Screen[None], Portefeuille, Sequence[UUID]], Awaitable[str]]
"""Does something to what is ticked; gives what to say, empty if nothing was done."""

NOTHING_TO_DO = "Rien à faire sur urssaf.fr pour ces comptes."
TYPED = 10
"""Beyond so many comptes the person types their number."""


async def change_ticked(
    screen: Screen[None], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> Bilan | None:
    """Open the boxes of all; None if nothing was changed."""
    fiches = await _read(screen, portefeuille, ticked)
    return await screen.app.push_screen_wait(LotScreen(portefeuille, fiches)) if fiches else None


async def terminate_ticked(
    screen: Screen[None], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> str:
    """Take all out of the portefeuille, once confirmed; gives what to say, empty if nothing."""
    fiches = await _read(screen, portefeuille, ticked)
    if not fiches or not await confirm_terminate(screen, fiches):
        return ""
    bilan = await carry_out_lot(screen, LotTerminate(portefeuille, fiches), "Résiliation")
    done = _told(bilan, "inscription supprimée", "inscriptions supprimées")
    return f"{done} À résilier sur urssaf.fr." if bilan and bilan.to_do else done


async def report_ticked(
    screen: Screen[None], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> str:
    """Note that urssaf.fr has all, once confirmed; gives what to say, empty if nothing."""
    fiches = await _to_do(screen, portefeuille, ticked)
    number = count(len(fiches), "compte")
    if not fiches or not await _agrees(
        screen, fiches, f"Est-ce fait sur urssaf.fr pour {number} ?"
    ):
        return "" if fiches else NOTHING_TO_DO
    bilan = await carry_out_lot(screen, LotReport(portefeuille, fiches), Report.FAIT.label)
    return _told(bilan, "compte fait sur urssaf.fr", "comptes faits sur urssaf.fr")


async def refuse_ticked(
    screen: Screen[None], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> str:
    """Keep that urssaf.fr refused all, and one motif; gives what to say, empty if nothing."""
    fiches = await _to_do(screen, portefeuille, ticked)
    number = count(len(fiches), "compte")
    if not fiches or not await _agrees(
        screen, fiches, f"urssaf.fr a-t-il refusé ce qui est à faire pour {number} ?"
    ):
        return "" if fiches else NOTHING_TO_DO
    motif = await screen.app.push_screen_wait(RefusModal(names_of(fiches)))
    if motif is None:
        return ""
    lot = LotRefuse(portefeuille, fiches, motif)
    bilan = await carry_out_lot(screen, lot, Report.REFUSE.label)
    return _told(bilan, "compte refusé par urssaf.fr", "comptes refusés par urssaf.fr")


async def _to_do(
    screen: Screen[None], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> tuple[Fiche, ...]:
    """Read those of whom urssaf.fr does not know all."""
    read = await _read(screen, portefeuille, ticked)
    return tuple(fiche for fiche in read if fiche.ecart is not ToDo.AUCUN)


async def _agrees(screen: Screen[None], fiches: tuple[Fiche, ...], sentence: str) -> bool:
    """Ask, naming some and what is to be done of each kind; by their number beyond TYPED."""
    kinds = Counter(fiche.ecart for fiche in fiches)
    to_do = ", ".join(f"{kind.label.lower()} {kinds[kind]}" for kind in ToDo if kinds[kind])
    details = (names_of(fiches), f"À faire sur urssaf.fr : {to_do}.")
    if len(fiches) > TYPED:
        return await confirm_count(screen, sentence, details, len(fiches))
    question = ConfirmModal(sentence, details=details, expects=True)
    return await screen.app.push_screen_wait(question) is True


def _told(bilan: Bilan | None, one: str, several: str) -> str:
    return f"{count(bilan.changed, one, several)}.{_left(bilan)}" if bilan else ""


def _left(bilan: Bilan) -> str:
    """Say how many were left, and why the first was."""
    return f" {count(len(bilan.left), 'laissée')} : {bilan.left[0]}" if bilan.left else ""


async def _read(
    screen: Screen[None], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> tuple[Fiche, ...]:
    read = partial(portefeuille.several, ticked)
    return await carry_out_long(screen, read, "Lecture de la sélection", len(ticked)) or ()
