"""From a number typed under « Inscrire » to the form: the questions asked on the way."""

from __future__ import annotations

from textual.screen import Screen

from models.fiche import Fiche
from models.identifiers.reading import Reading
from models.portefeuille import Portefeuille
from models.wording import show_date
from screens.client_form import ClientForm
from screens.confirm_modal import ConfirmModal
from screens.flows.gestures import carry_out
from screens.formulaire.saving import Outcome
from screens.type_modal import Client, TypeModal


async def enroll_siren(
    screen: Screen[None], portefeuille: Portefeuille, reading: Reading
) -> Outcome | None:
    """Inscribe a Siren, or open what it already has; None if the person gave up."""
    if not await _accepted(screen, reading):
        return None
    numero = reading.value
    existing = await carry_out(screen, lambda: portefeuille.with_siren(numero))
    if existing is None:
        return None
    chosen = await screen.app.push_screen_wait(TypeModal(numero, existing))
    if isinstance(chosen, Fiche):
        return _open(chosen)
    if chosen is None:
        return None
    form = ClientForm.for_siren(portefeuille, numero, employeur=chosen is Client.EMPLOYEUR)
    return await screen.app.push_screen_wait(form)


async def enroll_gerant(
    screen: Screen[None], portefeuille: Portefeuille, reading: Reading
) -> Outcome | None:
    """Inscribe a gérant majoritaire, or open who holds the number; None if one gave up."""
    if not await _accepted(screen, reading):
        return None
    numero = reading.value
    found = await carry_out(screen, lambda: (portefeuille.with_compte(numero),))
    if found is None:
        return None
    if (holder := found[0]) is not None:
        return await _offer(screen, holder)
    form = ClientForm.for_gerant(portefeuille, numero)
    return await screen.app.push_screen_wait(form)


async def _accepted(screen: Screen[None], reading: Reading) -> bool:
    """Ask whether an unusual number is really meant; nothing is asked of a usual one."""
    if not reading.warnings:
        return True
    question = f"{' '.join(reading.warnings)} Inscrire quand même ?"
    return await screen.app.push_screen_wait(ConfirmModal(question))


async def _offer(screen: Screen[None], holder: Fiche) -> Outcome | None:
    """Offer to open the inscription that holds the account number."""
    since = show_date(holder.cree_le)
    question = ConfirmModal(
        f"Ce numéro de compte est déjà dans votre portefeuille depuis le {since}. L'ouvrir ?",
        details=tuple(filter(None, (holder.title, holder.nom))),
    )
    return _open(holder) if await screen.app.push_screen_wait(question) else None


def _open(fiche: Fiche) -> Outcome:
    return Outcome(fiche, created=False, again=False, opened=True)
