"""Whoever pastes too much is told what was left out, on every screen that has a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual.screen import Screen

from models.fiche import Fiche
from models.labels import Regime
from models.portefeuille import Portefeuille
from screens.access.espace import EspaceScreen
from screens.access.login import LoginScreen
from screens.access.oubli import OubliScreen
from screens.access.verrou import VerrouScreen
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.modeles import ModelesModal
from screens.widgets.field import Field
from screens.windows.nombre import NombreModal
from screens.windows.refus import RefusModal
from tests.cabinet import employeur
from tests.journeys.doors import PretendDoor
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

SCREENS: dict[str, Callable[[Portefeuille, Fiche], Screen[Any]]] = {
    "login": lambda *_: LoginScreen(PretendDoor()),
    "espace": lambda *_: EspaceScreen(PretendDoor()),
    "oubli": lambda *_: OubliScreen(PretendDoor(), ""),
    "verrou": lambda *_: VerrouScreen(PretendDoor(), "claire", "Claire"),
    "list": lambda inside, _: EtablissementsScreen(inside),
    "form": ClientForm.for_edit,
    "modeles": lambda inside, fiche: ModelesModal(inside.modeles, fiche.services, Regime.GENERAL),
    "number": lambda *_: NombreModal("Supprimer ?", (), 3, heading="Portefeuille"),
    "refusal": lambda _, fiche: RefusModal(fiche.called),
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.played
def test_a_field_cut_short_is_told(portefeuille: Portefeuille, name: str) -> None:
    fiche = portefeuille.enroll(employeur(1))

    async def steps(session: Session) -> None:
        field = session.screen.query(Field).first()
        field.focus()
        await session.press()
        await session.app.on_event(events.Paste("x" * (field.longest + 1)))
        await session.press()
        assert f"! Ce champ contient {field.longest} caractères au plus" in session.said

    play(SCREENS[name](portefeuille, fiche), steps)
