"""The form of a first run and the forgotten password: what goes wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from models.access.front_door import FrontDoor
from models.errors import KeyMissing
from screens.access.card_form import CardForm
from screens.access.espace import EspaceScreen
from screens.access.login import LoginScreen
from screens.access.oubli import OubliScreen
from screens.access.verrou import VerrouScreen
from screens.widgets.field import Field
from tests.journeys.doors import PASSWORD, StubbornDoor
from tests.journeys.list_stage import SMALL, Session, play
from tests.quiet import until

FAULTS = {
    "cabinet": "Saisissez le nom du cabinet, tel qu'il doit s'afficher.",
    "siren": "Ce Siren a trois chiffres, il en faut neuf.",
    "mot_de_passe": "Ce mot de passe est trop court.",
}


async def fill_to_the_end(session: Session) -> None:
    """Type both passwords, from the first field of the form of a first run."""
    await session.press("tab", "tab", "tab", "tab")
    for _ in range(2):
        await session.type(PASSWORD)
        await session.press("enter")


def test_entree_in_the_last_field_leaves_what_is_wrong_on_the_screen() -> None:
    async def steps(session: Session) -> None:
        await fill_to_the_end(session)
        for sentence in FAULTS.values():
            assert sentence in session.text
        assert session.focus == "cabinet"

    play(EspaceScreen(StubbornDoor(faults=FAULTS)), steps)


def test_passing_through_the_confirmation_keeps_the_other_faults() -> None:
    async def steps(session: Session) -> None:
        await session.press("f10", *["tab"] * 5)
        assert session.focus == "confirmation"
        await session.type("autre")
        await session.press("shift+tab")
        assert "diffèrent" in session.text
        assert FAULTS["cabinet"] in session.text

    play(EspaceScreen(StubbornDoor(faults=FAULTS)), steps)


def test_what_is_wrong_moves_nothing_above_it() -> None:
    async def steps(session: Session) -> None:
        top = session.screen.query_one("Frame").region.y
        await session.press("f10")
        assert FAULTS["cabinet"] in session.text
        assert session.screen.query_one("Frame").region.y == top

    play(EspaceScreen(StubbornDoor(faults=FAULTS)), steps)


def test_each_fault_stands_under_its_field() -> None:
    async def steps(session: Session) -> None:
        await session.press("f10")
        lines = session.lines
        for label, name in (("Nom du cabinet", "cabinet"), ("Siren du cabinet", "siren")):
            row = next(at for at, line in enumerate(lines) if label in line)
            assert FAULTS[name][:20] in lines[row + 1]

    play(EspaceScreen(StubbornDoor(faults=FAULTS)), steps)


def test_the_first_fault_is_seen_in_a_small_window() -> None:
    async def steps(session: Session) -> None:
        await fill_to_the_end(session)
        assert FAULTS["cabinet"][:20] in session.text
        assert "Nom du cabinet" in session.text

    play(EspaceScreen(StubbornDoor(faults=FAULTS), message="Premier"), steps, size=SMALL)


def test_a_password_put_right_no_longer_differs() -> None:
    async def steps(session: Session) -> None:
        await session.press("tab", "tab", "tab", "tab")
        await session.type("un")
        await session.press("tab")
        await session.type("une")
        await session.press("shift+tab")
        assert "diffèrent" in session.text
        await session.press("end", "e", "tab")
        assert "diffèrent" not in session.text

    play(EspaceScreen(StubbornDoor()), steps)


class KeylessDoor(StubbornDoor):
    """Refuses everything with a sentence longer than the message line."""

    SENTENCE = (
        "D'autres comptes peuvent lire le fichier de clé /srv/portefeuille/cle\xa0: "
        "il n'a pas été lu. Réservez-le à votre compte\xa0: chmod 400 /srv/portefeuille/cle"
    )

    def _wait(self) -> None:
        raise KeyMissing(self.SENTENCE)


@pytest.mark.parametrize("size", [(80, 24), SMALL])
@pytest.mark.parametrize(
    ("screen", "keys"),
    [
        (lambda: LoginScreen(KeylessDoor()), ()),
        (lambda: LoginScreen(KeylessDoor()), ("f2",)),
        (lambda: LoginScreen(KeylessDoor()), ("c", "enter", "x", "enter")),
        (lambda: EspaceScreen(KeylessDoor()), ("f10",)),
        (lambda: OubliScreen(KeylessDoor(), "c"), ("a", "f10")),
        (lambda: VerrouScreen(KeylessDoor(), "c", "C"), ("x", "enter")),
    ],
    ids=["start", "create", "log_in", "espace", "oubli", "verrou"],
)
@pytest.mark.played
def test_a_long_refusal_is_read_to_its_end(
    screen: Callable[[], Screen[Any]], keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async def steps(session: Session) -> None:
        await session.press(*keys)
        seen = "".join(line.strip(" │") for line in session.lines).replace(" ", "")
        assert KeylessDoor.SENTENCE.replace(" ", "") in seen
        assert "…" not in session.message

    play(screen(), steps, size=size)


@pytest.mark.parametrize("size", [(80, 24), SMALL])
def test_optional_fields_are_said_in_full(size: tuple[int, int]) -> None:
    async def steps(session: Session) -> None:
        assert session.text.count("(facultatif)") == 2

    play(EspaceScreen(StubbornDoor()), steps, size=size)


def test_a_long_password_reaches_the_door_whole() -> None:
    door = StubbornDoor()
    long = "a" * 200

    async def steps(session: Session) -> None:
        for name in ("mot_de_passe", "confirmation"):
            session.screen.query_one(f"#{name}").focus()
            session.app.copy_to_clipboard(long)
            await session.press("ctrl+v")
        await session.press("f10")

    play(EspaceScreen(door), steps)
    assert door.asked == [("", "", "", "", long)]


def test_what_is_typed_is_unsaved() -> None:
    screen = EspaceScreen(StubbornDoor())

    seen: list[bool] = []

    async def steps(session: Session) -> None:
        seen.append(screen.unsaved)
        await session.type("Cabinet")
        seen.append(screen.unsaved)
        await session.press("escape")

    assert play(screen, steps).answer is None
    assert seen == [False, True]


ALL_AT_ONCE = {
    EspaceScreen: ("Le Siren comporte 9 chiffres", "trop court", "diffèrent", "Saisissez le nom"),
    OubliScreen: ("votre identifiant", "votre code de secours", "trop court", "diffèrent"),
}


@pytest.mark.parametrize("asked", ALL_AT_ONCE)
def test_all_that_is_wrong_is_told_at_once_and_before_the_base(
    tmp_path: Path, asked: type[CardForm]
) -> None:
    door = FrontDoor(None, tmp_path / "cle")  # no base is open: nothing there is tried
    screen = EspaceScreen(door) if asked is EspaceScreen else OubliScreen(door, "")

    async def steps(session: Session) -> None:
        for field in session.screen.query(Field):
            field.value = {"siren": "123", "mot_de_passe": "un"}.get(field.id or "", "")
        session.screen.query_one("#confirmation").focus()
        await session.press("enter")
        assert not [words for words in ALL_AT_ONCE[asked] if words not in session.text]
        first = session.screen.query(Field).first()
        assert session.focus == first.id
        await session.type("C")
        assert ALL_AT_ONCE[asked][2] in session.text, "only what is corrected is forgiven"

    play(screen, steps)


def test_the_answer_is_seen_in_a_small_window() -> None:
    async def steps(session: Session) -> None:
        await session.press("f10")
        assert "Saisissez votre code" in session.text

    play(OubliScreen(FrontDoor(None, Path("/nonexistent/cle")), "c.durand"), steps, size=SMALL)


def test_the_key_line_names_entree() -> None:
    async def login(session: Session) -> None:
        assert "Entrée Je me connecte" in session.text

    async def lock(session: Session) -> None:
        assert "Entrée Déverrouiller" in session.text

    play(LoginScreen(StubbornDoor()), login)
    play(VerrouScreen(StubbornDoor(), "c.durand", "Claire Durand"), lock)


def test_the_whole_login_stands_in_a_small_window() -> None:
    async def steps(session: Session) -> None:
        for words in ("Portefeuille", "[Connectez-vous]", "Je me connecte →", "Outil non officiel"):
            assert words in session.text
        assert session.screen.max_scroll_y == 0

    play(LoginScreen(StubbornDoor()), steps, size=SMALL)


def test_f2_answers_whatever_the_message_line_says() -> None:
    async def steps(session: Session) -> None:
        assert session.message == "Espace créé."
        await session.press("f2")
        assert "L'espace de votre cabinet existe déjà." in session.text

    play(LoginScreen(StubbornDoor(), message="Espace créé."), steps)


def test_a_base_that_was_busy_is_no_longer_said_to_be() -> None:
    async def steps(session: Session) -> None:
        await session.press("tab")
        assert "occupé" not in session.message

    play(LoginScreen(StubbornDoor(busy=1)), steps)


def test_asking_twice_while_the_base_is_busy_signs_in_once() -> None:
    door = StubbornDoor()

    async def steps(session: Session) -> None:
        await session.type("c")
        await session.press("enter")
        await session.type("x")
        door.busy = 4
        await session.press("enter", "enter", "enter")
        await until(lambda: session.app.answer)

    assert play(LoginScreen(door), steps).answer == "inside"
    assert door.asked == [("c", "x")]
