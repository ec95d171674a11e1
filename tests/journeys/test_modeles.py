"""Modèles de services: kept from a client, applied in the form and in the panel (F6)."""

from __future__ import annotations

import pytest

from models.errors import StorageFailure
from models.labels import Regime, Role, Service
from models.modeles import Modeles
from models.portefeuille import Portefeuille
from screens.client_form import ClientForm
from screens.etablissements import EtablissementsScreen
from screens.modeles import ModelesModal
from screens.services_panel import ServicesPanel
from tests.cabinet import colleague_of, employeur, numero, siren
from tests.journeys.list_stage import SMALL, Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

DSN = frozenset({Service.DPAE, Service.SUIVI_DSN})
PAIE = frozenset({Service.PAIEMENT})


def panel(portefeuille: Portefeuille) -> ServicesPanel:
    return ServicesPanel(portefeuille, portefeuille.enroll(employeur(1, services=DSN)))


def test_a_modele_is_kept_from_a_client_that_is_read(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("f6")
        assert isinstance(session.screen, ModelesModal)
        assert "Aucun modèle" in session.text
        await session.type("Employeur, paie au cabinet")
        await session.press("enter")
        assert "Modèle gardé : Employeur, paie au cabinet." in session.text
        assert "Employeur, paie au cabinet 2 cases" in session.text
        await session.press("escape")
        assert "Mode consultation" in session.text

    play(panel(portefeuille), steps, size=SMALL)
    (kept,) = portefeuille.modeles.all()
    assert (kept.nom, kept.services) == ("Employeur, paie au cabinet", DSN)


def test_a_modele_opens_the_boxes_of_the_panel_and_saves_nothing(
    portefeuille: Portefeuille,
) -> None:
    portefeuille.modeles.keep("Paie", PAIE)

    async def steps(session: Session) -> None:
        await session.press("f6", "enter")
        assert "Mode modification" in session.text
        assert "3 modifications non enregistrées" in session.text
        assert portefeuille.with_siren(siren(1))[0].services == DSN
        await session.press("ctrl+s")

    play(panel(portefeuille), steps)
    assert portefeuille.with_siren(siren(1))[0].services == PAIE


def test_a_modele_ticks_the_boxes_of_a_form_that_is_being_filled(
    portefeuille: Portefeuille,
) -> None:
    portefeuille.modeles.keep("DSN", DSN)

    async def steps(session: Session) -> None:
        before = session.focus
        await session.press("f6", "enter")
        assert "Modèle appliqué : DSN." in session.text
        assert session.focus == before
        session.screen.query_one("#numero_compte").focus()
        await session.type(numero(1))
        session.screen.query_one("#montant").focus()
        await session.type("1234,56")
        await session.press("ctrl+s")

    play(ClientForm.for_siren(portefeuille, siren(1), Regime.GENERAL), steps)
    (fiche,) = portefeuille.with_siren(siren(1))
    assert fiche.services == DSN


def test_giving_up_leaves_the_boxes_alone(portefeuille: Portefeuille) -> None:
    portefeuille.modeles.keep("Paie", PAIE)

    async def steps(session: Session) -> None:
        await session.press("m", "f6", "escape")
        assert "non enregistrée" not in session.text
        await session.press("escape")
        assert "Mode consultation" in session.text

    play(panel(portefeuille), steps)


def test_a_name_that_is_taken_is_replaced_only_when_asked(portefeuille: Portefeuille) -> None:
    portefeuille.modeles.keep("Paie", PAIE)

    async def steps(session: Session) -> None:
        await session.press("f6", "tab")
        await session.type("PAIE")
        await session.press("space", "space", "enter")
        assert "Remplacer le modèle « Paie » ?" in session.text
        await session.press("n")
        assert portefeuille.modeles.all()[0].services == PAIE
        await session.press("enter", "o", "enter")
        assert "Modèle gardé : PAIE." in session.text

    play(panel(portefeuille), steps)
    (kept,) = portefeuille.modeles.all()
    assert (kept.nom, kept.services) == ("PAIE", DSN)


def test_a_modele_is_removed_once_confirmed(portefeuille: Portefeuille) -> None:
    portefeuille.modeles.keep("Paie", PAIE)

    async def steps(session: Session) -> None:
        await session.press("f6", "x", "escape")
        assert len(portefeuille.modeles.all()) == 1
        await session.press("x")
        assert "Les services de vos clients restent comme ils sont." in session.text
        await session.press("o", "enter")
        assert "Modèle supprimé : Paie." in session.text
        assert "Aucun modèle" in session.text
        await session.press("x", "enter")
        assert "Aucun modèle à supprimer." in session.text

    play(panel(portefeuille), steps)
    assert portefeuille.modeles.all() == ()


def test_a_name_without_a_box_is_refused_and_stays_typed(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, services=frozenset()), forced=True)

    async def steps(session: Session) -> None:
        await session.press("f6", "enter")
        assert "Nommez ce modèle" in session.text
        await session.type("Vide")
        await session.press("enter")
        assert "cochez-en une au moins" in session.text
        assert "Vide" in session.text

    play(ServicesPanel(portefeuille, fiche), steps)


def test_what_the_base_refuses_is_said_and_stays_typed(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StorageFailure("Disque plein.")

    monkeypatch.setattr(Modeles, "keep", refuse)

    async def steps(session: Session) -> None:
        await session.press("f6")
        await session.type("DSN")
        await session.press("enter")
        assert "Disque plein" in session.text
        await session.press("escape")
        assert "DSN" in session.text

    play(panel(portefeuille), steps)


def test_a_reader_is_told_that_he_only_reads(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    reader = colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        await session.press("f6")
        assert "consultation seulement" in session.text

    play(ServicesPanel(reader, fiche), steps)


def test_a_modele_given_unasked_ticks_the_boxes_of_a_new_client(
    portefeuille: Portefeuille,
) -> None:
    portefeuille.modeles.keep("DSN", DSN)

    async def give(session: Session) -> None:
        await session.press("f6", "d")
        assert "Cocher d'office « DSN » pour les employeurs ?" in session.text.replace("\xa0", " ")
        await session.press("i")
        assert "Rien n'a changé." in session.text
        assert portefeuille.modeles.all()[0].regime is None
        await session.press("d", "enter")
        assert "coché d'office pour les employeurs." in session.text
        assert "DSN les employeurs 2 cases" in session.text

    play(panel(portefeuille), give)

    async def enroll(session: Session) -> None:
        await session.press("a", *siren(2), "enter", "e", "0", "tab", *numero(2), "ctrl+s", "enter")

    play(EtablissementsScreen(portefeuille), enroll)
    assert portefeuille.with_siren(siren(2))[0].services == DSN

    async def take_back(session: Session) -> None:
        await session.press("f6", "d", "enter")
        assert "plus coché d'office" in session.text

    play(ServicesPanel(portefeuille, portefeuille.with_siren(siren(2))[0]), take_back)
    assert portefeuille.modeles.given(Regime.GENERAL) == frozenset()


def test_without_a_modele_there_is_nothing_to_give(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("f6", "shift+tab", "d", "enter")
        assert "nommez d'abord les cases" in session.message

    play(panel(portefeuille), steps)


def test_a_modele_that_a_colleague_changed_is_read_again_and_nothing_is_confirmed(
    portefeuille: Portefeuille,
) -> None:
    theirs = colleague_of(portefeuille, "Zoé Petit", Role.COLLABORATEUR).modeles
    seen = portefeuille.modeles.keep("Paie", PAIE)

    async def steps(session: Session) -> None:
        await session.press("f6")
        theirs.keep("PAIE", DSN, replaces=seen)
        await session.press("d", "enter")
        assert "n'est plus là" in session.text
        assert "PAIE 2 cases" in session.text
        await session.press("x")
        theirs.remove("PAIE")
        await session.press("o", "enter")
        assert "n'est plus là" in session.text
        assert "Aucun modèle" in session.text
        theirs.keep("Paie", PAIE)
        await session.press("tab")
        await session.type("Paie")
        await session.press("enter")
        assert "a changé" in session.text
        assert "Paie 1 case" in session.text
        await session.press("enter")
        assert "Remplacer le modèle « Paie » ?" in session.text
        await session.press("o", "enter")
        assert "Modèle gardé" in session.text

    play(panel(portefeuille), steps)
    assert [one.services for one in portefeuille.modeles.all()] == [DSN]
