"""Reading one page more, or a file, for a rapprochement: what cannot be read is said."""

from __future__ import annotations

from functools import partial
from typing import Any

from models.errors import BadValue
from models.importation.grille import Grille
from models.long_work import to_the_end
from models.rapprochement.releve import Added
from screens.constats.reading import Reading
from screens.files.reading import GIVEN_UP
from screens.flows.gestures import carry_out
from screens.flows.lots import carry_out_long
from screens.widgets.answering_screen import AnsweringScreen

WHAT = "Rapprochement"


async def take_page(
    screen: AnsweringScreen[Any], reading: Reading, grille: Grille, text: str
) -> Added | None:
    """Add a page and compare, beside the loop; None if it was refused, which is said."""
    try:
        added = await carry_out(
            screen, partial(reading.add, grille, to_the_end, text=text), long=True
        )
    except BadValue as refusal:
        screen.say(str(refusal), "error")
        return None
    return added or None


async def take_table(
    screen: AnsweringScreen[Any], reading: Reading, grille: Grille, text: str = ""
) -> Added | None:
    """Add a table, with a bar that Échap stops where it is long."""
    number = len(grille.rangees)
    try:
        add = partial(reading.add, grille, text=text)
        return await carry_out_long(screen, add, WHAT, number, GIVEN_UP)
    except BadValue as refusal:
        screen.say(str(refusal), "error")
        return None
