"""`^Z` in a field or in a form: nothing is undone, and that is said."""

from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen

from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.modeles import ModelesModal
from screens.services_panel import ServicesPanel
from screens.widgets.nav import Nav
from tests.cabinet import employeur
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def places(portefeuille: Portefeuille) -> list[tuple[Screen[Any], tuple[str, ...]]]:
    """Give screens, and the keys that lead where something is typed or ticked."""
    fiche = portefeuille.enroll(employeur(1))
    form = ClientForm.for_edit(portefeuille, fiche)
    modeles = ModelesModal(portefeuille.modeles, fiche.services, fiche.regime)
    return [
        (EtablissementsScreen(portefeuille), ("slash", "b")),
        (EtablissementsScreen(portefeuille), ("a",)),
        (form, ()),
        (ClientForm.for_edit(portefeuille, fiche), ("f8", "1")),
        (ServicesPanel(portefeuille, fiche, modification=True), ("1",)),
        (ServicesPanel(portefeuille, fiche), ("m", "tab")),
        (modeles, ("x",)),
    ]


@pytest.mark.parametrize("rank", range(7))
@pytest.mark.played
def test_nothing_is_undone_and_it_is_said(portefeuille: Portefeuille, rank: int) -> None:
    screen, keys = places(portefeuille)[rank]

    async def steps(session: Session) -> None:
        await session.press(*keys, "ctrl+z")
        assert "Rien à annuler" in session.message.replace("\u00a0", " ")
        assert session.screen is screen
        await session.press("ctrl+z")

    play(screen, steps)
    assert portefeuille.latest_gesture() is not None
    assert portefeuille.page().total == 1


def test_where_nothing_is_typed_it_undoes(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.press("ctrl+z", "enter")

    play(ServicesPanel(portefeuille, fiche), steps)
    assert portefeuille.page().total == 0


def test_the_key_that_undoes_elsewhere_says_it_too(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        session.screen.query_one(Nav).focus()
        await session.press("u")
        assert "Rien à annuler" in session.message.replace("\u00a0", " ")

    play(ClientForm.for_edit(portefeuille, portefeuille.enroll(employeur(1))), steps)
