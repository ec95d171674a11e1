"""A field that has no room for what is pasted says so, on every screen that has a field."""

from __future__ import annotations

import asyncio

import pytest

from models.portefeuille import Portefeuille
from screens.widgets.field import Field
from tests.journeys.list_stage import SSH, Session
from tests.journeys.stage import Stage
from tests.quiet import played
from tests.snapshots.state import Pasted, State, reach
from tests.snapshots.states import ONE_OF_EACH

WITH_FIELDS = {
    "connexion-refusee",
    "premier-demarrage-erreurs",
    "mot-de-passe-oublie-refuse",
    "verrou-refuse",
    "liste-recherche",
    "formulaire-c",
    "refus",
    "modeles",
    "lot-nombre",
    *("importer", "importation-ligne", "importation-rejets"),
    "rapprochement-fichier",
}
STATES = [state for state in ONE_OF_EACH if state.name in WITH_FIELDS]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
@pytest.mark.played
def test_what_finds_no_room_is_told(portefeuille: Portefeuille, state: State) -> None:
    app = Stage(state.make(portefeuille))

    async def run() -> tuple[str, str]:
        async with played(app, SSH) as pilot:
            session = Session(app, pilot)
            await reach(session, state.keys)
            field = next(one for one in session.screen.query(Field) if not one.disabled)
            field.focus()
            await reach(session, [Pasted("1" * (field.longest + 7))])
            return field.value, session.said

    value, said = asyncio.run(run())
    assert value.endswith("1")
    assert "caractères n'ont pas été repris." in said


def test_every_screen_that_has_a_field_is_seen() -> None:
    assert len(STATES) == len(WITH_FIELDS)
