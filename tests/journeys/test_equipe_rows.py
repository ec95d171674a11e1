"""Équipe in every width: what a row shows, what gives way, and the keys that stay."""

from __future__ import annotations

import pytest

from models.labels import Role
from models.portefeuille import Portefeuille
from models.storage.failures import gesture
from models.tables import Utilisateur
from screens.equipe import EquipeScreen
from tests.cabinet import colleague_of
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def admin(inside: Portefeuille) -> Portefeuille:
    return colleague_of(inside, "Anne Admin", Role.ADMINISTRATEUR)


def test_a_title_is_whole_over_short_identifiants(admin: Portefeuille) -> None:
    colleague_of(admin, "Jean-Marie Rochefort", Role.COLLABORATEUR)
    with gesture():
        for rank, one in enumerate(Utilisateur.select()):
            Utilisateur.update(identifiant=f"u{rank}").where(Utilisateur.id == one.id).execute()

    async def steps(session: Session) -> None:
        assert "Nom Identifiant Rôle" in session.text
        assert "Jean-Marie Rochefort" in session.text, "whole, where no state needs the room"

    play(EquipeScreen(admin), steps)


def test_a_long_name_hides_no_key(admin: Portefeuille) -> None:
    long = "Anne-Charlotte de Castelbajac-Montesquiou-Fezensac"
    colleague_of(admin, long, Role.COLLABORATEUR)
    identifiant = "anne-charlotte.de-castelbajac@cabinet-martin.fr"
    Utilisateur.update(identifiant=identifiant).where(Utilisateur.nom == long).execute()

    async def steps(session: Session) -> None:
        for width, height in ((80, 24), (60, 16), (120, 40)):
            await session.resize(width, height)
            await session.press("home", *["down"] * 3, "up")
            assert "Anne-Charlotte" in session.lines[-2]
            assert "F1 Aide" in session.lines[-1], width
        await session.press("enter")
        assert identifiant in session.said.replace("\n", ""), "whole where something is to be done"

    play(EquipeScreen(admin), steps)
