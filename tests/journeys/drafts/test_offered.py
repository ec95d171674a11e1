"""The window that offers what was typed: later, erased, several, altered."""

from __future__ import annotations

import pytest

from models.fiche import Fiche
from models.labels import Role
from models.portefeuille import Portefeuille
from models.tables import Brouillon
from screens.services_panel import ServicesPanel
from tests.cabinet import NIR
from tests.journeys.drafts.draft_stage import (
    back,
    cut,
    kept,
    not_offered,
    nothing_kept,
    offered,
    tick,
    type_form_a,
)
from tests.journeys.form_stage import fill, form_a, form_b, plain, value
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_a_nir_is_in_its_field_and_nowhere_else(inside: Portefeuille) -> None:
    async def type_it(session: Session) -> None:
        await fill(session, [("nir", NIR), ("raison_sociale", f"FAURE {NIR}")])

    async def resume(session: Session) -> None:
        assert offered(session)
        assert NIR[-8:] not in "".join(session.text.split())
        await session.press("enter")
        assert "".join(value(session, "nir").split()) == NIR

    cut(form_b(inside), type_it)
    assert NIR.encode() not in bytes(Brouillon.get().contenu)
    back(inside, resume)


def test_later_keeps_it_and_it_is_found_again(inside: Portefeuille) -> None:
    async def later(session: Session) -> None:
        await session.press("escape")
        assert "1 saisie gardée" in plain(session.message)
        await session.press("t")
        assert offered(session)
        await session.press("x", "enter")
        assert session.message == "Saisie effacée."
        assert nothing_kept()
        await session.press("t")
        assert session.message == "Aucune saisie à reprendre."

    cut(form_a(inside), type_form_a)
    back(inside, later)


@pytest.mark.parametrize("word", ["exotique", "restaurant", "usine", "xo conseil", " "])
@pytest.mark.played
def test_a_word_typed_there_erases_nothing(inside: Portefeuille, word: str) -> None:
    async def type_it(session: Session) -> None:
        await session.type(word)
        assert not offered(session)

    cut(form_a(inside), type_form_a)
    back(inside, type_it)
    assert kept() == 1


def test_several_are_shown_one_after_the_other(inside: Portefeuille, fiche: Fiche) -> None:
    async def turn(session: Session) -> None:
        first = session.said
        assert "1 sur 2" in plain(first)
        await session.press("down")
        second = session.said
        assert "2 sur 2" in plain(second)
        await session.press("down")
        assert session.said == first
        await session.press("up", "x", "enter")
        assert "2 sur" not in plain(session.said)
        assert "1 sur" not in plain(session.said)
        assert offered(session)
        assert ("Services" in first) == ("Services" in session.said)

    cut(form_a(inside, 2), type_form_a)
    play(ServicesPanel(inside, fiche, modification=True), tick)
    back(inside, turn)
    assert kept() == 1


def test_what_was_altered_can_only_be_erased(inside: Portefeuille) -> None:
    async def try_it(session: Session) -> None:
        await session.press("enter")
        assert offered(session)
        await session.press("escape", "t", "delete", "enter")
        assert nothing_kept()

    cut(form_a(inside), type_form_a)
    Brouillon.update(contenu=b"\x01" * 64).execute()
    back(inside, try_it)


def test_who_may_only_read_is_offered_nothing(inside: Portefeuille) -> None:
    cut(form_a(inside), type_form_a)
    person = inside._utilisateur
    assert person is not None
    person.role = Role.CONSULTATION.value
    back(inside, not_offered)
    assert kept() == 1
