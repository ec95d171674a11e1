"""The panel: keys in, then what the database holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from models.fiche import Fiche
from models.labels import Etat, Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from models.tables import Operation
from screens.flows.one_client import Left
from screens.services.panel_boxes import PanelBoxes
from screens.services_panel import ServicesPanel
from screens.widgets.foot import Foot
from tests.cabinet import colleague_of, employeur, fill, independant, numero
from tests.journeys.list_stage import Session
from tests.journeys.list_stage import play as play_on

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

BOXES = frozenset({Service.DPAE, Service.SITUATION})


@pytest.fixture
def fiche(portefeuille: Portefeuille) -> Fiche:
    return portefeuille.enroll(employeur(1, services=BOXES))


@dataclass(frozen=True)
class Seen:
    """What a journey left: the answer of the screen, its last message and text."""

    answer: object
    message: str
    text: str
    said: str


def play(screen: ServicesPanel, keys: Sequence[str]) -> Seen:
    """Press keys on the panel."""
    seen: list[tuple[str, str, str]] = []

    async def steps(session: Session) -> None:
        await session.press(*keys)
        feet = session.screen.query(Foot)
        message = feet.first().text if feet else ""
        seen.append((message, "\n".join(session.lines), session.said))

    app = play_on(screen, steps)
    return Seen(app.answer, *seen[0])


@pytest.mark.carte
def test_consultation_shows_all_boxes_and_changes_nothing(
    portefeuille: Portefeuille, fiche: Fiche
) -> None:
    seen = play(ServicesPanel(portefeuille, fiche), ["1", "a", "space"])
    flat = " ".join(seen.text.split())
    assert "Mode modification" in flat  # Espace pressed Modifier, which has the focus
    seen = play(ServicesPanel(portefeuille, fiche), ["1", "a"])
    for service in Service:
        if not service.est_courriel:
            assert f"{service.key} {'✓' if service in BOXES else '✗'} {service.label}" in seen.text
    assert portefeuille.get(fiche.uid) == fiche


@pytest.mark.carte
def test_boxes_are_opened_and_closed_then_saved(portefeuille: Portefeuille, fiche: Fiche) -> None:
    keys = ["m", "1", "6", "e", "ctrl+s", "enter", "escape"]
    seen = play(ServicesPanel(portefeuille, fiche), keys)
    saved = portefeuille.get(fiche.uid)
    assert saved.services == {
        Service.SITUATION,
        Service.ATTESTATIONS,
        Service.COURRIEL_ATTESTATIONS,
    }
    assert saved.report is Report.A_FAIRE
    assert isinstance(seen.answer, Left)
    assert seen.answer.fiche.uid == fiche.uid


def test_the_azerty_row_ticks_too(portefeuille: Portefeuille, fiche: Fiche) -> None:
    play(ServicesPanel(portefeuille, fiche), ["m", "ampersand", "ctrl+s", "enter"])
    assert portefeuille.get(fiche.uid).services == {Service.SITUATION}


def test_changes_are_named_before_they_are_saved(portefeuille: Portefeuille, fiche: Fiche) -> None:
    seen = play(ServicesPanel(portefeuille, fiche, modification=True), ["1", "6"])
    assert seen.message == (
        "! 2\xa0modifications non enregistrées\xa0: +\xa0Attestations, −\xa0DPAE"
    )
    many = play(ServicesPanel(portefeuille, fiche, modification=True), ["1", "2", "5", "6"])
    assert many.message == "! 4\xa0modifications non enregistrées\xa0: 3 à ouvrir, 1 à fermer"
    assert "^S" in many.text


def test_what_is_read_again_says_so_or_what_is_not_saved(
    portefeuille: Portefeuille, fiche: Fiche
) -> None:
    read = play(ServicesPanel(portefeuille, fiche, modification=True), ["f5"])
    assert read.message == "Compte actualisé."
    changed = play(ServicesPanel(portefeuille, fiche, modification=True), ["1", "f5"])
    assert changed.message == "! 1\xa0modification non enregistrée\xa0: −\xa0DPAE"


def test_abandoning_changes_asks_and_keeps_them_by_default(
    portefeuille: Portefeuille, fiche: Fiche
) -> None:
    kept = play(ServicesPanel(portefeuille, fiche), ["m", "1", "escape", "enter"])
    assert "modification non enregistrée" in kept.message
    left = play(ServicesPanel(portefeuille, fiche), ["m", "1", "escape", "o", "enter"])
    assert "Mode consultation" in left.text
    assert portefeuille.get(fiche.uid) == fiche


def test_nothing_changed_saves_nothing(portefeuille: Portefeuille, fiche: Fiche) -> None:
    seen = play(ServicesPanel(portefeuille, fiche), ["m", "1", "1", "ctrl+s"])
    assert seen.message == "Aucune modification à enregistrer."
    assert Operation.select().count() == 1


def test_saving_while_one_reads_says_what_opens_the_boxes(
    portefeuille: Portefeuille, fiche: Fiche
) -> None:
    seen = play(ServicesPanel(portefeuille, fiche), ["ctrl+s"])
    assert seen.message == "! Rien à enregistrer : m ouvre la modification."
    assert "^S" not in seen.text


@pytest.mark.carte
@pytest.mark.parametrize("opening", [["x"], ["delete"], ["m", "shift+tab", "enter"]])
@pytest.mark.played
def test_terminating_needs_an_explicit_yes(
    portefeuille: Portefeuille, fiche: Fiche, opening: list[str]
) -> None:
    for answer in ("enter", "n", "escape", "f12", "x", "delete", "space"):
        play(ServicesPanel(portefeuille, fiche), ["x", answer])
        assert portefeuille.get(fiche.uid).retire_le is None
    if opening[0] != "m":
        seen = play(ServicesPanel(portefeuille, fiche), [*opening, "o", "enter"])
        assert isinstance(seen.answer, Left)
        assert seen.answer.terminated
        assert portefeuille.get(fiche.uid).retire_le is not None


def test_in_modification_letters_are_boxes_and_nothing_else(
    portefeuille: Portefeuille, fiche: Fiche
) -> None:
    portefeuille.enroll(employeur(2))
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        await session.press("m")
        for letter in "xrnsuypjgz0":
            await session.press(letter)
            assert "Mode modification" in session.text
            assert "Ici les lettres sont des cases" in session.message
        await session.press("tab")
        assert not isinstance(session.app.focused, PanelBoxes)
        await session.press("d")
        assert "1 modification non enregistrée" in session.message
        await session.press("tab")
        assert "[x] Avis de mise à disposition de messages" in session.text
        await session.press("ampersand")
        assert "[ ]›DPAE" in session.text

    play_on(ServicesPanel(portefeuille, fiche), steps)
    assert Operation.select().count() == before
    assert portefeuille.get(fiche.uid) == fiche


def test_in_modification_other_keys_still_end_and_turn(portefeuille: Portefeuille) -> None:
    first, second = fill(portefeuille, 2)
    seen = play(ServicesPanel(portefeuille, first), ["m", "pagedown"])
    assert "Mode modification" in seen.text
    assert second.raison_sociale in seen.text
    seen = play(ServicesPanel(portefeuille, first), ["m", "delete", "o", "enter"])
    assert isinstance(seen.answer, Left)
    assert portefeuille.get(first.uid).retire_le is not None


def test_the_question_names_the_client_and_says_what_stays_open(
    portefeuille: Portefeuille, fiche: Fiche
) -> None:
    seen = play(ServicesPanel(portefeuille, fiche), ["x"])
    assert "rien n'y a encore été inscrit" in seen.said
    seen = play(ServicesPanel(portefeuille, portefeuille.report(fiche)), ["x"])
    assert "mon.urssaf.fr indique" in seen.text
    flat = seen.said
    for words in (
        "Veuillez confirmer la suppression immédiate de l'inscription Comptes Régime Général "
        "du siren 000 000 018",
        "BOULANGERIE 001",
        "Ce compte n'est pas radié.",
        "L'accès sur urssaf.fr reste ouvert tant que vous ne l'avez pas retiré.",
    ):
        assert words in flat


def test_somebody_else_s_change_is_not_overwritten(
    portefeuille: Portefeuille, fiche: Fiche
) -> None:
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(fiche, frozenset({Service.ATTESTATIONS}))
    seen = play(ServicesPanel(portefeuille, fiche), ["m", "2", "ctrl+s"])
    assert "Marc Petit" in seen.message
    assert "Mode modification" in seen.text
    assert portefeuille.get(fiche.uid).services == {Service.ATTESTATIONS}


def test_the_pages_go_through_the_list(portefeuille: Portefeuille) -> None:
    first, second, third = fill(portefeuille, 3)
    seen = play(ServicesPanel(portefeuille, second), ["pagedown", "escape"])
    assert seen.answer == Left(third)
    seen = play(ServicesPanel(portefeuille, second), ["p", "p"])
    assert seen.message == "C'est le premier compte."
    only = ServicesPanel(portefeuille, first, criteres=Criteres(texte="001"))
    assert play(only, ["s"]).message == "C'est le dernier compte."


def test_reporting_asks_before_it_erases_the_proofs(
    portefeuille: Portefeuille, fiche: Fiche
) -> None:
    play(ServicesPanel(portefeuille, fiche), ["r", "t"])
    assert portefeuille.get(fiche.uid).report is Report.A_FAIRE
    play(ServicesPanel(portefeuille, fiche), ["r", "enter"])
    done = portefeuille.get(fiche.uid)
    assert (done.report, done.montant_centimes) == (Report.FAIT, None)
    play(ServicesPanel(portefeuille, done), ["r", "enter"])
    assert portefeuille.get(fiche.uid).report is Report.A_FAIRE


def test_a_radie_is_advised_to_be_removed(portefeuille: Portefeuille) -> None:
    comptes = (SaisieCompte(numero(1), etat=Etat.RADIE),)
    fiche = portefeuille.enroll(employeur(1, comptes=comptes))
    seen = play(ServicesPanel(portefeuille, fiche), [])
    assert "(Radié)" in seen.text
    assert "si le compte d'un de vos clients est radié, il est conseillé" in seen.said
    assert "MME" not in seen.text


def test_hints_never_stand_in_the_way(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(independant(1))
    seen = play(ServicesPanel(portefeuille, fiche), ["m"])
    assert "sans objet pour un compte indépendant" in seen.message
    play(ServicesPanel(portefeuille, fiche), ["m", "1", "ctrl+s", "enter"])
    assert portefeuille.get(fiche.uid).services == {Service.DPAE}


def test_a_reader_changes_nothing(portefeuille: Portefeuille, fiche: Fiche) -> None:
    reader = colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)
    for key in ("m", "x", "r", "ctrl+s"):
        seen = play(ServicesPanel(reader, fiche), [key])
        assert "consultation seulement" in seen.message, key
        assert "(Modifier)" in seen.text
    seen = play(ServicesPanel(reader, fiche), ["d"])
    assert "Gérer les établissements > Données" in seen.text
    assert "consultation seulement" in seen.message
    assert portefeuille.get(fiche.uid) == fiche
