"""What was typed before a cut is offered again, and taken up where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Any
from uuid import UUID

from models.brouillons.brouillons import Interrupted
from models.brouillons.contents import BoxesTyped, ClientTyped, Content, TableTyped
from models.brouillons.pages import PagesRead
from models.errors import Refusal
from models.fiche import Fiche
from models.identifiers import siren
from models.identifiers.masking import mask_numbers
from models.incitation import INCITATION
from models.portefeuille import Portefeuille
from models.wording import count, show_moment
from screens.client_form import ClientForm
from screens.flows.beside import beside
from screens.flows.drafts import PATIENCE
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.one_client import Left
from screens.flows.resumed import resumed
from screens.formulaire.saving import Outcome
from screens.importation.table_screen import ImportationScreen
from screens.rapprochement import RapprochementScreen
from screens.services_panel import ServicesPanel
from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.foot import Foot
from screens.windows.reprise import Fate, Offered, RepriseModal

UNREADABLE = "Cette saisie est illisible : elle ne peut qu'être effacée."
ERASED = "Saisie effacée."
HOW = "<.resume> : reprendre ici."
OPEN = "Encore ouverte dans une autre fenêtre, ou la coupure n'est pas encore connue."


async def offer(
    screen: AnsweringScreen[Any],
    portefeuille: Portefeuille,
    found: Sequence[Interrupted],
    *,
    asked: bool,
) -> None:
    """Ask what becomes of what was typed, the last one first, until none is left, or later.

    What another window has open is offered to who has `asked` alone, and is otherwise told.
    """
    drafts = portefeuille.brouillons
    while some := [one for one in found if asked or not one.is_open]:
        offered = [_offered(portefeuille, one) for one in some]
        chosen = await screen.app.push_screen_wait(RepriseModal(offered))
        one = some[chosen.rank]
        if chosen.fate is Fate.LATER:
            screen.say(f"{count(len(some), 'saisie gardée', 'saisies gardées')}. {HOW}")
            return
        if chosen.fate is Fate.RESUME:
            await _resume(screen, portefeuille, one)
        elif await carry_out(screen, partial(drafts.end, one.uid)) is not REFUSED:
            screen.say(ERASED)
        found = await carry_out(screen, drafts.interrupted) or ()
        asked = False
    if found and not screen.query_one(Foot).text:
        screen.say(f"{count(len(found), 'saisie ouverte', 'saisies ouvertes')} ailleurs. {HOW}")


async def _resume(
    screen: AnsweringScreen[Any], portefeuille: Portefeuille, one: Interrupted
) -> None:
    """Open the screen on which it was typed, and say what became of it."""
    uid = one.inscription
    fiche = await carry_out(screen, lambda: portefeuille.get(uid) if uid else None)
    if fiche is REFUSED:
        return
    if (opening := _screen_of(portefeuille, one, one.contenu, fiche)) is None:
        screen.say(UNREADABLE, "warning")
        return
    take = partial(portefeuille.brouillons.take, one, opening.draft.session)
    if await carry_out(screen, take) is not REFUSED:
        answer = await screen.app.push_screen_wait(opening)
        # Or what was given up here would be offered again, or be said to be open elsewhere.
        await beside(partial(opening.draft.wait, monotonic() + PATIENCE))
        await _tell(screen, portefeuille, answer)


def _screen_of(
    portefeuille: Portefeuille, one: Interrupted, typed: Content | None, fiche: Fiche | None
) -> Any:
    """Give the screen that goes on with what was typed; None if it cannot be read."""
    if isinstance(typed, ClientTyped):
        as_then = replace(fiche, ecart=typed.ecart) if fiche else None
        form = resumed(one, typed, as_then, typed.version)
        return ClientForm(portefeuille, typed.before, form.fiche, form)
    if isinstance(typed, BoxesTyped) and fiche:
        panel = resumed(one, typed, replace(fiche, services=typed.before), typed.version)
        shown = panel.fiche or fiche
        return ServicesPanel(portefeuille, shown, modification=True, resumed=panel)
    if isinstance(typed, TableTyped):
        return ImportationScreen.resuming(portefeuille, resumed(one, typed))
    if isinstance(typed, PagesRead):
        return RapprochementScreen(portefeuille, resumed(one, typed))
    return None


async def _tell(screen: AnsweringScreen[Any], portefeuille: Portefeuille, answer: object) -> None:
    """Say what the screen did, and go where it leads."""
    if isinstance(answer, str):
        screen.say(answer, "success")
    elif not isinstance(answer, Outcome):
        screen.say(answer.said if isinstance(answer, Left) else "", "success")
    elif answer.opened:
        await screen.app.push_screen_wait(ServicesPanel(portefeuille, answer.fiche))
    else:
        new = answer.fiche.version == 1
        screen.say(f"{answer.said} {INCITATION if new else ''}".strip(), "success")
        if answer.again:
            await screen.run_action("add")


def _offered(portefeuille: Portefeuille, one: Interrupted) -> Offered:
    """Name the screen and the client; never a numéro de sécurité sociale."""
    more = OPEN if one.is_open else ""
    return Offered(show_moment(one.modifie_le), _named(portefeuille, one), more)


def _named(portefeuille: Portefeuille, one: Interrupted) -> str:
    typed = one.contenu
    if one.inscription:
        return f"{one.ecran.label} · {_called(portefeuille, one.inscription)}"
    if isinstance(typed, ClientTyped):
        saisie = typed.saisie
        number = mask_numbers(saisie.comptes[0].numero_compte)
        known = f"Siren {siren.show(saisie.siren)}" if saisie.siren else f"compte {number}"
        parts = ("Nouveau client", known, mask_numbers(saisie.raison_sociale))
        return " · ".join(filter(None, parts))
    if isinstance(typed, PagesRead):
        return f"{one.ecran.label} · {count(len(typed.texts), 'page')}"
    lines = count(typed.corrections.number, "ligne") if isinstance(typed, TableTyped) else ""
    return " · ".join(filter(None, (one.ecran.label, lines)))


def _called(portefeuille: Portefeuille, uid: UUID) -> str:
    try:
        return portefeuille.called(uid)
    except Refusal:
        return "client disparu"
