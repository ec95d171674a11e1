"""A form that is filled and saved, and what a person sees of it."""

from __future__ import annotations

from collections.abc import Iterable

from models.fiche import Fiche
from models.labels import Regime
from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.formulaire.saving import Outcome
from screens.widgets.field import Field
from screens.windows.confirm import ConfirmModal
from tests.cabinet import siren
from tests.journeys.list_stage import Session


def form_a(inside: Portefeuille, rank: int = 1) -> ClientForm:
    return ClientForm.for_siren(inside, siren(rank), Regime.GENERAL)


def form_b(inside: Portefeuille, rank: int = 1) -> ClientForm:
    return ClientForm.for_siren(inside, siren(rank), Regime.ARTISAN_COMMERCANT)


def only(inside: Portefeuille) -> Fiche:
    (fiche,) = inside.page().fiches
    return fiche


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def outcome(answer: object) -> Outcome:
    assert isinstance(answer, Outcome)
    return answer


def value(session: Session, name: str) -> str:
    return session.screen.query_one(f"#{name}", Field).value


def unsaved(session: Session) -> bool:
    assert isinstance(session.screen, ClientForm)
    return session.screen.unsaved


async def save(session: Session) -> None:
    """Save, and answer OK to what the portal says."""
    await session.press("ctrl+s")
    assert isinstance(session.screen, ConfirmModal)
    assert "Votre modification a bien été prise en compte." in plain(session.said)
    await session.press("enter")


async def fill(session: Session, texts: Iterable[tuple[str, str]]) -> None:
    """Type in fields, known by what they are."""
    for name, text in texts:
        session.screen.query_one(f"#{name}").focus()
        await session.press("end")
        await session.type(text)
