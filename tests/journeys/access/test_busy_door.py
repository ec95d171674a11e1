"""A base that is busy while one comes in: what was sent is tried again, once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from models.access.front_door import FrontDoor
from models.errors import Refusal, StorageBusy, StorageLost
from models.portefeuille import Portefeuille
from models.writing import journal
from screens.access.login import LoginScreen
from screens.access.verrou import VerrouScreen
from tests.journeys.doors import PASSWORD, PretendDoor
from tests.journeys.list_stage import Session, play
from tests.quiet import until


class BusyDoor(PretendDoor):
    busy = True

    def log_in(self, identifiant: str, mot_de_passe: str) -> Portefeuille:
        if self.busy:
            raise StorageBusy("Le portefeuille est occupé.")
        return super().log_in(identifiant, mot_de_passe)


@pytest.mark.parametrize("free_after", [False, True])
def test_who_asks_for_another_screen_no_longer_waits_to_come_in(*, free_after: bool) -> None:
    door = BusyDoor()

    async def steps(session: Session) -> None:
        screen = cast("LoginScreen", session.screen)
        screen.identifiant.value, screen.mot_de_passe.value = "c.durand", PASSWORD
        screen.action_log_in()
        await until(lambda: "occupé" in session.message)
        screen.action_forgotten()
        door.busy = not free_after
        await until(lambda: session.said.startswith("Aucun courriel"))
        # A login that still waited would end, or go on for ever.
        await until(lambda: not any(one.group == "log_in" for one in session.app.workers))
        await session.press("escape")
        assert session.screen is screen
        assert "Connexion…" not in session.text
        assert session.message == ""

    assert play(LoginScreen(door), steps).answer is None
    assert door.asked == []


class LostDoor(PretendDoor):
    """One whose base is held, then goes with its server."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal: Refusal | None = StorageBusy("Le portefeuille est occupé.")

    def log_in(self, identifiant: str, mot_de_passe: str) -> Portefeuille:
        if self.refusal:
            raise self.refusal
        return super().log_in(identifiant, mot_de_passe)


def test_a_server_that_goes_while_its_base_is_held_is_said_and_waited_for() -> None:
    door = LostDoor()

    async def steps(session: Session) -> None:
        screen = cast("LoginScreen", session.screen)
        screen.identifiant.value, screen.mot_de_passe.value = "c.durand", PASSWORD
        screen.action_log_in()
        await until(lambda: "occupé" in session.message)
        door.refusal = StorageLost("La connexion est perdue.")
        await until(lambda: "Connexion au serveur des données perdue" in session.message)
        door.refusal = None
        await until(lambda: door.asked)

    play(LoginScreen(door), steps)
    assert door.asked == [("c.durand", PASSWORD)]


@pytest.mark.parametrize("locked", [False, True])
def test_what_is_tried_again_is_what_was_sent(*, locked: bool) -> None:
    door = BusyDoor()
    screen = VerrouScreen(door, "c.durand", "Claire Durand") if locked else LoginScreen(door)

    async def steps(session: Session) -> None:
        if isinstance(screen, LoginScreen):
            screen.identifiant.value = "c.durand"
        field = screen.mot_de_passe
        field.value = PASSWORD
        if isinstance(screen, LoginScreen):
            screen.action_log_in()
        else:
            screen.action_unlock()
        await until(lambda: "occupé" in session.message)
        # The field may even be gone, when the program ends.
        field.value = "autre"
        door.busy = False
        await until(lambda: door.asked)

    play(screen, steps)
    assert door.asked == [("c.durand", PASSWORD)]


def test_the_real_door_counts_once_what_a_busy_base_makes_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = FrontDoor(str(tmp_path / "p.db"), tmp_path / "cle")
    code = door.create_espace(
        cabinet="Martin", siren="", identifiant="c.durand", nom="", mot_de_passe=PASSWORD
    ).code_secours

    def busy(*_: object, **_more: object) -> None:
        raise StorageBusy("Le portefeuille est occupé.")

    for come_in in (
        lambda: door.log_in("c.durand", PASSWORD),
        lambda: door.reset_password("c.durand", code, f"{PASSWORD} encore"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(journal, "record", busy)
            for _ in range(6):
                with pytest.raises(StorageBusy):
                    come_in()
        assert come_in()
    door.close()
