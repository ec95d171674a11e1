"""After a commit: the portal's sentence, in its modal or, for who prefers, on the message line."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from screens.flows.questions import saved, saved_in_words

PREFERENCE, MODALE, MESSAGE = "confirmation", "modale", "message"


def prefers_message(portefeuille: Portefeuille) -> bool:
    """Tell whether this person wants no modal after what is saved."""
    return portefeuille.preference(PREFERENCE) == MESSAGE


async def tell_saved(
    screen: Screen[Any], portefeuille: Portefeuille, fiche: Fiche, before: Fiche | None
) -> str:
    """Show the modal; else give the sentence, for the message line of where one goes next.

    `before` is the client as it was, None if it is new.
    """
    if prefers_message(portefeuille):
        return saved_in_words(fiche, before)
    await screen.app.push_screen_wait(saved(fiche, before))
    return ""
