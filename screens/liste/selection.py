"""What is done to the comptes that are ticked, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from textual.screen import Screen

from models.fiche import Fiche
from models.lot import Bilan, LotTerminate
from models.portefeuille import Portefeuille
from models.wording import count
from screens.flows.lots import carry_out_long, carry_out_lot, confirm_terminate
from screens.lot import LotScreen


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
    if bilan is None:
        return ""
    done = count(bilan.changed, "inscription supprimée", "inscriptions supprimées")
    left = f" {count(len(bilan.left), 'laissée')} : {bilan.left[0]}" if bilan.left else ""
    to_report = " À faire sur urssaf.fr." if bilan.to_do else ""
    return f"{done}.{to_report}{left}"


async def _read(
    screen: Screen[None], portefeuille: Portefeuille, ticked: Sequence[UUID]
) -> tuple[Fiche, ...]:
    read = partial(portefeuille.several, ticked)
    return await carry_out_long(screen, read, "Lecture de la sélection", len(ticked)) or ()
