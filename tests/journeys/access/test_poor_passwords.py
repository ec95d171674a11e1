"""A password that is soon guessed: refused where it is chosen, not where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.access.front_door import FrontDoor
from models.access.passwords import hash_password, verify_password
from models.tables import Cabinet, Utilisateur
from screens.access.espace import EspaceScreen
from screens.access.login import LoginScreen
from screens.access.oubli import OubliScreen
from tests.journeys.doors import PASSWORD
from tests.journeys.list_stage import Session, play

POOR = "Christophe1975*"
KNOWN = "on y reconnaît un prénom («\xa0Christophe\xa0») et une année."


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FrontDoor]:
    made = FrontDoor(str(tmp_path / "p.db"), tmp_path / "cle")
    yield made
    made.close()


@pytest.fixture
def code(door: FrontDoor) -> str:
    """Create the espace of c.durand; give the recovery code."""
    made = door.create_espace(
        cabinet="Cabinet Martin",
        siren="",
        identifiant="c.durand",
        nom="Claire Durand",
        mot_de_passe=PASSWORD,
    )
    return made.code_secours


def seen(session: Session, sentence: str) -> bool:
    """Tell whether a sentence is on the screen, however its lines are broken."""
    text = "".join(line.strip(" │") for line in session.lines)
    return "".join(sentence.split()) in "".join(text.split())


async def choose(session: Session, password: str) -> None:
    for _ in range(2):
        await session.type(password)
        await session.press("tab")


def test_the_first_password_is_refused_until_it_is_hard_to_guess(door: FrontDoor) -> None:
    async def steps(session: Session) -> None:
        await session.type("Cabinet Martin")
        await session.press("tab", "tab")
        await session.type("c.durand")
        await session.press("tab", "tab")
        await choose(session, POOR)
        await session.press("f10")
        assert seen(session, KNOWN)
        assert POOR not in session.text
        assert session.focus == "mot_de_passe"
        assert not Cabinet.select().exists()
        for _ in range(2):
            await session.press("ctrl+u")
            await session.type(PASSWORD)
            await session.press("tab")
        await session.press("f10")
        await session.type("noté")
        await session.press("enter")

    play(EspaceScreen(door), steps)
    assert verify_password(Utilisateur.get().hachage, PASSWORD)


def test_a_forgotten_password_is_not_replaced_by_a_poor_one(door: FrontDoor, code: str) -> None:
    async def steps(session: Session) -> None:
        await session.type(code)
        await session.press("tab")
        await choose(session, POOR)
        await session.press("f10")
        assert seen(session, KNOWN)
        assert POOR not in session.text
        assert session.focus == "mot_de_passe"

    play(OubliScreen(door, "c.durand"), steps)
    assert verify_password(Utilisateur.get().hachage, PASSWORD)


@pytest.mark.usefixtures("code")
def test_who_has_a_poor_password_still_signs_in_with_it(door: FrontDoor) -> None:
    Utilisateur.update(hachage=hash_password(POOR)).execute()

    async def steps(session: Session) -> None:
        await session.type("c.durand")
        await session.press("enter")
        await session.type(POOR)
        await session.press("enter")

    inside = play(LoginScreen(door), steps).answer
    assert getattr(inside, "identifiant", None) == "c.durand"
