"""Help and menu: written from the bindings of the screen under them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from peewee import Database

from models.labels import Service
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.help.actions import actions_of, menu_of
from screens.help.aide import QUESTIONS, AideScreen
from screens.help.menu import MenuScreen
from screens.help.purposes import PURPOSES
from screens.liste.paged_list import PagedList
from screens.services_panel import ServicesPanel
from screens.windows.bulle import service_explained, services_explained
from screens.windows.confirm import ConfirmModal
from tests.cabinet import employeur, fill, open_portefeuille
from tests.journeys.list_stage import Session, play
from tests.test_house_rules import screens


def test_help_lists_every_key_of_the_screen_once() -> None:
    async def steps(session: Session) -> None:
        actions = actions_of(session.screen)
        session.app.push_screen(AideScreen("Confirmer", actions, PURPOSES["ConfirmModal"]))
        await session.press()
        keys = session.text.partition("avant que quoi que ce soit ne change.")[2]
        assert "o OK" in keys
        assert "n Échap F12 Annuler" in session.text
        assert "O OK" not in session.text
        flat = session.text.replace("\xa0", " ")
        for line in QUESTIONS:
            assert " ".join(line.replace("\xa0", " ").split()) in flat
        await session.press("f1")
        assert isinstance(session.screen, ConfirmModal)

    play(ConfirmModal("Une question"), steps)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_help_cuts_nothing_where_a_column_has_room(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("f1")
        keys = session.text.replace("\xa0", " ")
        assert "u ^Z Annuler mon dernier geste" in keys
        assert "^Y Aller à un champ" in keys
        assert "…" not in keys

    play(ServicesPanel(portefeuille, portefeuille.enroll(employeur(1))), steps)


def test_help_says_of_each_screen_what_it_is_for_in_a_sentence() -> None:
    assert set(PURPOSES) == {screen.__name__ for screen in screens()} - {"AideScreen"}
    for purpose in PURPOSES.values():
        assert purpose.replace("urssaf.fr", "").count(".") == 1, purpose
        assert purpose.endswith("."), purpose


def test_the_menu_narrows_and_gives_an_action() -> None:
    async def steps(session: Session) -> None:
        chosen: list[object] = []
        actions = menu_of(session.screen)
        session.app.push_screen(MenuScreen(actions), chosen.append)
        await session.press()
        await session.type("annu")
        assert "Bouton" not in session.text
        await session.press("enter")
        assert chosen == [next(one for one in actions if one.description == "Annuler")]
        session.app.push_screen(MenuScreen(actions), chosen.append)
        await session.press()
        await session.type("zzz")
        assert "Rien de tel" in session.text
        await session.press("enter", "escape")
        assert chosen[1:] == [None]

    play(ConfirmModal("Une question"), steps)


def test_a_message_without_question_is_always_ok() -> None:
    for key in ("enter", "space", "o", "escape", "n"):

        async def steps(session: Session, key: str = key) -> None:
            assert "Annuler (" not in session.text
            await session.press(key)

        assert play(ConfirmModal("C'est fait.", question=False), steps).answer is True


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("o", "enter"), True),
        (("O", "enter"), True),
        (("n",), False),
        (("enter",), False),
        (("space",), False),
        (("escape",), False),
        (("f12",), False),
        (("left", "enter"), True),
        (("tab", "enter"), True),
        (("tab", "tab", "enter"), False),
        (("o", "space"), False),
        (("x",), False),
        (("delete", "o"), None),
    ],
)
@pytest.mark.played
def test_a_question_opens_on_annuler(keys: tuple[str, ...], answer: bool | None) -> None:
    async def steps(session: Session) -> None:
        assert "›Annuler (Échap)‹" in session.text
        await session.press(*keys)

    assert play(ConfirmModal("Une question"), steps).answer is answer


def test_hostile_words_are_only_words() -> None:
    async def steps(session: Session) -> None:
        assert "[/red] [@click=app.quit]x[/]" in session.text
        assert "\x1b" not in session.text

    play(ConfirmModal("[/red] [@click=app.quit]x[/]", details=("\x1b[2J [b]",)), steps)


def test_the_bubble_explains_the_fifteen_boxes() -> None:
    async def steps(session: Session) -> None:
        text = session.said
        for words in ("DPAE", "bilan d'identification", "certificat A1", "41 pays"):
            assert words in text
        await session.press("pagedown", "f4")

    play(services_explained(), steps)


def test_the_buttons_stay_in_sight_under_a_long_text() -> None:
    async def steps(session: Session) -> None:
        assert "›Annuler (Échap)‹" in session.text
        assert "ligne 29" not in session.text
        await session.press(*["down"] * 30)
        assert "ligne 29" in session.text

    details = tuple(f"ligne {rank}" for rank in range(30))
    play(ConfirmModal("Une question", details=details), steps, size=(60, 16))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_fifteen_boxes_are_one_line_of_help_and_each_is_in_the_menu(
    base: Database, tmp_path: Path
) -> None:
    assert base is not None
    portefeuille = open_portefeuille(tmp_path)
    fiche = portefeuille.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.press("m")
        actions = actions_of(session.screen)
        assert [one.keys for one in actions].count(("1-9 a-f",)) == 1
        offered = {one.description for one in actions if one.in_menu}
        assert "Enregistrer" in offered
        assert not offered & {"Direct", "Case suivante", "Valider", "Bouton suivant"}
        await session.press("ctrl+p", *"etranger", "enter")
        assert "[x]›Travailler à l'étranger" in session.text

    play(ServicesPanel(portefeuille, fiche), steps)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("before", [(), ("/",)], ids=["rows", "search"])
def test_the_menu_finds_all_that_the_list_can_do(
    base: Database, tmp_path: Path, before: tuple[str, ...]
) -> None:
    assert base is not None
    portefeuille = open_portefeuille(tmp_path)
    fill(portefeuille, 3)

    async def steps(session: Session) -> None:
        for typed, found in (
            ("fil", {"Filtrer", "Afficher sans filtre"}),
            ("coch", {"Cocher", "Cocher tout", "Décocher tout"}),
            ("vue", {"Changer de vue"}),
            ("resil", {"✕ Résilier"}),
            ("tri", {"Trier"}),
        ):
            await session.press(*before, "ctrl+p", *typed)
            assert all(one in session.text for one in found), session.text
            await session.press(*["escape"] * (1 + len(before)))
        await session.press(*before, "ctrl+p", *"cocher tout", "enter")
        assert len(session.screen.query_one(PagedList).ticked.uids) == 3

    play(EtablissementsScreen(portefeuille), steps)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_f4_explains_the_box_under_the_cursor(base: Database, tmp_path: Path) -> None:
    assert base is not None
    portefeuille = open_portefeuille(tmp_path)
    fiche = portefeuille.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.press("m", *["down"] * 7, "f4")
        assert "mobilité internationale" in session.text
        assert "certificat A1" in session.text

    play(ServicesPanel(portefeuille, fiche), steps)


def countries() -> list[tuple[str, str]]:
    with (Path(__file__).parents[1] / "donnees/pays_mobilite.csv").open(encoding="utf-8") as file:
        return [(row["pays"], row["certificat"]) for row in csv.DictReader(file)]


def test_the_box_of_work_abroad_names_each_country_under_its_certificate() -> None:
    a1, _, bilateral = service_explained(Service.ETRANGER)._text.partition("Certificat bilatéral")
    assert len(countries()) == 72
    for pays, certificat in countries():
        place = a1 if certificat == "A1" else bilateral
        assert re.search(rf"\b{re.escape(pays)}\b", place), pays
    assert "41 pays ou Tom" in a1
    assert "tous les autres pays" in bilateral


def test_another_box_names_no_country() -> None:
    assert "Autriche" not in service_explained(Service.DPAE)._text
