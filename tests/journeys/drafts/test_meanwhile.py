"""What others did meanwhile is told, and nothing that was typed is lost."""

from __future__ import annotations

import pytest

from models.brouillons.contents import ClientTyped
from models.fiche import Fiche
from models.labels import Service
from models.portefeuille import Portefeuille
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.services_panel import ServicesPanel
from screens.widgets.field import Field
from tests.cabinet import numero
from tests.journeys.drafts.draft_stage import (
    BOXES,
    back,
    cut,
    kept,
    nothing_kept,
    tick,
    type_form_a,
)
from tests.journeys.form_stage import fill, form_a, only, plain, save, value
from tests.journeys.list_stage import Session, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_what_a_colleague_changed_meanwhile_is_told_and_nothing_is_lost(
    inside: Portefeuille, marc: Portefeuille, fiche: Fiche
) -> None:
    async def type_it(session: Session) -> None:
        await fill(session, [("ville", " CEDEX")])

    async def resume(session: Session) -> None:
        assert "Données · BOULANGERIE 001" in session.said
        await session.press("enter")
        assert "modifié entre-temps par Marc Petit le 12/06/2026" in session.message
        assert value(session, "ville") == "SAVIGNAC CEDEX"
        await session.press("ctrl+s")
        assert "Non enregistré" in session.message
        assert kept() == 1
        await session.press("f5")
        await save(session)

    cut(ClientForm.for_edit(inside, fiche), type_it)
    marc.set_services(fiche, frozenset())
    back(inside, resume)
    now = only(inside)
    assert (now.comptes[0].ville, now.services) == ("SAVIGNAC CEDEX", frozenset())
    assert nothing_kept()


def test_of_a_client_who_was_removed_meanwhile_what_was_typed_is_read(
    inside: Portefeuille, marc: Portefeuille, fiche: Fiche
) -> None:
    async def type_it(session: Session) -> None:
        await fill(session, [("note", "Appeler lundi")])

    async def resume(session: Session) -> None:
        await session.press("enter")
        assert "supprimé par Marc Petit" in session.message
        assert value(session, "note") == "Appeler lundi"
        await session.press("ctrl+s")
        assert "supprimé par Marc Petit" in session.message
        assert kept() == 1

    cut(ClientForm.for_edit(inside, fiche), type_it)
    marc.terminate(fiche)
    back(inside, resume)


def test_the_comptes_that_were_added_are_there_again(inside: Portefeuille, fiche: Fiche) -> None:
    async def type_it(session: Session) -> None:
        await session.press("f9")
        await session.type(numero(2))
        await session.press("tab")

    async def resume(session: Session) -> None:
        await session.press("enter")
        assert "Compte 2/2" in session.text
        await save(session)

    cut(ClientForm.for_edit(inside, fiche), type_it)
    back(inside, resume)
    assert [one.numero_compte for one in only(inside).comptes] == [numero(1), numero(2)]


def test_boxes_that_a_colleague_changed_are_a_conflict(
    inside: Portefeuille, marc: Portefeuille, fiche: Fiche
) -> None:
    async def resume(session: Session) -> None:
        await session.press("enter")
        assert "modifié entre-temps par Marc Petit" in session.message
        await session.press("ctrl+s")
        assert "Non enregistré" in session.message
        await session.press("f5", "ctrl+s", "enter")

    cut(ServicesPanel(inside, fiche, modification=True), tick)
    marc.set_services(fiche, BOXES | {Service.PAIEMENT})
    back(inside, resume)
    wanted = {Service.SITUATION, Service.ATTESTATIONS, Service.PAIEMENT}
    assert only(inside).services == wanted


def test_what_another_window_has_open_is_told_and_may_be_taken(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        form = session.screen
        await type_form_a(session)
        await until(lambda: kept() == 1)
        await session.app.push_screen(AccueilScreen(inside))
        await session.press()
        assert "1 saisie ouverte ailleurs" in plain(session.message)
        await session.press("t")
        assert "Encore ouverte dans une autre fenêtre" in session.said
        await session.press("enter")
        assert session.screen is not form
        assert value(session, "ville") == "ALBI"
        form.query_one("#ville", Field).value = "GAILLAC"
        await until(lambda: kept() == 2)

    play(form_a(inside), steps)
    found = [one.contenu for one in inside.brouillons.interrupted()]
    towns = {one.saisie.comptes[0].ville for one in found if isinstance(one, ClientTyped)}
    assert towns == {"ALBI", "GAILLAC"}
