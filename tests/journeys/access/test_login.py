"""Login, first run, forgotten password, lock: with a door that only pretends."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

import pytest

from models import command
from models.access.front_door import FrontDoor
from models.errors import AccessClosed, BadFields
from models.portefeuille import Portefeuille
from models.storage.opening import close_database
from models.tables import Operation, Utilisateur
from screens.access.login import LoginScreen
from screens.access.verrou import VerrouScreen
from screens.widgets.field import Field
from tests.emulated import Emulated
from tests.journeys.doors import PASSWORD, PretendDoor
from tests.journeys.list_stage import Session, play
from tests.journeys.stage import NOWHERE, Stage
from tests.quiet import played
from tui.app import PortefeuilleApp
from tui.config import Config


@pytest.mark.carte
def test_the_login_has_the_labels_of_the_portal() -> None:
    async def steps(session: Session) -> None:
        text = session.text.replace("\xa0", " ")
        for label in (
            "Créer votre espace en ligne",
            "Connectez-vous",
            "Employeur",
            "Indépendant",
            "Connectez-vous à votre espace",
            "Tous les champs sont obligatoires.",
            "Identifiant :",
            "Mot de passe :",
            "Mot de passe oublié ?",
            "Je me connecte →",
            "Outil non officiel — données locales au cabinet.",
        ):
            assert label in text, label
        assert session.focus == "identifiant"

    play(LoginScreen(PretendDoor()), steps)


@pytest.mark.parametrize(
    ("beside", "typed"),
    [("METADATA", "portefeuille --demo"), ("Makefile", "make demo")],
    ids=["installed", "sources"],
)
def test_the_command_that_opens_the_demonstration_is_one_that_is_there(
    beside: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / beside).touch()
    monkeypatch.setattr(command, "ROOT", tmp_path)

    class Program(Emulated, PortefeuilleApp):
        """The program as it starts."""

    async def steps() -> None:
        app = Program(PretendDoor(), config=Config(str(NOWHERE), NOWHERE, NOWHERE))
        async with played(app) as pilot:
            seen = Session(cast(Stage, app), pilot).text
            assert f"Essayer sans risque : {typed} F1" in seen

    asyncio.run(steps())


@pytest.mark.carte
def test_entree_goes_from_field_to_field_and_signs_in() -> None:
    door = PretendDoor()
    screen = LoginScreen(door)
    fields: list[Field] = []

    async def steps(session: Session) -> None:
        fields.append(screen.mot_de_passe)
        await session.type("c.durand")
        await session.press("enter")
        await session.type(PASSWORD)
        assert PASSWORD not in session.text
        await session.press("enter")

    assert play(screen, steps).answer == "inside"
    assert door.asked == [("c.durand", PASSWORD)]
    assert [field.value for field in fields] == [""], "the screen may outlive the login"


def test_what_is_missing_is_asked_for() -> None:
    door = PretendDoor()

    async def steps(session: Session) -> None:
        await session.press("tab", "enter")
        assert "Saisissez votre identifiant et votre mot de passe." in session.text
        assert session.focus == "identifiant"
        await session.type("c")
        await session.press("enter", "enter")
        assert "Saisissez votre mot de passe." in session.text
        assert session.focus == "mot_de_passe"

    play(LoginScreen(door), steps)
    assert door.asked == []


def test_a_refusal_empties_the_password_only() -> None:
    async def steps(session: Session) -> None:
        await session.type("c.durand")
        await session.press("enter")
        await session.type("faux")
        await session.press("enter")
        assert "Identifiant ou mot de passe incorrect." in session.text
        assert "c.durand" in session.text
        assert session.focus == "mot_de_passe"
        assert "••" not in session.text
        await session.press("escape", "escape")
        assert "Je me connecte" in session.text

    assert play(LoginScreen(PretendDoor()), steps).answer is None


def test_a_first_run_creates_the_espace_and_shows_its_secrets_once() -> None:
    door = PretendDoor(first_run=True)

    async def steps(session: Session) -> None:
        assert "Premier démarrage" in session.text
        await session.type("Cabinet Martin")
        await session.press("enter", "enter")
        await session.type("c.durand")
        await session.press("enter", "enter")
        await session.type(PASSWORD)
        await session.press("enter")
        await session.type(PASSWORD)
        await session.press("enter")
        for words in ("AAAAA-BBBBB", "CLEF IMPRIMEE", "/coffre/cle"):
            assert words in session.text
        await session.press("enter", "escape", "o", "enter", "space")
        assert "AAAAA-BBBBB" in session.text
        await session.press("home", *["delete"] * 5)
        await session.type("note")
        await session.press("enter")
        assert "AAAAA-BBBBB" not in session.text
        assert "Espace créé" in session.text
        assert session.focus == "mot_de_passe"
        await session.type("faux")
        await session.press("enter")
        assert "Espace créé" not in session.text, "beside a refusal it would puzzle"
        await session.type(PASSWORD)
        await session.press("enter")

    assert play(LoginScreen(door), steps).answer == "inside"
    assert door.asked == [
        ("Cabinet Martin", "", "c.durand", "", PASSWORD),
        ("c.durand", "faux"),
        ("c.durand", PASSWORD),
    ]


def test_what_is_wrong_in_the_form_is_said_all_at_once_and_nothing_is_lost() -> None:
    async def steps(session: Session) -> None:
        await session.press("tab", "tab")
        await session.type("c.durand")
        await session.press("f10")
        text = session.text.replace("\xa0", " ")
        assert "Saisissez le nom du cabinet." in text
        assert "Siren faux." in text
        assert session.focus == "cabinet"
        assert "c.durand" in session.text
        await session.type("C")
        text = session.text.replace("\xa0", " ")
        assert "Saisissez le nom du cabinet." not in text, "it is being corrected"
        assert "Siren faux." in text

    play(LoginScreen(PretendDoor(first_run=True)), steps)


def test_a_second_espace_is_answered_with_a_sentence() -> None:
    async def steps(session: Session) -> None:
        await session.press("f2")
        assert "de vous ajouter à l'équipe" in session.said.replace("\n", " ")
        assert "Nom du cabinet" not in session.text

    play(LoginScreen(PretendDoor()), steps)


def test_a_forgotten_password_is_changed_with_the_code() -> None:
    door = PretendDoor()

    async def steps(session: Session) -> None:
        await session.type("c.durand")
        await session.press("f3")
        assert "Aucun courriel n'est envoyé" in session.text
        assert session.focus == "code"
        await session.type("FAUX")
        await session.press("enter")
        await session.type(PASSWORD)
        await session.press("enter")
        await session.type(PASSWORD)
        await session.press("enter")
        assert "code de secours incorrect" in session.text
        assert session.focus == "code"
        await session.press("home", *["delete"] * 4)
        await session.type("BON")
        await session.press("f10")
        assert "CCCCC-DDDDD" in session.text
        await session.type("noté")
        await session.press("enter")
        assert session.focus == "mot_de_passe"

    play(LoginScreen(door), steps)
    assert door.asked[-1] == ("c.durand", "BON", PASSWORD)


def test_the_lock_opens_with_the_password_only() -> None:
    async def steps(session: Session) -> None:
        await session.press("escape", "enter")
        assert "Session verrouillée" in session.text
        await session.type("faux")
        await session.press("enter")
        assert "! Mot de passe incorrect." in session.text
        await session.type(PASSWORD)
        await session.press("enter")

    screen = VerrouScreen(PretendDoor(), "c.durand", "Claire Durand")
    assert play(screen, steps).answer is True


def test_the_lock_says_that_an_access_was_closed_meanwhile() -> None:
    class Closed(PretendDoor):
        def log_in(self, *_: str) -> Portefeuille:
            raise AccessClosed("Votre accès a été fermé.")

    async def steps(session: Session) -> None:
        await session.type(PASSWORD)
        await session.press("enter")
        assert "! Votre accès a été fermé." in session.text
        assert "incorrect" not in session.text

    play(VerrouScreen(Closed(), "c.durand", "Claire Durand"), steps)


def test_the_real_door_lets_in_who_created_the_espace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = FrontDoor(str(tmp_path / "p.db"), tmp_path / "cle")

    async def steps(session: Session) -> None:
        await session.type("Cabinet Martin")
        await session.press("enter", "enter")
        await session.type("C.Durand")
        await session.press("enter", "enter")
        for _ in range(2):
            await session.type(PASSWORD)
            await session.press("enter")
        await session.type("noté")
        await session.press("enter")
        await session.type(PASSWORD)
        await session.press("enter")

    inside = play(LoginScreen(door), steps).answer
    assert getattr(inside, "identifiant", None) == "c.durand"
    assert Utilisateur.get().derniere_connexion is not None
    verbs = [one.verbe for one in Operation.select().order_by(Operation.rang)]
    assert verbs == ["creer_espace", "connexion"]
    assert PASSWORD.encode() not in (tmp_path / "p.db").read_bytes()
    close_database()


def test_the_main_key_is_shown_even_after_a_refused_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = FrontDoor(str(tmp_path / "p.db"), tmp_path / "cle")
    words = {"cabinet": "Cabinet Martin", "siren": "", "identifiant": "c.durand", "nom": ""}
    with pytest.raises(BadFields):
        door.create_espace(**words, mot_de_passe="court")
    assert door.create_espace(**words, mot_de_passe=PASSWORD).cle_principale is not None
    door.close()
