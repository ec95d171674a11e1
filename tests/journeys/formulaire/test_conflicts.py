"""A base that is busy, and a colleague who saved first: nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from models.errors import StorageBusy, StorageFailure
from models.fiche import Fiche
from models.labels import Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.tables import Operation
from screens.client_form import ClientForm
from screens.formulaire.clashing import ConflitModal
from screens.formulaire.saving import Saving
from tests.cabinet import colleague_of, employeur, numero
from tests.journeys.form_stage import fill, form_a, only, plain, save, value
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_saving_again_after_a_busy_base_writes_once(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.flows.gestures.PATIENCE", -1.0)
    write = Saving.write
    answers = iter(["before", "before", "after", "after", "through"])

    def lost(self: Saving, saisie: Saisie, **kwargs: Any) -> Fiche:
        answer = next(answers)
        if answer == "before":
            raise StorageBusy("Le portefeuille est occupé.")
        fiche = write(self, saisie, **kwargs)
        if answer == "after":
            raise StorageBusy("Le portefeuille est occupé.")
        return fiche

    monkeypatch.setattr(Saving, "write", lost)

    async def steps(session: Session) -> None:
        await fill(session, [("montant", "0"), ("numero_compte", numero(1))])
        await session.press("ctrl+s")
        assert "occupé" in session.message
        await session.press("ctrl+s")
        assert "occupé" in session.message
        await save(session)

    play(form_a(inside), steps)
    assert only(inside).comptes[0].numero_compte == numero(1)
    assert Operation.select().where(Operation.verbe == "inscrire").count() == 1


def test_what_changed_after_a_lost_answer_is_not_taken_for_saved(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = inside.enroll(employeur(1))
    write, failures = Saving.write, [StorageFailure("Connexion perdue.")]

    def lossy(self: Saving, saisie: Saisie, **kwargs: Any) -> Fiche:
        fiche = write(self, saisie, **kwargs)
        if failures:
            raise failures.pop()
        return fiche

    monkeypatch.setattr(Saving, "write", lossy)

    async def steps(session: Session) -> None:
        await fill(session, [("ville", " CEDEX")])
        await session.press("ctrl+s")
        assert "Connexion perdue." in session.message
        await fill(session, [("ville", " 9")])
        await session.press("ctrl+s")
        assert "Non enregistré" in session.message
        await session.press("f5")
        await save(session)

    play(ClientForm.for_edit(inside, there), steps)
    assert only(inside).comptes[0].ville == "SAVIGNAC CEDEX 9"


def test_a_conflict_overwrites_nothing_and_loses_nothing(inside: Portefeuille) -> None:
    there = inside.enroll(employeur(1))
    colleague = colleague_of(inside, "Zoé Petit", Role.COLLABORATEUR)
    colleague.set_services(there, frozenset({Service.DPAE}))

    async def steps(session: Session) -> None:
        await fill(session, [("ville", " CEDEX")])
        await session.press("ctrl+s")
        assert "Zoé Petit" in session.message
        assert "F5 : actualiser." in plain(session.text)
        assert value(session, "ville").endswith("CEDEX")

    play(ClientForm.for_edit(inside, there), steps)
    assert only(inside).comptes[0].ville == "SAVIGNAC"
    assert only(inside).services == {Service.DPAE}


def test_after_a_conflict_f5_puts_what_was_typed_on_what_the_other_saved(
    inside: Portefeuille,
) -> None:
    there = inside.enroll(employeur(1))
    colleague = colleague_of(inside, "Zoé Petit", Role.COLLABORATEUR)
    held = SaisieCompte(numero(1), code_postal="31000", ville="SAVIGNAC", id=there.comptes[0].id)
    theirs = employeur(1, services=frozenset({Service.DPAE}), note="vu", comptes=(held,))
    colleague.edit(there, theirs)

    async def steps(session: Session) -> None:
        await fill(session, [("ville", " CEDEX"), ("raison_sociale", " & FILS")])
        await session.press("f9")
        await session.type(numero(2))
        await session.press("ctrl+s", "f5")
        assert session.message == "Client actualisé. Votre saisie est gardée."
        assert session.focus == "numero_compte"
        assert "Compte 1/2" in session.text
        assert (value(session, "code_postal"), value(session, "note")) == ("31000", "vu")
        await save(session)

    play(ClientForm.for_edit(inside, there), steps)
    fiche = only(inside)
    assert (fiche.raison_sociale, fiche.note) == ("BOULANGERIE 001 & FILS", "vu")
    assert fiche.services == {Service.DPAE}
    assert [(one.numero_compte, one.code_postal, one.ville) for one in fiche.comptes] == [
        (numero(1), "31000", "SAVIGNAC CEDEX"),
        (numero(2), "", ""),
    ]


@pytest.mark.parametrize("unticked", [False, True])
def test_f5_keeps_deja_inscrit_and_the_montant_that_it_puts_away(
    inside: Portefeuille, *, unticked: bool
) -> None:
    there = inside.enroll(employeur(1))
    colleague = colleague_of(inside, "Zoé Petit", Role.COLLABORATEUR)
    colleague.set_services(there, frozenset({Service.DPAE}))

    async def steps(session: Session) -> None:
        await session.press("f2", "ctrl+s", "o", "enter")
        assert "Zoé Petit" in session.message
        await session.press("f5")
        assert session.message == "Client actualisé. Votre saisie est gardée."
        assert "[x] Déjà inscrit" in session.text
        assert (session.screen.query_one("#montant").disabled, value(session, "montant")) == (
            True,
            "",
        )
        if unticked:
            await session.press("f2")
            assert plain(value(session, "montant")) == "1 234,56"
            await session.press("ctrl+s")
            assert session.message == "Aucune modification à enregistrer."
        else:
            await session.press("ctrl+s")
            erased = "Sera effacé dans 24 h, car gardé seulement pour l'inscription : le montant."
            assert erased in plain(session.said)
            await session.press("o", "enter")

    play(ClientForm.for_edit(inside, there), steps)
    fiche = only(inside)
    expected = (Report.A_FAIRE, 123456) if unticked else (Report.FAIT, None)
    assert (fiche.report, fiche.montant_centimes) == expected


def test_f5_puts_away_the_montant_that_a_colleague_has_changed(inside: Portefeuille) -> None:
    there = inside.enroll(employeur(1))
    colleague = colleague_of(inside, "Zoé Petit", Role.COLLABORATEUR)
    held = SaisieCompte(numero(1), code_postal="09110", ville="SAVIGNAC", id=there.comptes[0].id)
    colleague.edit(there, employeur(1, montant="99,50", comptes=(held,)))

    async def steps(session: Session) -> None:
        await session.press("f2", "f5", "f2")
        assert value(session, "montant") == "99,50"

    play(ClientForm.for_edit(inside, there), steps)


def clashing(inside: Portefeuille) -> Fiche:
    """Have a colleague change the town, the name and the note of a client that one has read."""
    there = inside.enroll(employeur(1))
    colleague = colleague_of(inside, "Zoé Petit", Role.COLLABORATEUR)
    held = SaisieCompte(numero(1), ville="ALBI", id=there.comptes[0].id)
    colleague.edit(there, employeur(1, raison_sociale="ZOÉ", note="vu", comptes=(held,)))
    return there


def test_of_what_both_changed_one_chooses_field_by_field(inside: Portefeuille) -> None:
    there = clashing(inside)

    async def steps(session: Session) -> None:
        await fill(session, [("ville", " CEDEX"), ("raison_sociale", " & FILS")])
        await session.press("ctrl+s", "f5")
        assert isinstance(session.screen, ConflitModal)
        said = plain(session.text)
        assert "Raison sociale ● BOULANGERIE 001 & FILS ZOÉ" in said
        assert "Ville ● SAVIGNAC CEDEX ALBI" in said
        assert "Note" not in said, "only the colleague changed it"
        await session.press("space")
        assert "Raison sociale BOULANGERIE 001 & FILS ● ZOÉ" in plain(session.text)
        await session.press("ctrl+s")
        assert "Client actualisé. Votre saisie est gardée." in plain(session.text)
        assert (value(session, "raison_sociale"), value(session, "note")) == ("ZOÉ", "vu")
        await save(session)

    play(ClientForm.for_edit(inside, there), steps)
    fiche = only(inside)
    assert (fiche.raison_sociale, fiche.note) == ("ZOÉ", "vu")
    assert fiche.comptes[0].ville == "SAVIGNAC CEDEX"


def test_giving_the_choice_up_leaves_the_form_as_it_was(inside: Portefeuille) -> None:
    there = clashing(inside)

    async def steps(session: Session) -> None:
        await fill(session, [("ville", " CEDEX")])
        await session.press("ctrl+s", "f5", "enter", "escape")
        assert value(session, "ville") == "SAVIGNAC CEDEX"
        assert value(session, "raison_sociale") == "BOULANGERIE 001"
        await session.press("ctrl+s")
        assert "Non enregistré" in session.message

    play(ClientForm.for_edit(inside, there), steps)
    assert only(inside).comptes[0].ville == "ALBI"


def test_the_command_line_is_a_colleague_too(inside: Portefeuille) -> None:
    there = inside.enroll(employeur(1))
    script = Portefeuille(inside._cabinet, None, inside._vault, now=inside._now)
    script.edit(there, employeur(1, raison_sociale="ZOÉ"))

    async def steps(session: Session) -> None:
        await fill(session, [("raison_sociale", " & FILS")])
        await session.press("ctrl+s", "f5")
        assert "Vous et la ligne de commande avez changé" in plain(session.text)

    play(ClientForm.for_edit(inside, there), steps)
