"""What the form refuses, what it asks about, and where it says so."""

from __future__ import annotations

import pytest

from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.formulaire.saving import Outcome
from tests.cabinet import NIR, employeur, independant, numero
from tests.journeys.form_stage import fill, form_a, form_b, only, outcome, plain, value
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
MONTANT_MISSING = "Saisissez le montant à payer déclaré sur la dernière déclaration"


def test_a_field_says_its_error_when_it_is_left_and_falls_silent_once_right(
    inside: Portefeuille,
) -> None:
    async def steps(session: Session) -> None:
        await session.type("12x")
        await session.press("enter")
        assert "Montant non reconnu" in session.message
        assert session.screen.query_one("#montant").has_class("-error")
        await session.press("shift+tab", "backspace", "enter")
        assert session.message == ""
        assert not session.screen.query_one("#montant").has_class("-error")
        assert value(session, "montant") == "12,00"

    play(form_a(inside), steps)


def test_nothing_is_said_of_a_required_field_that_is_only_passed(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("enter", "enter", "enter")
        assert session.message == ""

    play(form_a(inside), steps)


def test_an_unusual_number_is_said_when_left_and_asked_when_saving(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.type("0")
        await session.press("enter")
        await session.type("12345678901234")
        await session.press("enter")
        assert "Format non reconnu" in session.message
        assert session.screen.query_one("#numero_compte").has_class("-warning")
        await session.press("ctrl+s")
        assert "Inscrire quand même ?" in plain(session.said)
        await session.press("enter")
        assert session.focus == "numero_compte"
        assert not inside.page().total
        await session.press("ctrl+s", "o", "enter", "enter")

    app = play(form_a(inside), steps)
    assert outcome(app.answer) == Outcome(only(inside), again=False)
    assert only(inside).comptes[0].numero_compte == "12345678901234"


def test_saving_marks_every_wrong_field_and_goes_to_the_first(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await fill(session, [("code_postal", "12")])
        await session.press("ctrl+s")
        assert session.focus == "montant"
        assert plain(session.message).startswith("! 3 champs à corriger. " + MONTANT_MISSING)
        assert "Sans montant dû, saisissez 0." in plain(session.text)
        wrong = {field.id for field in session.screen.query("Field.-error")}
        assert wrong == {"montant", "numero_compte", "code_postal"}
        await session.type("0")
        await session.press("enter")
        assert session.message == ""
        assert not inside.page().total

    play(form_a(inside), steps)


def test_who_is_already_there_may_be_opened(inside: Portefeuille) -> None:
    there = inside.enroll(independant(1))

    async def steps(session: Session) -> None:
        await fill(session, [("nir", NIR), ("numero_compte", numero(5))])
        await session.press("ctrl+s")
        assert "Ouvrir ce compte ?" in plain(session.said)
        await session.press("enter")
        assert isinstance(session.screen, ClientForm)
        assert value(session, "numero_compte")
        await session.press("ctrl+s", "o", "enter")

    app = play(form_b(inside), steps)
    assert outcome(app.answer) == Outcome(there, again=False, opened=True)
    assert inside.page().total == 1


def test_a_double_number_is_shown_in_its_field(inside: Portefeuille) -> None:
    there = inside.enroll(independant(1))

    async def steps(session: Session) -> None:
        await fill(session, [("montant", "0"), ("numero_compte", numero(1))])
        await session.press("ctrl+s")
        assert f"celui de {there.raison_sociale}" in plain(session.said)
        await session.press("escape")
        assert session.focus == "numero_compte"
        assert session.screen.query_one("#numero_compte").has_class("-error")

    play(form_a(inside), steps)
    assert inside.page().total == 1


def test_another_compte_with_nothing_that_names_it_is_shown(inside: Portefeuille) -> None:
    there = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.press("f9")
        await fill(session, [("ville", "DAX")])
        await session.press("f7", "ctrl+s")
        assert "Compte 2/2" in session.text
        assert session.focus == "numero_compte"
        assert "rien ne désigne cet autre compte" in plain(session.said)

    play(ClientForm.for_edit(inside, there), steps)
    assert only(inside) == there


def test_an_error_in_the_other_compte_is_shown_there(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await fill(session, [("montant", "0"), ("numero_compte", numero(1))])
        await session.press("f9")
        await fill(session, [("numero_compte", numero(2)), ("code_postal", "1")])
        await session.press("f7")
        assert not session.screen.query_one("#code_postal").has_class("-error")
        await session.press("ctrl+s")
        assert "Compte 2/2" in session.text
        assert session.focus == "code_postal"
        assert session.screen.query_one("#code_postal").has_class("-error")

    play(form_a(inside), steps)
    assert not inside.page().total
