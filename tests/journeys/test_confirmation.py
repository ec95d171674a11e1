"""Who prefers it is told what is saved on the message line: no modal, one key less."""

from __future__ import annotations

import pytest

from models.labels import Service
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import colleague_of, employeur, numero, siren
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

SAVED = "✓ Votre modification a bien été prise en compte."


@pytest.fixture
def by_message(portefeuille: Portefeuille) -> Portefeuille:
    portefeuille.enroll(employeur(1))
    portefeuille.remember("confirmation", "message")
    return portefeuille


async def note(session: Session) -> None:
    """Add a note to the client, in the form."""
    await session.press("d")
    session.screen.query_one("#note").focus()
    await session.press("x", "ctrl+s")


def test_the_list_says_what_the_panel_saved(by_message: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("m", "1", "ctrl+s")
        assert isinstance(session.screen, EtablissementsScreen)
        assert f"{SAVED} À faire sur urssaf.fr." in session.text

    play(EtablissementsScreen(by_message), steps)
    assert by_message.with_siren(siren(1))[0].services == {Service.DPAE}


def test_the_panel_says_it_when_one_stays_there(by_message: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("m", "1", "ctrl+s")
        assert isinstance(session.screen, ServicesPanel)
        assert SAVED in session.text
        assert "Mode consultation" in session.text
        await note(session)
        assert isinstance(session.screen, ServicesPanel)
        assert session.message == SAVED, "what waits is not this"

    play(ServicesPanel(by_message, by_message.with_siren(siren(1))[0]), steps)


def test_the_list_says_it_of_a_new_client_and_of_its_data(by_message: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("g", *numero(2), "enter", "ctrl+s")
        assert isinstance(session.screen, EtablissementsScreen)
        assert f"{SAVED} À faire sur urssaf.fr. Incitez votre client" in session.said
        await note(session)
        assert SAVED in session.text

    play(EtablissementsScreen(by_message), steps)
    assert by_message.with_compte(numero(2)) is not None


def test_nothing_is_said_of_what_was_given_up(by_message: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        for key in ("enter", "m", "d"):
            await session.press(key, "escape")
            assert isinstance(session.screen, EtablissementsScreen)
            assert session.message == ""

    play(EtablissementsScreen(by_message), steps)


def test_a_colleague_keeps_the_modal(by_message: Portefeuille) -> None:
    marc = colleague_of(by_message, "Marc Petit", by_message.role)

    async def steps(session: Session) -> None:
        await session.press("m", "1", "ctrl+s")
        assert "mon.urssaf.fr indique" in session.text

    play(EtablissementsScreen(marc), steps)


def test_the_last_row_tells_the_keys_of_the_window_and_of_nothing_beneath(
    portefeuille: Portefeuille,
) -> None:
    portefeuille.enroll(employeur(1))

    async def steps(session: Session) -> None:
        for keys, told in (
            (("x",), "o OK n Annuler"),
            (("escape", "m", "1", "ctrl+s"), "o OK"),
            (("enter", "enter", "f4"), "Échap Fermer"),
        ):
            await session.press(*keys)
            assert " ".join(session.lines[-1].split()).removeprefix("F1 Aide ") == told

    play(EtablissementsScreen(portefeuille), steps)
