"""From a number typed under « Inscrire » to the form: the questions asked on the way."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from models.errors import BadValue
from models.fiche import Fiche
from models.identifiers import numero_compte, siren
from models.identifiers.reading import Reading
from models.labels import Regime
from models.lot import LotRestore
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.wording import show_date
from screens.client_form import ClientForm
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.lots import carry_out_lot
from screens.formulaire.saving import Outcome
from screens.liste.search_words import whole_compte
from screens.widgets.field import Field
from screens.widgets.foot import Foot
from screens.windows.confirm import ConfirmModal
from screens.windows.type_client import Client, TypeModal

OR_ANEW = "Sinon, l'inscription nouvelle reprendra ce qu'urssaf.fr en a."
NOT_A_SIREN = "Un numéro de compte ? Il va dans le champ d'après (gérant majoritaire)."


async def enroll_siren(
    screen: Screen[None], portefeuille: Portefeuille, field: Field
) -> Outcome | None:
    """Inscribe the Siren of `field`, or open what it already has; None if it ends there."""
    hint = NOT_A_SIREN if whole_compte(Criteres(texte=field.value)) else ""
    numero = await _accepted(screen, field, siren.read, hint=hint)
    if not numero:
        return None
    existing = await carry_out(screen, lambda: portefeuille.with_siren(numero))
    if existing is REFUSED:
        return None
    chosen = await screen.app.push_screen_wait(TypeModal(numero, existing))
    if isinstance(chosen, Fiche):
        return _open(chosen)
    if chosen is None:
        return None
    employeur = chosen is Client.EMPLOYEUR
    regime = Regime.GENERAL if employeur else Regime.ARTISAN_COMMERCANT
    back = await _restored(screen, portefeuille, numero, regime)
    if back is not None:
        return back
    form = await carry_out(screen, lambda: ClientForm.for_siren(portefeuille, numero, regime))
    return await screen.app.push_screen_wait(form) if form else None


async def enroll_gerant(
    screen: Screen[None], portefeuille: Portefeuille, field: Field
) -> Outcome | None:
    """Inscribe a gérant majoritaire, or open who holds the number; None if it ends there."""
    numero = await _accepted(screen, field, numero_compte.read)
    if not numero:
        return None
    holder = await carry_out(screen, lambda: portefeuille.with_compte(numero))
    if holder is REFUSED:
        return None
    if holder is not None:
        return await _offer(screen, holder)
    form = await carry_out(screen, lambda: ClientForm.for_gerant(portefeuille, numero))
    return await screen.app.push_screen_wait(form) if form else None


async def _accepted(
    screen: Screen[None], field: Field, read: Callable[[str], Reading], *, hint: str = ""
) -> str:
    """Read a number, and ask whether an unusual one is really meant; empty if it cannot be.

    `hint` follows the refusal of what cannot be.
    """
    foot = screen.query_one(Foot)
    field.mark(None)
    try:
        reading = read(field.value)
    except BadValue as refusal:
        field.mark("error")
        foot.say(" ".join(filter(None, (str(refusal), hint))), "error")
        return ""
    foot.say(" ".join(reading.notes))
    if not reading.warnings:
        return reading.value
    question = f"{' '.join(reading.warnings)} Inscrire quand même ?"
    return reading.value if await screen.app.push_screen_wait(ConfirmModal(question)) else ""


async def _offer(screen: Screen[None], holder: Fiche) -> Outcome | None:
    """Offer to open the inscription that holds the account number."""
    since = show_date(holder.cree_le)
    question = ConfirmModal(
        f"Ce numéro de compte est déjà dans votre portefeuille depuis le {since}. L'ouvrir ?",
        details=tuple(filter(None, (holder.title, holder.nom))),
    )
    return _open(holder) if await screen.app.push_screen_wait(question) else None


async def _restored(
    screen: Screen[None], portefeuille: Portefeuille, numero: str, regime: Regime
) -> Outcome | None:
    """Offer to restore a Siren that was removed and is still to be résilié; None otherwise."""
    waits = await carry_out(screen, lambda: portefeuille.waiting_to_end(numero, regime))
    if not waits:
        return None
    question = ConfirmModal(f"{waits} Le restaurer ?", details=(OR_ANEW,), expects=True)
    if not await screen.app.push_screen_wait(question):
        return None
    await carry_out_lot(screen, LotRestore(portefeuille, [waits.uid]))
    fiche = await carry_out(screen, lambda: portefeuille.get(waits.uid))
    return _open(fiche) if fiche else None


def _open(fiche: Fiche) -> Outcome:
    return Outcome(fiche, again=False, opened=True)
