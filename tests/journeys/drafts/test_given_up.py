"""What is typed is kept as one types, and goes when it is saved or given up."""

from __future__ import annotations

import pytest

from models.brouillons.contents import ClientTyped
from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.tables import Brouillon
from screens.accueil import AccueilScreen
from screens.flows import drafts
from screens.services_panel import ServicesPanel
from tests.journeys.drafts.draft_stage import (
    back,
    cut,
    kept,
    not_offered,
    nothing_kept,
    table,
    tick,
    type_form_a,
)
from tests.journeys.form_stage import form_a, only, plain, value
from tests.journeys.list_stage import Session, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_what_is_typed_is_kept_as_one_types_and_gone_once_saved(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert nothing_kept()
        await type_form_a(session)
        await until(lambda: kept() == 1)
        await session.press("ctrl+s")
        assert nothing_kept()

    play(form_a(inside), steps)
    assert only(inside).montant_centimes == 1250
    back(inside, not_offered)


def test_what_is_given_up_is_gone(inside: Portefeuille) -> None:
    async def give_up(session: Session) -> None:
        await session.press("enter", "escape")
        assert "Abandonner la saisie" in session.said
        await session.press("o", "enter")
        await until(nothing_kept)
        await session.press()
        assert isinstance(session.screen, AccueilScreen)
        assert session.message == ""

    cut(form_a(inside), type_form_a)
    back(inside, give_up)
    back(inside, not_offered)


def test_what_is_typed_and_taken_away_again_is_no_draft(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("1")
        await until(lambda: kept() == 1)
        await session.press("backspace")
        await until(nothing_kept)

    play(form_a(inside), steps)


def test_who_quits_without_saving_leaves_nothing(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await type_form_a(session)
        await until(lambda: kept() == 1)
        await session.press("ctrl+q")
        assert "Quitter sans enregistrer" in plain(session.said)
        await session.press("o", "enter")

    play(form_a(inside), steps)
    assert nothing_kept()


@pytest.mark.parametrize("keys", [("escape", "o", "enter"), ("1", "6")])
def test_boxes_that_are_given_up_are_gone(
    inside: Portefeuille, fiche: Fiche, keys: tuple[str, ...]
) -> None:
    async def resume(session: Session) -> None:
        await session.press("enter", *keys)
        await until(nothing_kept)

    cut(ServicesPanel(inside, fiche, modification=True), tick)
    back(inside, resume)
    assert only(inside) == fiche


def test_a_pasted_table_that_is_given_up_is_gone(inside: Portefeuille) -> None:
    async def give_up(session: Session) -> None:
        await session.press("enter", "escape", "o", "enter")
        await until(nothing_kept)

    async def read(_session: Session) -> None:
        await until(lambda: kept() == 1)

    cut(table(inside), read)
    back(inside, give_up)


def test_a_base_that_takes_no_writes_is_said_once(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "LATER", 0.001)

    async def steps(session: Session) -> None:
        Brouillon._meta.database.execute_sql("ALTER TABLE brouillon RENAME TO ailleurs")
        await session.press("1")
        await until(lambda: "perdu" in session.message)
        await session.press("2")
        assert value(session, "montant") == "12"
        session.screen.foot.clear()  # type: ignore[attr-defined]
        await session.press("3")
        assert session.message == ""
        Brouillon._meta.database.execute_sql("ALTER TABLE ailleurs RENAME TO brouillon")
        await until(lambda: kept() == 1)

    play(form_a(inside), steps)
    typed = inside.brouillons.interrupted()[0].contenu
    assert isinstance(typed, ClientTyped)
    assert typed.saisie.montant == "123"
    assert typed.saisie.comptes == (SaisieCompte(),)
