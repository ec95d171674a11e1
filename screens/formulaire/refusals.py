"""The form is written, or says why not: the fields are marked, the first one says why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from textual.screen import Screen

from models.errors import AlreadyEnrolled, BadFields, Doubtful, InCorbeille
from models.fiche import Fiche
from models.saisie import Saisie
from models.wording import count
from screens.flows.gestures import REFUSED, carry_out
from screens.formulaire.fields import FormFields
from screens.formulaire.saving import Doubts, Outcome, Saving
from screens.widgets.foot import Foot
from screens.windows.confirm import ConfirmModal

TAKES_OVER = "L'inscription nouvelle reprend ce qu'urssaf.fr en a : rien n'y sera à résilier."


def show_wrong(form: Screen[Any], sentences: Mapping[str, str]) -> None:
    """Mark every wrong field and go to the first."""
    fields = form.query_one(FormFields)
    fields.clear_errors()
    wrong = fields.order(sentences)
    for path in wrong:
        fields.mark(path, "error")
    fields.go_to(wrong[0])
    number = f"{count(len(wrong), 'champ')} à corriger. " if len(wrong) > 1 else ""
    form.query_one(Foot).say(number + sentences[wrong[0]], "error", speaker=wrong[0])


async def accepts(form: Screen[Any], question: str, doubts: Doubts) -> bool:
    """Ask whether unusual values are meant; if not, go to the first."""
    if not doubts:
        return True
    said = {path: " ".join(sentences) for path, sentences in doubts.items()}
    if await form.app.push_screen_wait(ConfirmModal(question, details=tuple(said.values()))):
        return True
    fields = form.query_one(FormFields)
    doubtful = fields.order(said)
    for path in doubtful:
        fields.mark(path, "warning")
    fields.go_to(doubtful[0])
    form.query_one(Foot).say(said[doubtful[0]], "warning", speaker=doubtful[0])
    return False


async def may_erase(form: Screen[Any], saving: Saving, saisie: Saisie) -> bool:
    """Ask before the proofs that are kept for the report go by « Déjà inscrit »."""
    question = saving.erasing_question() if saisie.deja_inscrit else None
    return question is None or await form.app.push_screen_wait(question) is True


async def written(
    form: Screen[Any], saving: Saving, saisie: Saisie, *, forced: bool = False, anew: bool = False
) -> Fiche | None:
    """Write the client; None if it was refused, and the form does what is to be done of it."""
    try:
        write = partial(saving.write, saisie, forced=forced, anew=anew)
        return await carry_out(form, write) or None
    except BadFields as refusal:
        show_wrong(form, refusal.sentences)
    except Doubtful as refusal:
        doubts = saving.to_ask(refusal.warnings, saisie)
        if await accepts(form, saving.question, doubts):
            return await written(form, saving, saisie, forced=True, anew=anew)
    except InCorbeille as refusal:
        if await wants_anew(form, refusal):
            return await written(form, saving, saisie, forced=forced, anew=True)
    except AlreadyEnrolled as refusal:
        if await wants_to_open(form, refusal):
            await _open(form, saving, refusal)
    return None


async def _open(form: Screen[Any], saving: Saving, refusal: AlreadyEnrolled) -> None:
    """Leave the form for who is already there."""
    fiche = await carry_out(form, lambda: saving.there(refusal.uid))
    if fiche is not REFUSED:
        form.dismiss(Outcome(fiche, again=False, opened=True))


async def wants_anew(form: Screen[Any], refusal: InCorbeille) -> bool:
    """Ask whether what may be restored is inscribed anew; who declines is told how to restore."""
    question = ConfirmModal(f"{refusal} L'inscrire à neuf ?", details=(TAKES_OVER,))
    if await form.app.push_screen_wait(question):
        return True
    show_wrong(form, {refusal.field: f"{refusal} La corbeille de la liste le restaure."})
    return False


async def wants_to_open(form: Screen[Any], refusal: AlreadyEnrolled) -> bool:
    """Offer to open who is already there; who declines is shown the field to correct."""
    question = ConfirmModal(f"{refusal} Ouvrir ce compte ?")
    if await form.app.push_screen_wait(question):
        return True
    show_wrong(form, {refusal.field: f"{refusal} Enregistrer de nouveau propose de l'ouvrir."})
    return False
