"""What was typed when the line was cut is offered at the next sign-in, and taken up."""

from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen

from models.portefeuille import Portefeuille
from models.tables import Brouillon
from screens.accueil import AccueilScreen
from screens.flows import drafts
from screens.windows.reprise import RepriseModal
from tests.cabinet import numero
from tests.journeys.form_stage import fill, form_a, only, plain, save, unsaved, value
from tests.journeys.list_stage import Session, Steps, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write as soon as one types: the pause is that of people."""
    monkeypatch.setattr(drafts, "PAUSE", 0.0)


def kept() -> int:
    return Brouillon.select().count()


def cut(screen: Screen[Any], steps: Steps) -> None:
    """Type on a screen until the line is cut."""
    play(screen, steps)
    assert kept() == 1


def back(inside: Portefeuille, steps: Steps) -> None:
    """Sign in again."""
    play(AccueilScreen(inside), steps)


def offered(session: Session) -> bool:
    return isinstance(session.screen, RepriseModal)


async def type_form_a(session: Session) -> None:
    await fill(session, [("montant", "12,50"), ("numero_compte", numero(1)), ("ville", "ALBI")])
    await session.press("f8", "shift+tab")


def test_a_new_client_is_taken_up_where_one_was_and_saved(inside: Portefeuille) -> None:
    async def resume(session: Session) -> None:
        assert offered(session)
        assert "Reprendre la saisie du 12/06/2026" in plain(session.said)
        assert "Nouveau client · Siren 000 000 018" in plain(session.said)
        await session.press("enter")
        assert value(session, "montant") == "12,50"
        assert value(session, "ville") == "ALBI"
        assert session.focus == "ville"
        assert unsaved(session)
        assert "Saisie reprise" in session.message
        await save(session)
        assert isinstance(session.screen, AccueilScreen)
        assert "Incitez votre client" in session.message
        assert kept() == 0

    async def type_it(session: Session) -> None:
        await fill(session, [("montant", "12,50"), ("numero_compte", numero(1)), ("ville", "ALBI")])

    cut(form_a(inside), type_it)
    back(inside, resume)
    assert only(inside).montant_centimes == 1250
