"""A client is typed: keys in, then look in the database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from models.labels import Etat, Regime, Report, Role, Service
from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.formulaire.layout import ROWS
from screens.formulaire.saving import Outcome
from tests.cabinet import NIR, colleague_of, employeur, numero, siren
from tests.journeys.form_stage import fill, form_a, form_b, only, outcome, plain, save, value
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.mark.carte
def test_the_words_of_the_fiche_and_all_boxes_are_visible(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        text = plain(session.text + session.said)
        for label in (
            "Mon Profil > Paramètres > Gérer les établissements > Inscrire",
            f"A. Votre client est employeur : Siren {siren(1)[:3]}",
            *("Montant à payer déclaré sur", "la dernière déclaration"),
            "Numéro de compte employeur",
            "Déjà inscrit sur urssaf.fr",
            "Enregistrer et suivant",
            "Annuler",
        ):
            assert label in text, label
        assert "F8 Aller aux cases" in text
        await session.press("f8")
        text = plain(session.text)
        for service in Service:
            assert service.label.split()[0] in text
        assert session.lines[20].strip().startswith("notifications contentieuses")

    play(form_a(inside), steps)


@pytest.mark.carte
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
    assert outcome(app.answer) == Outcome(fiche, again=False)
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
    assert seen == [*(name for row in ROWS[Regime.GENERAL] for name in row), None]


def test_everything_that_is_typed_is_kept(inside: Portefeuille) -> None:
    colleague_of(inside, "Zoé Petit", Role.COLLABORATEUR)
    keys: dict[str | None, Sequence[str]] = {
        "montant": "0",
        "numero_compte": numero(1),
        "siret": siren(1) + "00017",
        "code_postal": "09110",
        "ville": "SAVIGNAC",
        "etat": ["right"],
        "civilite": "m",
        "raison_sociale": "Faure Anne",
        "forme_juridique": "EI",
        "code_dossier": "F01",
        "responsable": "z",
        "note": "à rappeler",
        None: ["3", "quotation_mark", "é", "ç", "f"],
    }

    async def steps(session: Session) -> None:
        while session.focus != "enregistrer":
            await session.press(*keys.get(session.focus, ""), "enter")
        await session.press("enter", "o", "enter", "enter")

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
        await session.press("enter", "enter")
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
        await session.press("enter", "enter", "enter")
        assert session.focus == "siren_societe"
        await session.type(siren(7))
        await save(session)

    play(ClientForm.for_gerant(inside, numero(3)), steps)
    fiche = only(inside)
    assert fiche.regime is Regime.GERANT_MAJORITAIRE
    assert (fiche.raison_sociale, fiche.siren, fiche.siren_societe) == (
        "Legrand Paul",
        "",
        siren(7),
    )
    assert fiche.comptes[0].numero_compte == numero(3)


def test_a_number_accepted_under_inscrire_is_not_asked_about_again(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await save(session)

    play(ClientForm.for_gerant(inside, "12345678901234"), steps)
    assert only(inside).comptes[0].numero_compte == "12345678901234"


def test_enregistrer_et_suivant(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await fill(session, [("montant", "0"), ("numero_compte", numero(1))])
        await session.press("ctrl+n", "enter")

    app = play(form_a(inside), steps)
    assert outcome(app.answer) == Outcome(only(inside), again=True)


def test_one_key_leads_to_the_boxes_from_any_field(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await fill(session, [("montant", "0"), ("numero_compte", numero(1))])
        session.screen.query_one("#code_dossier").focus()
        await session.press("f8", "8")
        assert "8 [x]›" in session.text
        assert value(session, "code_dossier") == ""
        await save(session)

    play(form_a(inside), steps)
    assert only(inside).services == {Service.ETRANGER}


def test_who_only_reads_is_told_that_the_boxes_cannot_be_changed(inside: Portefeuille) -> None:
    fiche = inside.enroll(employeur(1))

    async def steps(session: Session) -> None:
        await session.press("f8", "8")
        assert "consultation" in session.message

    reader = colleague_of(inside, "Luc Lecteur", Role.CONSULTATION)
    play(ClientForm.for_edit(reader, fiche), steps)
    assert inside.get(fiche.uid).services == fiche.services


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
        assert "→ puis Espace coche ou décoche." in session.message
        assert "[ ]›Déjà inscrit sur urssaf.fr‹" in session.text
        await session.press("right", "space")
        assert "[x]›Déjà inscrit sur urssaf.fr‹" in session.text
        await session.type("a b")
        await session.press("tab", "shift+tab", "space")
        assert "[ ]›Déjà inscrit sur urssaf.fr‹" in session.text

    play(form_a(inside), steps)
