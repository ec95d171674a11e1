"""What is done to the comptes that are ticked, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from models.fiche import Fiche
from models.labels import ToDo
from models.lot import Bilan, LotRefuse, LotReport, LotTerminate
from models.portefeuille import Portefeuille
from models.wording import count
from screens.flows.lots import (
    carry_out_long,
    carry_out_lot,
    confirm_many,
    confirm_terminate,
    left_in_words,
    names_of,
    told,
)
from screens.flows.reporting import proofs_that_go
from screens.lot import LotScreen
from screens.widgets.answer import NOTHING_SAID, Told
from screens.widgets.portal_screen import PortalScreen
from screens.windows.refus import RefusModal

OnTicked = Callable[[PortalScreen[Any], Portefeuille, Sequence[UUID]], Awaitable[Told]]
"""Does something to what is ticked; gives what to say, empty if nothing was done."""


async def change_ticked(
    screen: PortalScreen[Any], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> str | None:
    """Open the boxes of all; gives what is still to be said, None if nothing was changed."""
    fiches = await _read(screen, portefeuille, ticked)
    return await screen.app.push_screen_wait(LotScreen(portefeuille, fiches)) if fiches else None


async def terminate_ticked(
    screen: PortalScreen[Any], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> Told:
    """Take all out of the portefeuille, once confirmed; gives what to say, empty if nothing."""
    fiches = await _read(screen, portefeuille, ticked)
    if not fiches or not await confirm_terminate(screen, fiches):
        return NOTHING_SAID
    bilan = await carry_out_lot(screen, LotTerminate(portefeuille, fiches))
    done = _told(bilan, "inscription supprimée", "inscriptions supprimées", "laissée")
    to_do = " À résilier sur urssaf.fr." if bilan and bilan.to_do else ""
    return done._replace(text=f"{done.text}{to_do}")


async def report_ticked(
    screen: PortalScreen[Any], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> Told:
    """Note that urssaf.fr has all, once confirmed; gives what to say, empty if nothing."""
    asked, goes = "Est-ce fait sur urssaf.fr pour", partial(proofs_that_go, portefeuille)
    fiches = await _agreed(screen, portefeuille, ticked, asked, goes)
    if not fiches:
        return NOTHING_SAID
    bilan = await carry_out_lot(screen, LotReport(portefeuille, fiches))
    return _told(bilan, "compte fait sur urssaf.fr", "comptes faits sur urssaf.fr")


async def refuse_ticked(
    screen: PortalScreen[Any], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> Told:
    """Keep that urssaf.fr refused all, and one motif; gives what to say, empty if nothing."""
    asked = "urssaf.fr a-t-il refusé ce qui est à faire pour"
    fiches = await _agreed(screen, portefeuille, ticked, asked)
    motif = await screen.app.push_screen_wait(RefusModal(names_of(fiches))) if fiches else None
    if motif is None:
        return NOTHING_SAID
    lot = LotRefuse(portefeuille, fiches, motif)
    bilan = await carry_out_lot(screen, lot)
    return _told(bilan, "compte refusé par urssaf.fr", "comptes refusés par urssaf.fr")


async def _agreed(
    screen: PortalScreen[Any],
    portefeuille: Portefeuille,
    ticked: Sequence[UUID],
    asked: str,
    goes: Callable[[Sequence[Fiche]], str] = lambda _: "",
) -> tuple[Fiche, ...]:
    """Give those of whom urssaf.fr does not know all, once the person agrees; else none.

    The question names some, what is to be done of each kind, and what of them goes.
    """
    read = await _read(screen, portefeuille, ticked, removed=True)
    fiches = tuple(fiche for fiche in read if fiche.ecart is not ToDo.AUCUN)
    if not fiches:
        screen.say("Rien à faire sur urssaf.fr pour ces comptes." if read else "", "warning")
        return ()
    kinds = Counter(fiche.ecart for fiche in fiches)
    to_do = ", ".join(f"{kind.label.lower()} {kinds[kind]}" for kind in ToDo if kinds[kind])
    question = f"{asked} {count(len(fiches), 'compte')} ?"
    details = filter(None, (names_of(fiches), f"À faire sur urssaf.fr : {to_do}.", goes(fiches)))
    agreed = await confirm_many(screen, question, tuple(details), len(fiches))
    return fiches if agreed else ()


def _told(bilan: Bilan | None, one: str, several: str, left: str = "laissé") -> Told:
    if bilan is None:
        return NOTHING_SAID
    return told(bilan, f"{count(bilan.changed, one, several)}.{left_in_words(bilan, left)}")


async def _read(
    screen: PortalScreen[Any],
    portefeuille: Portefeuille,
    ticked: Sequence[UUID],
    *,
    removed: bool = False,
) -> tuple[Fiche, ...]:
    read = partial(portefeuille.several, ticked, removed=removed)
    return await carry_out_long(screen, read, "Lecture de la sélection", len(ticked)) or ()
