"""What was typed when the line was cut is taken up, and saved: three screens, two engines."""

from __future__ import annotations

from unittest import mock
from uuid import uuid4

import pytest

from models.brouillons.contents import Corrections, TableTyped
from models.errors import StorageFailure
from models.fiche import Fiche
from models.importation.examination import Examination
from models.labels import Service
from models.portefeuille import Portefeuille
from models.tables import Brouillon
from screens.accueil import AccueilScreen
from screens.importation.lines_screen import LignesScreen
from screens.importation.table_screen import ImportationScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import siren
from tests.journeys.drafts.draft_stage import (
    LINES,
    back,
    cut,
    kept,
    nothing_kept,
    offered,
    table,
    tick,
    type_form_a,
)
from tests.journeys.form_stage import form_a, only, plain, save, unsaved, value
from tests.journeys.list_stage import Session
from tests.quiet import until


def test_a_new_client_is_taken_up_where_one_was_and_saved(inside: Portefeuille) -> None:
    async def resume(session: Session) -> None:
        assert offered(session)
        assert "Reprendre la saisie du 12/06/2026" in plain(session.said)
        assert "Nouveau client · Siren 000 000 018" in plain(session.said)
        await session.press("enter")
        assert value(session, "montant") == "12,50"
        assert value(session, "ville") == "ALBI"
        assert session.focus == "ville"
        assert unsaved(session)
        assert session.message == "Saisie reprise. ^S l'enregistre."
        await save(session)
        assert isinstance(session.screen, AccueilScreen)
        assert "Incitez votre client" in session.message
        assert nothing_kept()

    cut(form_a(inside), type_form_a)
    back(inside, resume)
    assert only(inside).montant_centimes == 1250


def test_boxes_are_taken_up_and_saved(inside: Portefeuille, fiche: Fiche) -> None:
    async def resume(session: Session) -> None:
        assert "Services · BOULANGERIE 001" in session.said
        await session.press("enter")
        assert isinstance(session.screen, ServicesPanel)
        assert session.screen.unsaved
        await session.press("ctrl+s", "enter")
        assert isinstance(session.screen, AccueilScreen)
        assert nothing_kept()

    cut(ServicesPanel(inside, fiche, modification=True), tick)
    back(inside, resume)
    assert only(inside).services == {Service.SITUATION, Service.ATTESTATIONS}


def made(inside: Portefeuille) -> Corrections:
    """Give what is kept of what was made of a table."""
    typed = inside.brouillons.interrupted()[0].contenu
    assert isinstance(typed, TableTyped)
    return typed.corrections


async def correct(session: Session) -> None:
    """Correct a line, and leave another; the table itself is kept once."""
    await session.press("ctrl+s")
    await until(lambda: kept() == 1)
    once = Brouillon.get().contenu
    await session.press("down", "enter", "ctrl+u", *siren(2), "ctrl+s")
    await session.press("home", "space")
    assert Brouillon.get().contenu == once


def test_a_table_is_taken_up_with_its_corrections(inside: Portefeuille) -> None:
    async def until_kept(session: Session) -> None:
        await correct(session)
        await until(lambda: made(inside).left == {2})

    cut(table(inside), until_kept)

    async def resume(session: Session) -> None:
        assert "Importation · 3" in session.said
        await session.press("enter")
        assert isinstance(session.screen, LignesScreen)
        assert "[1 Toutes 3] 2 Prêtes 3" in session.text
        assert session.message == "Saisie reprise. ^S inscrit les lignes prises."
        await session.press("ctrl+s")
        assert "Inscrire 2 clients" in session.text
        await session.press("o", "enter")
        await until(lambda: kept() == 1)
        await session.press("l", "escape")

    async def again(session: Session) -> None:
        assert "Importation · 1" in session.said
        await session.press("enter")
        assert "Saisie reprise." in session.message
        await session.press("ctrl+s", "space", "ctrl+s", "o", "enter", "enter")
        assert "1 client inscrit" in plain(session.message)
        await until(nothing_kept)

    back(inside, resume)
    assert inside.page().total == 2
    back(inside, again)
    assert inside.page().total == 3


def test_a_table_keeps_what_was_said_of_its_columns_and_of_all_its_lines(
    inside: Portefeuille,
) -> None:
    async def choose(session: Session) -> None:
        await session.press("down", "enter", *["down"] * 9, "enter", "f2")
        await until(lambda: kept() and made(inside).deja_inscrits)
        assert made(inside).chosen == {"Compte": "montant"}

    async def resume(session: Session) -> None:
        await session.press("enter")
        assert isinstance(session.screen, ImportationScreen)
        assert "Montant choisie" in session.text
        assert "[x] Déjà inscrits" in session.text

    cut(table(inside), choose)
    back(inside, resume)


def test_a_table_of_a_program_before_is_read_again(inside: Portefeuille) -> None:
    """It kept the texts that were pasted, and corrections by other columns."""
    texts, session = (LINES,), uuid4()
    old = TableTyped((), Corrections(number=3), texts=texts)
    made = {"lignes": [[1, ["12"], ["siren"]]], "gone": [], "taken": [1], "left": 3}
    with (
        mock.patch.object(TableTyped, "plain", lambda self: {"texts": list(self.texts)}),
        mock.patch.object(Corrections, "plain", return_value=made),
    ):
        inside.brouillons.begin(uuid4(), session, old)
    inside.brouillons.let_go(session)

    async def resume(session: Session) -> None:
        assert "Importation · 3" in session.said
        await session.press("enter")
        assert isinstance(session.screen, ImportationScreen)
        assert "version précédente" in session.message
        assert "3 lignes" in plain(session.text)

    back(inside, resume)


def test_a_table_that_cannot_be_looked_at_is_not_lost(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read(session: Session) -> None:
        await session.press("ctrl+s", "space")
        await until(lambda: kept() == 1)

    async def refused(session: Session) -> None:
        await session.press("enter")
        assert isinstance(session.screen, ImportationScreen)
        assert "Serveur perdu." in session.message
        assert kept() == 1
        monkeypatch.undo()
        await session.press("ctrl+s")
        assert "2 Prêtes 2" in session.text

    async def resume(session: Session) -> None:
        await session.press("enter", "ctrl+s")
        assert "2 Prêtes 2" in session.text

    def lost(*_given: object, **_named: object) -> None:
        raise StorageFailure("Serveur perdu.")

    cut(table(inside), read)
    monkeypatch.setattr(Examination, "examine", lost)
    back(inside, refused)
    assert kept() == 1
    back(inside, resume)
