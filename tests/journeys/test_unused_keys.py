"""A key that does nothing here is answered; one that would move a cursor is seen not to."""

from __future__ import annotations

import re

import pytest

from models.labels import Role
from models.portefeuille import Portefeuille
from screens.constats.constat_list import NOTHING_READ
from screens.etablissements import EtablissementsScreen
from screens.help.aide import AideScreen
from screens.services.panel_keys import UNUSED_KEY as IN_THE_PANEL
from screens.services_panel import ServicesPanel
from screens.widgets.answering_screen import UNUSED_KEY
from screens.widgets.key_names import worded_on
from tests.cabinet import colleague_of, fill
from tests.journeys.list_stage import SMALL, Session, play

MENU = r"Ici, vous pouvez 1 à \d+ sur \d+ Touches"

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_a_key_that_does_nothing_is_answered_where_it_is_pressed(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        unused = f"! {worded_on(session.screen, UNUSED_KEY)}"
        for key in ("k", "f9", "ctrl+e"):
            await session.press(key)
            assert session.message == unused, key
            await session.press("down")
            assert not session.message, key
        await session.press("left", "shift+tab", "tab", "insert")
        assert session.message != unused
        await session.press("enter", "6")
        assert isinstance(session.screen, ServicesPanel)
        assert session.message == f"! {worded_on(session.screen, IN_THE_PANEL)}"
        await session.press("m", "6")
        assert session.screen.unsaved

    play(EtablissementsScreen(inside), steps)


def test_control_c_is_answered_where_all_is(inside: Portefeuille) -> None:
    fill(inside, 1)

    async def steps(session: Session) -> None:
        for way in ((), ("d",)):
            await session.press(*way, "ctrl+c")
            assert session.message.replace("\u00a0", " ") == "Pour quitter : ^Q", way
        assert not session.app._notifications

    play(EtablissementsScreen(inside), steps)


def test_a_window_without_a_message_answers_on_the_row_of_its_keys(inside: Portefeuille) -> None:
    fill(inside, 1)
    quits, unused = (
        "Pour quitter : ^Q",
        "! Cette touche ne fait rien ici. F1 : celles de cet écran.",
    )

    async def steps(session: Session) -> None:
        for way in ("x", "f4", "ctrl+p"):
            await session.press(way)
            keys = session.lines[-1]
            for key, said in (("ctrl+c", quits), ("f9", unused)):
                await session.press(key)
                assert session.lines[-1].strip().replace("\u00a0", " ") == said, (way, key)
                assert session.screen.is_modal
            await session.press("pagedown")
            assert session.lines[-1] == keys, way
            await session.press("escape")
        await session.press("e", "ctrl+c")
        assert session.message.replace("\u00a0", " ") == "Pour quitter : ^Q"

    play(EtablissementsScreen(inside), steps)


def test_who_only_reads_is_told_so_and_not_how_to_change(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)
    reader = colleague_of(inside, "Luc Lecteur", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        await session.press("6")
        assert session.message == f"! {reader.why_read_only}"

    play(ServicesPanel(reader, fiche), steps)


def test_a_key_is_text_in_a_field_and_a_dimmed_one_says_why(inside: Portefeuille) -> None:
    fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("c")
        assert "Aucun compte coché" in session.message
        await session.press("slash", "k")
        assert "ne fait rien" not in session.message

    play(EtablissementsScreen(inside), steps)


def test_help_cuts_no_word_while_the_other_column_has_room(inside: Portefeuille) -> None:
    fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("f1")
        assert isinstance(session.screen, AideScreen)
        assert "…" not in "\n".join(session.lines)

    play(EtablissementsScreen(inside), steps, size=(78, 60))


@pytest.mark.parametrize("size", [(80, 24), SMALL])
def test_the_menu_says_which_of_its_lines_are_seen(
    inside: Portefeuille, size: tuple[int, int]
) -> None:
    fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("ctrl+p")
        assert re.search(MENU, session.text)

    play(EtablissementsScreen(inside), steps, size=size)


def test_the_menu_cuts_no_word_in_the_smallest_window(inside: Portefeuille) -> None:
    fill(inside, 1)

    async def steps(session: Session) -> None:
        await session.press("m", "ctrl+p")
        assert re.search(MENU, session.text)
        await session.type("case : decl")
        assert "Case : Déclaration de cotisations" in session.text.replace("\xa0", " ")

    play(EtablissementsScreen(inside), steps, size=(60, 16))


def test_f5_says_what_it_did(inside: Portefeuille) -> None:
    fill(inside, 1)

    async def steps(session: Session) -> None:
        for way, said in (("f1", "Écran redessiné."), ("ctrl+r", f"! {NOTHING_READ}")):
            await session.press(way, "f5")
            assert session.message == said
            await session.press("escape")

    play(EtablissementsScreen(inside), steps)
