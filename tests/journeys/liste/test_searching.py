"""The list narrowed: by what is typed, by the fields of the portal, and back."""

from __future__ import annotations

from typing import NoReturn

import pytest

from models.errors import StorageFailure
from models.labels import Etat, Report
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from screens.etablissements import EtablissementsScreen
from screens.liste.start import Start
from screens.widgets.rows import RowList
from tests.cabinet import employeur, fill, numero, siren
from tests.journeys.list_stage import Session, names, play, ranks

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_the_live_search_narrows_at_each_key_and_gives_the_place_back(
    inside: Portefeuille,
) -> None:
    fill(inside, 25)
    inside.enroll(employeur(26, raison_sociale="GARAGE ŒUVRARD"))

    async def steps(session: Session) -> None:
        await session.press("s", "down", "down")
        assert "BOULANGERIE 013" in session.cursor
        await session.press("slash")
        await session.type("oeuv")
        assert "comptes" not in session.lines[18]
        assert "1 compte · « oeuv »" in session.text.replace("\xa0", " ")
        assert "GARAGE ŒUVRARD" in session.cursor
        await session.press("enter")
        assert session.focus == "comptes"
        assert "GARAGE ŒUVRARD" in session.cursor
        await session.press("escape")
        assert "BOULANGERIE 013" in session.cursor
        assert "comptes 11 à 20 sur 26" in session.text

    play(EtablissementsScreen(inside), steps)


def test_a_new_search_takes_the_place_of_the_last_and_escape_clears_it(
    inside: Portefeuille,
) -> None:
    fill(inside, 12)

    async def steps(session: Session) -> None:
        await session.press("f3")
        await session.type("011")
        await session.press("enter", "slash")
        await session.type("012")
        assert names(session) == ["012"]
        await session.press("enter", "slash", "end")
        await session.type("9")
        assert names(session) == []
        await session.press("escape")
        assert session.focus == "comptes"
        assert names(session) == ranks(1, 10)

    play(EtablissementsScreen(inside), steps)


def test_a_town_and_a_number_are_searched_too(inside: Portefeuille) -> None:
    inside.enroll(employeur(1))
    inside.enroll(employeur(2, comptes=(SaisieCompte("117000000900000002", ville="Hœrdt"),)))

    async def steps(session: Session) -> None:
        await session.press("slash")
        await session.type("hoer")
        assert names(session) == ["002"]
        await session.press("escape", "1")
        assert session.focus == "recherche"
        await session.type("17 0000009 00000001")
        assert names(session) == ["001"]

    play(EtablissementsScreen(inside), steps)


def test_pages_turn_within_a_search(inside: Portefeuille) -> None:
    fill(inside, 15)
    for rank in range(16, 20):
        inside.enroll(employeur(rank, raison_sociale=f"GARAGE {rank}"))

    async def steps(session: Session) -> None:
        await session.press("slash")
        await session.type("boul")
        await session.press("pagedown")
        assert session.focus == "recherche"
        assert names(session) == ranks(11, 15)
        assert "comptes 11 à 15 sur 15 · « boul »" in session.text.replace("\xa0", " ")

    play(EtablissementsScreen(inside), steps)


def test_the_fields_of_the_portal_combine(inside: Portefeuille) -> None:
    fill(inside, 12)

    async def steps(session: Session) -> None:
        await session.press("shift+tab", "shift+tab", "shift+tab")
        assert session.focus == "siren_siret"
        await session.type("000 000")
        await session.press("tab")
        await session.type("1170000009000000")
        await session.press("tab", "enter")
        assert names(session) == [*ranks(1, 9), "010"]
        assert session.focus == "comptes"
        await session.press("shift+tab", "shift+tab")
        await session.type("12")
        await session.press("enter")
        assert names(session) == ["012"]
        await session.press("escape")
        assert names(session) == ranks(1, 10)
        assert "000 000" not in session.lines[6]

    play(EtablissementsScreen(inside), steps)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("siren_siret", "73282932O", "Vouliez-vous 0 (zéro)"),
        ("siren_siret", "123456789012345", "Le Siret comporte 14 chiffres"),
        ("numero", "117/é", "que des chiffres"),
    ],
)
@pytest.mark.played
def test_a_bad_number_is_told_and_nothing_is_sought(
    inside: Portefeuille, field: str, typed: str, sentence: str
) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        session.screen.query_one(f"#{field}").focus()
        await session.type(typed)
        await session.press("enter")
        assert sentence in session.message
        assert session.focus == field
        assert session.screen.query_one(f"#{field}").has_class("-error")
        assert names(session) == ranks(1, 2)

    play(EtablissementsScreen(inside), steps)


def test_a_siren_sought_in_vain_is_offered_to_be_inscribed(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        await session.press("7")
        await session.type("32829320")
        text = session.text.replace("\xa0", " ")
        assert "Aucun compte ne correspond à « 732829320 »." in text
        # In the field `a` would be text.
        assert "F6 : inscrire ce Siren · Échap : effacer la recherche." in text
        await session.press("enter", "a")
        assert session.focus == "siren"
        assert session.lines[21].startswith(" Siren │732829320")
        await session.press("escape", "escape")
        assert names(session) == ranks(1, 2)

    play(EtablissementsScreen(inside), steps)


def test_the_words_of_an_empty_list_name_the_keys_that_work_where_one_is(
    inside: Portefeuille,
) -> None:
    fill(inside, 2)
    there = siren(1)

    async def steps(session: Session) -> None:
        await session.press(*there, "enter")
        assert "Aucun compte" in session.text
        for _ in range(2):
            assert "a : inscrire ce Siren" in session.text.replace("\xa0", " ")
            await session.press("slash")
            assert "F6 : inscrire ce Siren" in session.text.replace("\xa0", " ")
            await session.press("enter")

    play(EtablissementsScreen(inside, Criteres(etats=frozenset({Etat.RADIE}))), steps)


@pytest.mark.parametrize("text", ["&", "Иванов"])
def test_a_text_in_which_there_is_nothing_to_search_lists_and_ticks_nothing(
    inside: Portefeuille, text: str
) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        await session.press("slash")
        await session.type(text)
        said = session.text.replace("\xa0", " ")
        assert f"Ni chiffre ni lettre latine dans « {text} » : rien à chercher." in said
        assert "aucun compte" in said
        await session.press("enter", "asterisk")
        assert "coché" not in session.text
        await session.press("escape")
        assert names(session) == ranks(1, 2)

    play(EtablissementsScreen(inside), steps)


def test_the_end_of_a_search_finds_again_who_was_renamed_meanwhile(inside: Portefeuille) -> None:
    fiches = fill(inside, 40)

    async def steps(session: Session) -> None:
        await session.press("down")
        assert "BOULANGERIE 002" in session.cursor
        await session.press("slash")
        await session.type("boul")
        held = SaisieCompte(numero(2), id=fiches[1].comptes[0].id)
        inside.edit(fiches[1], employeur(2, raison_sociale="ZINGUERIE", comptes=(held,)))
        await session.press("escape")
        assert "ZINGUERIE" in session.cursor

    play(EtablissementsScreen(inside), steps)


def test_escape_climbs_from_the_field_to_the_list_then_out(inside: Portefeuille) -> None:
    fill(inside, 3)
    for fiche in inside.page().fiches[:2]:
        inside.report(fiche)
    inside.enroll(employeur(4, raison_sociale="GARAGE"))
    todo = Criteres(reports=frozenset({Report.A_FAIRE}))

    async def steps(session: Session) -> None:
        assert "Filtre : à faire sur urssaf.fr" in session.text.replace("\xa0", " ")
        assert "comptes 1 à 2 sur 2" in session.text
        await session.press("slash")
        await session.type("garage")
        await session.press("enter", "g")
        assert session.focus == "gerant"
        await session.press("escape")
        assert session.focus == "comptes"
        assert names(session) == []
        await session.press("escape")
        assert names(session) == ["003"]
        await session.press("f12")
        assert not isinstance(session.screen, EtablissementsScreen)

    play(EtablissementsScreen(inside, todo), steps)


@pytest.mark.parametrize("keys", [("slash", "0", "2"), ("backspace",)], ids=["seek", "widen"])
def test_a_list_that_cannot_be_narrowed_stays_what_it_was(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    fill(inside, 12)
    filtered = Criteres(reports=frozenset({Report.A_FAIRE}))

    async def steps(session: Session) -> None:
        screen = session.screen
        assert isinstance(screen, EtablissementsScreen)
        with monkeypatch.context() as broken:
            broken.setattr(Portefeuille, "page", refuse)
            await session.press(*keys)
            assert "Disque" in session.message
        assert screen._list.criteres == filtered
        assert names(session) == ranks(1, 11)
        await session.press("escape") if keys[0] == "slash" else None
        assert screen.query_one(RowList).has_focus
        await session.press("s")
        assert names(session) == ranks(12, 12)

    play(EtablissementsScreen(inside, filtered), steps)


def refuse(*_args: object, **_kwargs: object) -> NoReturn:
    raise StorageFailure("Disque illisible.")


def test_starting_on_the_search_or_on_the_siren(inside: Portefeuille) -> None:
    async def on_search(session: Session) -> None:
        assert session.focus == "recherche"

    async def on_siren(session: Session) -> None:
        assert session.focus == "siren"
        assert "Votre portefeuille est vide. F6 : inscrire" in session.text.replace("\xa0", " ")

    play(EtablissementsScreen(inside, start=Start.SEARCH), on_search)
    play(EtablissementsScreen(inside, start=Start.ADD), on_siren)


def test_radies_are_listed_in_words_with_what_to_do(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, comptes=(SaisieCompte("117000000900000001", etat=Etat.RADIE),)))
    inside.enroll(employeur(2))

    async def steps(session: Session) -> None:
        assert "(Radié) BOULANG" in session.cursor
        assert "comptes radiés" in session.message.lower()
        assert "Filtre : radiés" in session.text.replace("\xa0", " ")

    play(EtablissementsScreen(inside, Criteres(etats=frozenset({Etat.RADIE}))), steps)
