"""What was typed when the line was cut is offered at the next sign-in, and taken up."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.screen import Screen

from models.brouillons.contents import ClientTyped
from models.fiche import Fiche
from models.labels import Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.tables import Brouillon
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.flows import drafts
from screens.inscription_groupee import InscriptionGroupeeScreen
from screens.services_panel import ServicesPanel
from screens.windows.reprise import RepriseModal
from tests.cabinet import NIR, colleague_of, employeur, inscribe, numero, siren
from tests.journeys.form_stage import fill, form_a, form_b, only, plain, save, unsaved, value
from tests.journeys.list_stage import Session, Steps, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

BOXES = frozenset({Service.DPAE, Service.SITUATION})


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write as soon as one types: the pause is that of people."""
    monkeypatch.setattr(drafts, "PAUSE", 0.0)


@pytest.fixture
def marc(inside: Portefeuille) -> Portefeuille:
    return colleague_of(inside, "Marc Petit", Role.COLLABORATEUR)


@pytest.fixture
def fiche(inside: Portefeuille) -> Fiche:
    (fiche,) = inscribe(inside, employeur(1, services=BOXES))
    return fiche


def kept() -> int:
    return Brouillon.select().count()


def nothing_kept() -> bool:
    return kept() == 0


def cut(screen: Screen[Any], steps: Steps) -> None:
    """Type on a screen until the line is cut."""
    play(screen, steps)
    assert kept() == 1


def back(inside: Portefeuille, steps: Steps) -> None:
    """Sign in again."""
    play(AccueilScreen(inside), steps)


def offered(session: Session) -> bool:
    return isinstance(session.screen, RepriseModal)


async def type_form_a(session: Session) -> None:
    await fill(session, [("montant", "12,50"), ("numero_compte", numero(1)), ("ville", "ALBI")])


async def paste(session: Session) -> None:
    """Paste three lines, of which the second cannot be."""
    rows = (f"{siren(n)}\t{numero(n)}\t{100 * n}\tCLIENT {n}" for n in (1, 2, 3))
    text = "\n".join(rows).replace(siren(2), "123456789")
    await session.app.on_event(events.Paste(text))
    await session.press()


# The form


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
        assert "Saisie reprise" in session.message
        await save(session)
        assert isinstance(session.screen, AccueilScreen)
        assert "Incitez votre client" in session.message
        assert nothing_kept()

    cut(form_a(inside), type_form_a)
    back(inside, resume)
    assert only(inside).montant_centimes == 1250


def test_what_is_typed_is_kept_as_one_types_and_gone_once_saved(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert nothing_kept()
        await type_form_a(session)
        await until(lambda: kept() == 1)
        await session.press("ctrl+s")
        assert nothing_kept()

    play(form_a(inside), steps)
    assert only(inside).montant_centimes == 1250
    back(inside, _not_offered)


async def _not_offered(session: Session) -> None:
    assert isinstance(session.screen, AccueilScreen)


def test_what_is_given_up_is_gone(inside: Portefeuille) -> None:
    async def give_up(session: Session) -> None:
        await session.press("enter", "escape")
        assert "Abandonner la saisie" in session.said
        await session.press("o", "enter")
        await until(nothing_kept)

    cut(form_a(inside), type_form_a)
    back(inside, give_up)
    back(inside, _not_offered)


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
        await session.press("ctrl+q")
        assert "Quitter sans enregistrer" in plain(session.said)
        await session.press("o", "enter")

    play(form_a(inside), steps)
    assert nothing_kept()


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
        assert "résilié par Marc Petit" in session.message
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


# The panel


async def tick(session: Session) -> None:
    await session.press("1", "6")


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


# The pasted table


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


def test_a_pasted_table_that_is_given_up_is_gone(inside: Portefeuille) -> None:
    async def give_up(session: Session) -> None:
        await session.press("enter", "escape", "o", "enter")
        await until(nothing_kept)

    cut(InscriptionGroupeeScreen(inside), paste)
    back(inside, give_up)


# The window


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
        assert "sur" not in session.said.split("Reprendre")[0]
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


def test_a_screen_that_is_open_elsewhere_is_not_offered(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await type_form_a(session)
        await until(lambda: kept() == 1)
        await session.app.push_screen(AccueilScreen(inside))
        await session.press("t")
        assert session.message == "Aucune saisie à reprendre."

    play(form_a(inside), steps)


def test_who_may_only_read_is_offered_nothing(inside: Portefeuille) -> None:
    cut(form_a(inside), type_form_a)
    person = inside._utilisateur
    assert person is not None
    person.role = Role.CONSULTATION.value
    back(inside, _not_offered)
    assert kept() == 1


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
