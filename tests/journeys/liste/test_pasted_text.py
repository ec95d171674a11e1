"""A text that no field takes: a word begins the search, and no number of a line stays in sight."""

from __future__ import annotations

import pytest
from textual import events

from models.importation.files.opening import read_text
from models.labels import Role
from models.portefeuille import Portefeuille
from models.tables import Operation
from screens.accueil import AccueilScreen
from screens.etablissements import EtablissementsScreen
from screens.flows.questions import terminate_question
from screens.importation.table_screen import ImportationScreen
from screens.liste.search_field import MASKED
from screens.services_panel import ServicesPanel
from screens.widgets.answering_screen import NOT_KEYS
from screens.widgets.field import Field
from screens.windows.confirm import ConfirmModal
from tests.cabinet import NIR, colleague_of, employeur, fill, numero, siren
from tests.journeys.list_stage import Session, names, play
from tui.engine.parser import TypedParser

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

ROWS = (f"{siren(n)}\tCLIENT {n}\tEmployeur\n" for n in (1, 2))
LINES = "".join(("Siren\tNom\tType\n", *ROWS))
NUMBERS = f"BOULANGERIE {NIR} 002 1 80 01 75 056 000 {numero(2)}"


async def paste(session: Session, text: str) -> None:
    await session.app.on_event(events.Paste(text))
    await session.press()


async def read(session: Session, packet: str) -> None:
    """Type as the terminal gives it in one read."""
    for message in TypedParser().feed(packet):
        session.app.post_message(message)
    await session.press()


def sought(session: Session) -> str:
    return session.screen.query_one("#recherche", Field).value


@pytest.mark.parametrize("packet", ["boulangerie 003", "boulangerie 003\r", "BOULANGERIE 003\r\n"])
@pytest.mark.parametrize("first", [AccueilScreen, EtablissementsScreen])
@pytest.mark.played
def test_a_word_of_one_read_begins_the_search(
    inside: Portefeuille,
    first: type[AccueilScreen] | type[EtablissementsScreen],
    packet: str,
) -> None:
    fill(inside, 12)

    async def steps(session: Session) -> None:
        await read(session, packet)
        assert isinstance(session.screen, EtablissementsScreen)
        assert sought(session) == packet.strip()
        assert session.focus == "recherche"
        assert {*names(session)} == {"003"}

    play(first(inside), steps)


def test_the_same_letter_and_a_digit_stay_keys(inside: Portefeuille) -> None:
    fill(inside, 60)

    async def steps(session: Session) -> None:
        await read(session, "ssss")
        assert "comptes 41 à 50 sur 60" in session.text
        await read(session, "m8")
        assert isinstance(session.screen, ServicesPanel)
        assert "modification non enregistrée" in session.message

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize("modification", [False, True])
def test_on_the_panel_a_word_does_nothing_and_says_so(
    inside: Portefeuille, modification: bool
) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        await read(session, "abcdef")
        assert isinstance(session.screen, ServicesPanel)
        assert session.message == f"! {NOT_KEYS}"
        assert not session.screen.unsaved

    play(ServicesPanel(inside, fiche, modification=modification), steps)
    assert Operation.select().count() == 1


def test_a_word_closes_a_question(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)

    async def steps(session: Session) -> None:
        session.app.push_screen(terminate_question(fiche))
        await session.press("o")
        await read(session, "xo conseil\r")
        assert not isinstance(session.screen, ConfirmModal)
        assert session.message == "Rien n'a été supprimé."

    play(EtablissementsScreen(inside), steps)


def test_a_word_is_no_line_of_a_table(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await read(session, "boulangerie\r")
        assert "Rien à lire" in session.message
        await read(session, f"boulangerie\t{siren(2)}\r")
        assert "2 lignes" in session.text.replace("\xa0", " ")

    play(ImportationScreen(inside, read_text(f"fleuriste\t{siren(1)}")), steps)


def test_lines_pasted_on_accueil_open_what_they_open_on_the_list(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await paste(session, LINES)
        assert "titres en ligne 1" in session.text
        await session.press("ctrl+s", "ctrl+s", "o", "enter", "enter")
        assert isinstance(session.screen, EtablissementsScreen)
        assert "2 clients inscrits." in session.message.replace("\xa0", " ")

    play(AccueilScreen(inside), steps)
    assert inside.page().total == 2


def test_a_reader_pastes_no_lines_on_accueil(inside: Portefeuille) -> None:
    reader = colleague_of(inside, "Anne Lecture", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        await paste(session, LINES)
        assert isinstance(session.screen, EtablissementsScreen)
        assert session.message == "! Votre rôle permet la consultation seulement."

    play(AccueilScreen(reader), steps)


def hides(session: Session) -> None:
    """See that no number of NUMBERS is left anywhere, not even cut."""
    everything = f"{session.said} {sought(session)} {' '.join(session.lines)}"
    bare = "".join(everything.replace("\xa0", "").split())
    for secret in (NIR[:8], NIR[5:13], numero(2)[3:]):
        assert secret not in bare


@pytest.mark.parametrize("first", [AccueilScreen, EtablissementsScreen])
def test_a_line_pasted_with_numbers_is_masked_and_its_words_are_sought(
    inside: Portefeuille, first: type[AccueilScreen] | type[EtablissementsScreen]
) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        await paste(session, NUMBERS)
        assert sought(session) == "BOULANGERIE •••• 002 •••• ••••0002"
        assert session.message == f"! {MASKED}"
        assert {*names(session)} == {"002"}
        hides(session)
        await session.press("escape")
        assert sought(session) == ""

    play(first(inside), steps)


@pytest.mark.parametrize("text", [NUMBERS, f"inconnu {NUMBERS}", NIR])
@pytest.mark.played
def test_a_line_typed_or_pasted_in_the_search_is_masked(inside: Portefeuille, text: str) -> None:
    fill(inside, 3)

    async def pasted(session: Session) -> None:
        await session.press("slash")
        await paste(session, text)
        hides(session)

    async def typed(session: Session) -> None:
        await session.press("slash")
        await session.type(text)
        assert NIR not in session.text.split(" Chercher ")[0]
        await session.press("enter")
        assert session.focus == "comptes"
        hides(session)

    play(EtablissementsScreen(inside), pasted)
    play(EtablissementsScreen(inside), typed)


@pytest.mark.parametrize("shown", [numero(2), f"117 {numero(2)[3:]}", numero(2)[3:]])
@pytest.mark.played
def test_an_account_number_alone_is_sought_and_stays(inside: Portefeuille, shown: str) -> None:
    fill(inside, 3)
    inside.enroll(employeur(4, raison_sociale=f"CLIENT {siren(2)}"))

    async def steps(session: Session) -> None:
        await paste(session, f"{shown}\n")
        assert (sought(session), names(session)) == (shown, ["002"])
        await session.press("enter", "slash")
        assert sought(session) == shown
        await session.press("escape", "slash")
        await session.type(f"boulangerie {siren(2)}")
        await session.press("enter")
        assert {*names(session)} == {"002"}

    play(EtablissementsScreen(inside), steps)
