"""What is done to one client, from its row in the list as from its panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from screens.copie import CopieScreen, lines_of
from screens.flows.gestures import REFUSED, Refused, Tries, carry_out
from screens.flows.questions import removed, terminate_question


@dataclass(frozen=True)
class Left:
    """The inscription shown last, whether it was terminated, and what is still to be said."""

    fiche: Fiche
    terminated: bool = False
    said: str = ""


def copy(screen: Screen[Any], portefeuille: Portefeuille, fiche: Fiche) -> None:
    """Show the numbers to copy, and the message for the client."""
    lines = lines_of(fiche, portefeuille.cabinet_nom)
    screen.app.push_screen(CopieScreen(lines, title=fiche.title))


async def terminate(
    screen: Screen[Any], portefeuille: Portefeuille, fiche: Fiche, tries: Tries
) -> Left | Refused | None:
    """Take the inscription out of the portefeuille, once confirmed; None if the person says no."""
    if not await screen.app.push_screen_wait(terminate_question(fiche)):
        return None
    operation = tries.of((fiche, "terminate"))
    gone = await carry_out(screen, lambda: portefeuille.terminate(fiche, operation=operation))
    return gone if gone is REFUSED else Left(gone, terminated=True, said=removed(gone))
