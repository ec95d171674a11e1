"""Who came by an SSH key: the login is theirs alone, as long as the key is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.access.front_door import FrontDoor
from models.access.ssh_keys import add_key, remove_key
from models.access.utilisateur import add_user
from models.errors import LoginRefused, NotAllowed
from models.labels import Role
from models.tables import Cabinet, Operation, Utilisateur
from screens.access.login import LoginScreen
from tests.domain.espace.people import NOW
from tests.journeys.doors import PASSWORD
from tests.journeys.list_stage import Session, play
from tests.ssh_keys import ED25519
from tui.config import Config
from tui.late_door import late_door


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FrontDoor:
    """Give the door of who came by the key of m.petit."""
    base, cle = str(tmp_path / "p.db"), tmp_path / "cle"
    first = FrontDoor(base, cle)
    words = {"cabinet": "Cabinet Martin", "siren": "", "identifiant": "c.durand", "nom": ""}
    first.create_espace(**words, mot_de_passe=PASSWORD)
    inside = first.log_in("c.durand", PASSWORD)
    cabinet, by = Cabinet.get(), Utilisateur.get()
    acting = {"by": by, "vault": inside._vault, "now": NOW}
    person = {"identifiant": "m.petit", "nom": "", "role": Role.COLLABORATEUR}
    add_user(cabinet, **person, mot_de_passe=PASSWORD, **acting)  # type: ignore[arg-type]
    add_key(cabinet, "m.petit", ED25519.text, **acting)  # type: ignore[arg-type]
    first.close()
    config = Config(base, cle, tmp_path, identifiant="m.petit", empreinte=ED25519.empreinte)
    return late_door(config)


def test_the_identifiant_is_there_and_does_not_change(door: FrontDoor) -> None:
    screen = LoginScreen(door, identifiant="m.petit", fixed=True)

    async def steps(session: Session) -> None:
        assert session.focus == "mot_de_passe"
        assert "--demo" not in session.text
        await session.press("shift+tab", "shift+tab", "x")
        assert screen.identifiant.value == "m.petit"
        assert screen.identifiant.disabled
        screen.mot_de_passe.focus()
        await session.type(PASSWORD)
        await session.press("enter")

    inside = play(screen, steps).answer
    assert getattr(inside, "identifiant", None) == "m.petit"
    row = Operation.select().order_by(Operation.rang.desc()).get()
    assert (row.verbe, row.origine) == ("connexion", f"ssh:{ED25519.empreinte}")
    door.close()


def test_the_door_is_of_one_person(door: FrontDoor) -> None:
    with pytest.raises(LoginRefused, match="n'ouvre que cet accès"):
        door.log_in("c.durand", PASSWORD)
    with pytest.raises(LoginRefused, match="n'ouvre que cet accès"):
        door.reset_password("c.durand", "x", PASSWORD)
    with pytest.raises(LoginRefused, match="pas par SSH"):
        door.create_espace(cabinet="C", siren="", identifiant="x.y", nom="", mot_de_passe=PASSWORD)
    assert door.log_in(" M.Petit", PASSWORD).identifiant == "m.petit"
    door.close()


def test_a_key_that_is_removed_while_the_login_is_open_lets_nobody_in(door: FrontDoor) -> None:
    inside = door.log_in("m.petit", PASSWORD)
    acting = {"by": None, "vault": inside._vault, "now": NOW}
    remove_key(Cabinet.get(), "m.petit", ED25519.empreinte, **acting)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="n'ouvre plus Portefeuille"):
        door.log_in("m.petit", PASSWORD)
    door.close()
