"""Handing clients over to somebody of the cabinet: those of who leaves, for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from textual.screen import Screen

from models.fiche import Fiche
from models.lot import Bilan, LotHandOver
from models.personnes import Personne, handed_over
from models.portefeuille import Portefeuille
from models.wording import count
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.lots import carry_out_lot, confirm_many, left_in_words, names_of
from screens.windows.choose import ChooseModal

NOBODY = "-"
"""What is chosen to take clients from everybody."""


@dataclass(frozen=True)
class Chosen:
    """To whom clients go; `person` None: to nobody."""

    person: Personne | None


async def choose_responsable(
    screen: Screen[Any], portefeuille: Portefeuille, whose: str, *, but: UUID | None = None
) -> Chosen | None:
    """Ask to whom, of all `but` one, what `whose` names goes; None if one gives up."""
    people = await carry_out(screen, portefeuille.personnes)
    if people is REFUSED:
        return None
    named = {one.uid.hex: one for one in people if one.uid != but}
    choices = {key: one.nom for key, one in named.items()} | {NOBODY: "Sans responsable"}
    window = ChooseModal("Confier à", [whose], "Responsable", choices)
    chosen = await screen.app.push_screen_wait(window)
    return None if chosen is None else Chosen(named.get(chosen))


async def hand_over(
    screen: Screen[Any],
    portefeuille: Portefeuille,
    fiches: Sequence[Fiche],
    *,
    but: UUID | None = None,
) -> str | None:
    """Ask to whom, of all `but` one, then confirm; gives what to say, None if nothing was done."""
    chosen = await choose_responsable(screen, portefeuille, names_of(fiches), but=but)
    if chosen is None:
        return None
    to = chosen.person
    if not await confirm_many(screen, _question(fiches, to), (names_of(fiches),), len(fiches)):
        return None
    lot = LotHandOver(portefeuille, fiches, to.uid if to else None)
    bilan = await carry_out_lot(screen, lot)
    return _told(bilan, to) if bilan else None


def _question(fiches: Sequence[Fiche], to: Personne | None) -> str:
    number = count(len(fiches), "compte")
    return f"Confier {number} à {to.nom} ?" if to else f"Laisser {number} sans responsable ?"


def _told(bilan: Bilan, to: Personne | None) -> str:
    """Say how many changed, and how many were left and why."""
    return f"{handed_over(bilan.changed, to)}.{left_in_words(bilan)}"
