"""The form of a client: keys in, then look in the database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from models.errors import StorageBusy, StorageFailure
from models.fiche import Fiche
from models.labels import Etat, Regime, Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.tables import Operation
from screens.client_form import ClientForm
from screens.formulaire.saving import Outcome
from screens.widgets.field import Field
from screens.windows.confirm import ConfirmModal
from tests.cabinet import NIR, colleague_of, employeur, gerant, independant, numero, siren
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

MONTANT_MISSING = "Saisissez le montant à payer déclaré sur la dernière déclaration"


def form_a(inside: Portefeuille, rank: int = 1) -> ClientForm:
    return ClientForm.for_siren(inside, siren(rank), Regime.GENERAL)


def form_b(inside: Portefeuille, rank: int = 1) -> ClientForm:
    return ClientForm.for_siren(inside, siren(rank), Regime.ARTISAN_COMMERCANT)


def only(inside: Portefeuille) -> Fiche:
    (fiche,) = inside.page().fiches
    return fiche


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def outcome(answer: object) -> Outcome:
    assert isinstance(answer, Outcome)
    return answer


def value(session: Session, name: str) -> str:
    return session.screen.query_one(f"#{name}", Field).value


def unsaved(session: Session) -> bool:
    assert isinstance(session.screen, ClientForm)
    return session.screen.unsaved


async def save(session: Session) -> None:
    """Save, and answer OK to what the portal says."""
    await session.press("ctrl+s")
    assert isinstance(session.screen, ConfirmModal)
    assert "Votre modification a bien été prise en compte." in plain(session.said)
    await session.press("enter")


async def fill(session: Session, texts: Iterable[tuple[str, str]]) -> None:
    """Type in fields, known by what they are."""
    for name, text in texts:
        session.screen.query_one(f"#{name}").focus()
        await session.press("end")
        await session.type(text)


def test_the_words_of_the_fiche_and_all_boxes_are_visible(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        text = plain(session.text)
        for label in (
            "Mon Profil > Paramètres > Gérer les établissements > Inscrire",
            f"A. Votre client est employeur : Siren {siren(1)[:3]}",
            "Montant à payer déclaré sur la dernière déclaration",
            "Numéro de compte employeur",
            "Déjà inscrit sur urssaf.fr",
            "Enregistrer et suivant",
            "Annuler",
        ):
            assert label in text, label
        for service in Service:
            assert service.label.split()[0] in text
        assert session.lines[20].strip().startswith("notifications contentieuses")

    play(form_a(inside), steps)


def test_an_employer_in_five_keys(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert session.focus == "montant"
        await session.type("1234.5")
        await session.press("enter")
        assert session.focus == "numero_compte"
        await session.type(numero(1))
        await save(session)

    app = play(form_a(inside), steps)
    fiche = only(inside)
    assert outcome(app.answer) == Outcome(fiche, created=True, again=False)
    assert fiche.regime is Regime.GENERAL
    assert fiche.siren == siren(1)
    assert fiche.montant_centimes == 123450
    assert fiche.comptes[0].numero_compte == numero(1)
    assert fiche.report is Report.A_FAIRE


def test_entree_goes_through_every_field_then_the_boxes_then_enregistrer(
    inside: Portefeuille,
) -> None:
    seen = []

    async def steps(session: Session) -> None:
        while session.focus != "enregistrer":
            seen.append(session.focus)
            await session.press("enter")
        assert len(seen) < 20

    play(form_a(inside), steps)
    assert seen == [
        "montant",
        "numero_compte",
        "siret",
        "code_postal",
        "ville",
        "etat",
        "civilite",
        "raison_sociale",
        "forme_juridique",
        "code_dossier",
        "responsable",
        "note",
        None,
    ]


def test_everything_that_is_typed_is_kept(inside: Portefeuille) -> None:
    colleague_of(inside, "Zoé Petit", Role.COLLABORATEUR)

    async def steps(session: Session) -> None:
        await session.type("0")
        await session.press("enter")
        await session.type(numero(1))
        await session.press("enter")
        await session.type(siren(1) + "00017")
        await session.press("enter")
        await session.type("09110")
        await session.press("enter")
        await session.type("SAVIGNAC")
        await session.press("enter", "right", "enter", "m", "enter")
        await session.type("Faure Anne")
        await session.press("enter")
        await session.type("EI")
        await session.press("enter")
        await session.type("F01")
        await session.press("enter", "z", "enter")
        await session.type("à rappeler")
        await session.press("enter", "3", "quotation_mark", "é", "ç", "f", "enter")
        assert session.focus == "enregistrer"
        await session.press("enter", "o", "enter")

    play(form_a(inside), steps)
    fiche = only(inside)
    compte = fiche.comptes[0]
    assert (compte.siret, compte.code_postal, compte.ville) == (
        siren(1) + "00017",
        "09110",
        "SAVIGNAC",
    )
    assert compte.etat is Etat.SUSPENDU
    assert (fiche.civilite, fiche.raison_sociale, fiche.forme_juridique) == (
        "M.",
        "Faure Anne",
        "EI",
    )
    assert (fiche.code_dossier, fiche.responsable_nom, fiche.note) == (
        "F01",
        "Zoé Petit",
        "à rappeler",
    )
    assert fiche.services == {
        Service.DECLARATION,
        Service.SUIVI_DSN,
        Service.COURRIEL_CONTENTIEUX,
    }


@pytest.mark.parametrize("regime", [Regime.ARTISAN_COMMERCANT, Regime.PROFESSION_LIBERALE])
def test_an_independent_under_both_regimes(
    inside: Portefeuille, tmp_path: Path, regime: Regime
) -> None:
    async def steps(session: Session) -> None:
        assert session.focus == "nir"
        await session.type(NIR[:13])
        await session.press("enter")
        assert "clé 04 a été calculée" in plain(session.message)
        assert "1 80 01 75 056 000 04" in plain(session.text)
        await session.type(numero(2))
        await session.press("enter")
        assert session.focus == "regime"
        if regime is Regime.PROFESSION_LIBERALE:
            await session.press("right")
        await save(session)

    play(form_b(inside), steps)
    fiche = only(inside)
    assert fiche.regime is regime
    assert inside.reveal_nir(fiche) == NIR
    files = b"".join(path.read_bytes() for path in tmp_path.glob("portefeuille.db*"))
    assert numero(2).encode() in files
    assert NIR[:13].encode() not in files


def test_a_gerant(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert session.focus == "raison_sociale"
        await session.type("Legrand Paul")
        await session.press("enter")
        assert session.focus == "siren_societe"
        await session.type(siren(7))
        await save(session)

    play(ClientForm.for_gerant(inside, numero(3)), steps)
    fiche = only(inside)
    assert fiche.regime is Regime.GERANT_MAJORITAIRE
    assert (fiche.raison_sociale, fiche.siren, fiche.siren_societe) == (
        "Legrand Paul",
        None,
        siren(7),
    )
    assert fiche.comptes[0].numero_compte == numero(3)


def test_a_number_accepted_under_inscrire_is_not_asked_about_again(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await save(session)

    play(ClientForm.for_gerant(inside, "12345678901234"), steps)
    assert only(inside).comptes[0].numero_compte == "12345678901234"


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
        await session.press("ctrl+s", "o", "enter")

    app = play(form_a(inside), steps)
    assert outcome(app.answer).created
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


def test_who_is_already_there_may_be_opened(inside: Portefeuille) -> None:
    there = inside.enroll(independant(1))

    async def steps(session: Session) -> None:
        await fill(session, [("nir", NIR), ("numero_compte", numero(5))])
        await session.press("ctrl+s")
        assert "Ouvrir ce compte ?" in plain(session.said)
        await session.press("enter")
        assert isinstance(session.screen, ClientForm)
        assert value(session, "numero_compte")
        await session.press("ctrl+s", "o")

    app = play(form_b(inside), steps)
    assert outcome(app.answer) == Outcome(there, created=False, again=False, opened=True)
    assert inside.page().total == 1


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
        await session.press("ctrl+s", "o")
        assert "prise en compte" in plain(session.said)

    play(ClientForm.for_edit(inside, there), steps)
    assert (only(inside).report, only(inside).montant_centimes) == (Report.FAIT, None)


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


def test_saving_what_did_not_change_says_so(inside: Portefeuille) -> None:
    there = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.press("ctrl+s")
        assert isinstance(session.screen, ClientForm)
        assert session.message == "Aucune modification à enregistrer."

    play(ClientForm.for_edit(inside, there), steps)
    assert only(inside) == there


def test_enregistrer_et_suivant(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await fill(session, [("montant", "0"), ("numero_compte", numero(1))])
        await session.press("ctrl+n", "enter")

    app = play(form_a(inside), steps)
    assert outcome(app.answer) == Outcome(only(inside), created=True, again=True)


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
    assert outcome(app.answer) == Outcome(fiche, created=False, again=False)
    assert fiche.comptes[0].ville == "TOULOUSE CEDEX"
    assert (fiche.raison_sociale, fiche.civilite, fiche.note) == ("FAURE 001", "MME", "ancien")
    assert fiche.services == services
    assert fiche.responsable_nom == "Zoé Petit"
    assert fiche.comptes[0].id == there.comptes[0].id
    assert inside.reveal_nir(fiche) == NIR


def test_the_nir_kept_is_shown_by_f3_and_written_in_the_journal(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.formulaire.fields.REVEALED", 0.8)
    there = inside.enroll(independant(1))

    async def steps(session: Session) -> None:
        assert "1 80 01 75" not in plain(session.text)
        await session.press("f3")
        assert "1 80 01 75 056 000 04" in plain(session.text)
        await session._pilot.pause(1.2)
        assert "1 80 01 75" not in plain(session.text)

    play(ClientForm.for_edit(inside, there), steps)
    assert Operation.select().where(Operation.verbe == "reveler_nir").count() == 1


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
        await session.press("f8")
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


def test_saving_again_after_a_busy_base_writes_once(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.flows.gestures.PATIENCE", -1.0)
    enroll = Portefeuille.enroll
    answers = iter(["before", "before", "after", "after", "through"])

    def lost(self: Portefeuille, *args: object, **kwargs: object) -> Fiche:
        answer = next(answers)
        if answer == "before":
            raise StorageBusy("La base est occupée.")
        fiche = enroll(self, *args, **kwargs)  # type: ignore[arg-type]
        if answer == "after":
            raise StorageBusy("La base est occupée.")
        return fiche

    monkeypatch.setattr(Portefeuille, "enroll", lost)

    async def steps(session: Session) -> None:
        await fill(session, [("montant", "0"), ("numero_compte", numero(1))])
        await session.press("ctrl+s")
        assert "occupée" in session.message
        await session.press("ctrl+s")
        assert "occupée" in session.message
        await save(session)

    play(form_a(inside), steps)
    assert only(inside).comptes[0].numero_compte == numero(1)
    assert Operation.select().where(Operation.verbe == "inscrire").count() == 1


def test_what_changed_after_a_lost_answer_is_not_taken_for_saved(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = inside.enroll(employeur(1))
    edit, failures = Portefeuille.edit, [StorageFailure("Connexion perdue.")]

    def lossy(self: Portefeuille, *args: object, **kwargs: object) -> Fiche:
        fiche = edit(self, *args, **kwargs)  # type: ignore[arg-type]
        if failures:
            raise failures.pop()
        return fiche

    monkeypatch.setattr(Portefeuille, "edit", lossy)

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
        assert "F5 : relire." in plain(session.text)
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
        assert session.message == "Client relu. Votre saisie est gardée."
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
        await session.press("f2", "ctrl+s", "o")
        assert "Zoé Petit" in session.message
        await session.press("f5")
        assert session.message == "Client relu. Votre saisie est gardée."
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
            assert "Sera effacé, car gardé seulement pour ce report : le montant." in plain(
                session.said
            )
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


def test_a_reader_sees_and_changes_nothing(inside: Portefeuille) -> None:
    there = inside.enroll(gerant(1, siren_societe=siren(4)))
    reader = colleague_of(inside, "Zoé Petit", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        assert "Votre profil permet la consultation seulement." in session.message
        assert all(field.is_disabled for field in session.screen.query("Field"))
        await session.press("ctrl+s", "f2", "f9", "f3", "escape")
        assert not isinstance(session.screen, ClientForm)

    app = play(ClientForm.for_edit(reader, there), steps)
    assert app.answer is None
    assert only(inside) == there


def test_hints_are_said_in_the_boxes_and_f4_explains(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("f4")
        assert "13 chiffres" in plain(session.said)
        await session.press("escape")
        session.screen.query_one("ServiceBoxes").focus()
        await session.press("1")
        assert "sans objet pour un compte indépendant" in session.message
        await session.press("8", "f4")
        assert "À noter" in plain(session.said)

    play(form_b(inside), steps)


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


def test_entree_alone_goes_through_the_form_and_saves_at_its_end(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.type("0")
        await session.press("enter")
        await session.type(numero(1))
        for _ in range(20):
            if not isinstance(session.screen, ClientForm):
                break
            await session.press("enter")
        assert "Votre modification a bien été prise en compte." in plain(session.said)

    play(form_a(inside), steps)
    assert only(inside).montant_centimes == 0


def test_a_name_typed_on_a_choice_changes_nothing_and_is_told(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        session.screen.query_one("#etat").focus()
        await session.type("LE BOIS DU PONT")
        assert "On ne tape pas de texte ici" in session.message
        assert "(•)›Actif‹" in session.text
        await session.press("right", "space")
        assert "(•)›Radié‹" in session.text
        session.screen.query_one("#inscrit").focus()
        await session.type("a b")
        assert "[ ]›Déjà inscrit sur urssaf.fr‹" in session.text
        await session.press("tab", "shift+tab", "space")
        assert "[x]›Déjà inscrit sur urssaf.fr‹" in session.text

    play(form_a(inside), steps)
