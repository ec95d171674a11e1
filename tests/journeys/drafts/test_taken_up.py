"""What was typed when the line was cut is taken up, and saved: three screens, two engines."""

from __future__ import annotations

import pytest

from models.errors import StorageFailure
from models.fiche import Fiche
from models.labels import Service
from models.portefeuille import Portefeuille
from models.tables import Brouillon
from screens import inscription_groupee
from screens.accueil import AccueilScreen
from screens.inscription_groupee import InscriptionGroupeeScreen
from screens.services_panel import ServicesPanel
from tests.cabinet import siren
from tests.journeys.drafts.draft_stage import (
    back,
    cut,
    kept,
    nothing_kept,
    offered,
    paste,
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


def test_a_pasted_table_is_taken_up_with_its_corrections(inside: Portefeuille) -> None:
    async def correct(session: Session) -> None:
        await paste(session)
        await until(lambda: kept() == 1)
        once = Brouillon.get().contenu
        await session.press("down", "enter", "ctrl+u", *siren(2), "ctrl+s")
        await session.press("home", "space")
        await until(lambda: Brouillon.get().corrections)
        assert Brouillon.get().contenu == once

    async def resume(session: Session) -> None:
        assert "Inscription groupée · 3" in session.said
        await session.press("enter")
        assert isinstance(session.screen, InscriptionGroupeeScreen)
        assert "3 lignes : 3 prêtes" in session.text
        assert session.message == "Saisie reprise. ^S inscrit les lignes cochées."
        await session.press("ctrl+s")
        assert "Inscrire 2 clients" in session.text
        await session.press("o", "enter")
        assert "Encore 1" in plain(session.message)
        await until(lambda: kept() == 1)

    async def again(session: Session) -> None:
        assert "Inscription groupée · 1" in session.said
        await session.press("enter", "space", "ctrl+s", "o", "enter")
        assert "1 client inscrit" in plain(session.message)
        await until(nothing_kept)

    cut(InscriptionGroupeeScreen(inside), correct)
    back(inside, resume)
    assert inside.page().total == 2
    back(inside, again)
    assert inside.page().total == 3


def test_a_table_that_cannot_be_looked_at_is_not_lost(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def pasted(session: Session) -> None:
        await paste(session)
        await session.press("space")
        await until(lambda: kept() == 1)

    async def refused(session: Session) -> None:
        await session.press("enter")
        assert "Serveur perdu." in session.message
        assert kept() == 1
        monkeypatch.undo()
        await session.press("f2", "f2")
        assert "3 lignes : 2 prêtes" in session.text

    async def resume(session: Session) -> None:
        await session.press("enter")
        assert "3 lignes : 2 prêtes" in session.text

    def lost(*_given: object, **_named: object) -> None:
        raise StorageFailure("Serveur perdu.")

    cut(InscriptionGroupeeScreen(inside), pasted)
    monkeypatch.setattr(inscription_groupee, "examine", lost)
    back(inside, refused)
    assert kept() == 1
    back(inside, resume)
