"""A client who is there already: changed, read, left as it was."""

from __future__ import annotations

import pytest

from models.labels import Etat, Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.tables import Operation
from screens.client_form import ClientForm
from screens.formulaire.saving import Outcome
from screens.widgets.field import Field
from screens.widgets.foot import Foot
from screens.windows.confirm import ConfirmModal
from tests.cabinet import NIR, colleague_of, employeur, gerant, independant, numero, siren
from tests.journeys.form_stage import fill, form_a, only, outcome, plain, save, unsaved, value
from tests.journeys.list_stage import Session, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_deja_inscrit_asks_no_proof_and_gives_back_what_was_typed(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.type("77")
        await session.press("f2")
        montant = session.screen.query_one("#montant", Field)
        assert montant.disabled
        assert montant.value == ""
        assert session.focus == "numero_compte"
        await session.press("f2")
        assert montant.value.startswith("77")
        await session.press("f2")
        await save(session)

    play(form_a(inside), steps)
    fiche = only(inside)
    assert fiche.montant_centimes is None
    assert fiche.report is Report.FAIT


def test_deja_inscrit_asks_before_it_erases_what_was_kept_for_the_report(
    inside: Portefeuille,
) -> None:
    there = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.press("f2", "ctrl+s")
        assert "Sera effacé" in plain(session.said)
        assert "le montant" in plain(session.said)
        assert there.nom in plain(session.said)
        await session.press("escape")
        assert only(inside) == there
        await session.press("ctrl+s", "o", "enter")
        assert "prise en compte" in plain(session.said)

    play(ClientForm.for_edit(inside, there), steps)
    assert (only(inside).report, only(inside).montant_centimes) == (Report.FAIT, None)


def test_saving_what_did_not_change_says_so(inside: Portefeuille) -> None:
    there = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.press("ctrl+s")
        assert isinstance(session.screen, ClientForm)
        assert session.message == "Aucune modification à enregistrer."

    play(ClientForm.for_edit(inside, there), steps)
    assert only(inside) == there


def test_editing_changes_what_was_typed_and_keeps_the_rest(inside: Portefeuille) -> None:
    zoe = colleague_of(inside, "Zoé Petit", Role.COLLABORATEUR)._utilisateur
    assert zoe
    services = frozenset({Service.PAIEMENT})
    there = inside.enroll(independant(1, note="ancien", services=services, responsable=zoe.uid))
    zoe.actif = False
    zoe.save()

    async def steps(session: Session) -> None:
        text = plain(session.text)
        assert "> Données" in text
        assert "1 80 01 •• ••• ••• ••" in text
        assert "conservé" in text
        assert not unsaved(session)
        await fill(session, [("ville", " CEDEX")])
        assert unsaved(session)
        await save(session)

    app = play(ClientForm.for_edit(inside, there), steps)
    fiche = only(inside)
    assert outcome(app.answer) == Outcome(fiche, again=False)
    assert fiche.comptes[0].ville == "TOULOUSE CEDEX"
    assert (fiche.raison_sociale, fiche.civilite, fiche.note) == ("FAURE 001", "MME", "ancien")
    assert fiche.services == services
    assert fiche.responsable_nom == "Zoé Petit"
    assert fiche.comptes[0].id == there.comptes[0].id
    assert inside.reveal_nir(fiche) == NIR


def test_the_nir_kept_is_shown_by_f3_and_written_in_the_journal(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = inside.enroll(independant(1))

    def is_shown(session: Session) -> bool:
        return "1 80 01 75 056 000 04" in plain(session.text)

    async def steps(session: Session) -> None:
        assert "1 80 01 75" not in plain(session.text)
        await session.press("f3")
        assert is_shown(session)
        monkeypatch.setattr("screens.formulaire.fields.REVEALED", 0.01)
        await session.press("f3")
        await until(lambda: not is_shown(session))
        assert "1 80 01 75" not in plain(session.text)

    play(ClientForm.for_edit(inside, there), steps)
    assert Operation.select().where(Operation.verbe == "reveler_nir").count() == 2


def test_two_comptes_lose_nothing_and_are_both_written(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await fill(session, [("montant", "0"), ("numero_compte", numero(1)), ("ville", "PAU")])
        await session.press("f9")
        assert session.focus == "numero_compte"
        assert "Compte 2/2" in session.text
        await session.type(numero(2))
        await fill(session, [("ville", "DAX")])
        session.screen.query_one("#etat").focus()
        await session.press("enter", "shift+tab", "right", "f7")
        assert value(session, "ville") == "PAU"
        await session.press("pagedown")
        assert value(session, "ville") == "DAX"
        await session.press("f9")
        assert "Compte 3/3" in session.text
        await save(session)

    play(form_a(inside), steps)
    comptes = only(inside).comptes
    assert [(one.numero_compte, one.ville, one.etat) for one in comptes] == [
        (numero(1), "PAU", Etat.ACTIF),
        (numero(2), "DAX", Etat.SUSPENDU),
    ]


def test_a_number_that_leaves_one_compte_for_another_is_not_lost(inside: Portefeuille) -> None:
    there = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        session.screen.query_one("#numero_compte", Field).value = numero(2)
        await session.press("f9")
        await session.type(numero(1))
        await save(session)

    play(ClientForm.for_edit(inside, there), steps)
    assert [one.numero_compte for one in only(inside).comptes] == [numero(2), numero(1)]


def test_annuler_asks_only_if_something_was_typed(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.type("5")
        await session.press("escape")
        assert "Abandonner la saisie ?" in plain(session.said)
        await session.press("enter")
        assert isinstance(session.screen, ClientForm)
        await session.press("backspace", "escape")
        assert not isinstance(session.screen, (ClientForm, ConfirmModal))

    app = play(form_a(inside), steps)
    assert app.answer is None
    assert not inside.page().total


def test_a_reader_sees_and_changes_nothing(inside: Portefeuille) -> None:
    there = inside.enroll(gerant(1, siren_societe=siren(4)))
    reader = colleague_of(inside, "Zoé Petit", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        assert "Votre rôle permet la consultation seulement." in session.message
        assert all(field.is_disabled for field in session.screen.query("Field"))
        for key in ("ctrl+s", "ctrl+n", "f2", "f9", "f6", "f3"):
            session.screen.query_one(Foot).clear()
            await session.press(key)
            assert "Votre rôle permet la consultation seulement." in session.message, key
        await session.press("escape")
        assert not isinstance(session.screen, ClientForm)

    app = play(ClientForm.for_edit(reader, there), steps)
    assert app.answer is None
    assert only(inside) == there


def test_a_compte_of_an_existing_client_is_added_beside_the_others(inside: Portefeuille) -> None:
    held = (SaisieCompte(numero(1)), SaisieCompte(numero(2)))
    there = inside.enroll(employeur(1, comptes=held))

    async def steps(session: Session) -> None:
        assert "Compte 1/2" in session.text
        session.screen.query_one("#numero_compte", Field).value = numero(4)
        await session.press("f9")
        await session.type(numero(3))
        await save(session)

    play(ClientForm.for_edit(inside, there), steps)
    comptes = only(inside).comptes
    assert [one.numero_compte for one in comptes] == [numero(4), numero(2), numero(3)]
    assert [one.id for one in comptes[:2]] == [one.id for one in there.comptes]
