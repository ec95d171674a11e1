"""Several comptes at once: ticked in the list, then changed or taken out; keys, then the base."""

from __future__ import annotations

import pytest

from models.labels import Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from models.services import Changement
from screens.etablissements import EtablissementsScreen
from screens.liste import ticked
from screens.lot import LotScreen
from screens.windows.nombre import NombreModal
from tests.cabinet import all_of, colleague_of, employeur, fill, numero, radie, with_service
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
DPAE = frozenset({Service.DPAE})
ATTESTATIONS = frozenset({Service.ATTESTATIONS})


def test_space_ticks_and_goes_down_and_ticks_last_through_pages_and_searches(
    portefeuille: Portefeuille,
) -> None:
    fill(portefeuille, 12)

    async def steps(session: Session) -> None:
        await session.press("space", "down", "space")
        assert "2 cochés" in session.text
        assert session.lines[8].startswith(" ✓BOULANGERIE")
        assert session.cursor.startswith("› BOULANGERIE")
        assert "BOULANGERIE 004" in session.cursor
        await session.press("s", "space")
        assert "3 cochés. c : leurs services" in session.text
        await session.press("slash", *"012", "enter")
        assert session.cursor.startswith("›✓")
        await session.press("escape", "home", "home", "space")
        assert "2 cochés" in session.text
        await session.press("minus")
        assert "Plus aucun compte coché." in session.text
        assert session.cursor.startswith("›BOULANGERIE")

    play(EtablissementsScreen(portefeuille), steps)


def test_escape_unticks_before_it_leaves(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)
    screen = EtablissementsScreen(portefeuille)

    async def steps(session: Session) -> None:
        await session.press("asterisk")
        assert "2 cochés" in session.text
        await session.press("escape")
        assert session.screen is screen
        assert "Plus aucun compte coché." in session.message
        await session.press("escape")
        assert session.screen is not screen

    play(screen, steps)


def test_the_same_change_for_all_that_a_search_finds(portefeuille: Portefeuille) -> None:
    for rank in range(1, 13):
        town = SaisieCompte(numero(rank), ville="LYON" if rank % 2 else "NANTES")
        services = DPAE if rank < 4 else frozenset()
        portefeuille.enroll(employeur(rank, comptes=(town,), services=services), forced=True)

    async def steps(session: Session) -> None:
        await session.press("slash", *"lyon", "enter", "asterisk", "c")
        assert "Modifier les services de 6 comptes cochés" in session.text
        assert "1 [=]›2 DPAE" in session.text
        await session.press("6", "1", "1")
        assert "Effet : +6 Attestations, -2 DPAE." in session.text
        await session.press("ctrl+s")
        await session.press("5", "enter")
        assert "Tapez 6 pour confirmer" in session.text
        assert with_service(portefeuille, Service.ATTESTATIONS) == []
        await session.press("6", "enter")
        assert "6 comptes modifiés." in session.text
        await session.press("enter")
        assert "coché" not in session.text
        assert "« lyon »" in session.text

    play(EtablissementsScreen(portefeuille), steps)
    changed = with_service(portefeuille, Service.ATTESTATIONS)
    assert changed == [f"BOULANGERIE {rank:03d}" for rank in range(1, 13, 2)]
    assert with_service(portefeuille, Service.DPAE) == ["BOULANGERIE 002"]


def test_one_ticked_compte_is_changed_without_a_number(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        await session.press("space", "c", "6", "ctrl+s")
        assert "1 compte modifié." in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert with_service(portefeuille, Service.ATTESTATIONS) == ["BOULANGERIE 001"]


def test_a_change_that_changes_nothing_says_so(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1, services=ATTESTATIONS), forced=True)

    async def steps(session: Session) -> None:
        await session.press("space", "c", "6", "ctrl+s")
        assert "! Effet : aucun, 1 compte inchangé." in session.text
        await session.press("escape")
        assert isinstance(session.screen, EtablissementsScreen)

    play(EtablissementsScreen(portefeuille), steps)


def test_nothing_chosen_nothing_applied_and_nothing_to_abandon(
    portefeuille: Portefeuille,
) -> None:
    fill(portefeuille, 2)

    async def steps(session: Session) -> None:
        await session.press("c")
        assert "Aucun compte coché" in session.message
        await session.press("asterisk", "c", "ctrl+s")
        assert "Choisissez une case" in session.message
        await session.press("6", "escape")
        assert "Abandonner les modifications ?" in session.text
        await session.press("n", "6", "6", "escape")
        assert isinstance(session.screen, EtablissementsScreen)
        assert "2 cochés" in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert with_service(portefeuille, Service.ATTESTATIONS) == []


@pytest.mark.parametrize(
    ("keys", "opened", "closed"),
    [
        (["plus"], {Service.DPAE}, set()),
        (["minus"], set(), {Service.DPAE}),
        (["plus", "minus"], set(), {Service.DPAE}),
        (["plus", "equals_sign"], set(), set()),
        (["space", "space", "space"], set(), set()),
        (["é", "ampersand", "ampersand"], {Service.DECLARATION}, {Service.DPAE}),
    ],
)
@pytest.mark.played
def test_a_box_goes_from_left_alone_to_opened_to_closed(
    portefeuille: Portefeuille, keys: list[str], opened: set[Service], closed: set[Service]
) -> None:
    screen = LotScreen(portefeuille, fill(portefeuille, 1))

    async def steps(session: Session) -> None:
        await session.press(*keys)
        assert screen._boxes.changement == Changement(frozenset(opened), frozenset(closed))

    play(screen, steps)


def test_an_effect_on_many_boxes_is_counted(portefeuille: Portefeuille) -> None:
    screen = LotScreen(portefeuille, fill(portefeuille, 3))

    async def steps(session: Session) -> None:
        await session.press(*"123456")
        assert "Effet : 18 cases à ouvrir." in session.text
        assert "Appliquer" in session.text

    play(screen, steps)


def test_the_clients_of_who_leaves_are_handed_over(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 12)
    colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "c", "f7")
        assert "Confier à" in session.text
        await session.press("escape")
        assert "Modifier les services de 12 comptes" in session.text
        await session.press("6", "f7")
        assert "Appliquez d'abord ces cases" in session.message
        await session.press("equals_sign", "f7", "down", "enter")
        assert "Confier 12 comptes à Marc Petit ?" in session.said
        await session.press("1", "2", "enter")
        assert "12 comptes confiés à Marc Petit." in session.message.replace(" ", " ")
        assert "0 coché" not in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert {one.responsable_nom for one in all_of(portefeuille)} == {"Marc Petit"}


def test_who_was_changed_meanwhile_is_left_and_named(portefeuille: Portefeuille) -> None:
    first, _ = fill(portefeuille, 2)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "c", "6")
        marc.set_services(first, DPAE)
        await session.press("ctrl+s", "2", "enter")
        assert "1 compte modifié, 1 laissé." in session.text
        assert "modifié par Marc Petit" in session.said

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.get(first.uid).services == DPAE


def test_nothing_is_to_report_where_all_were_changed_meanwhile(portefeuille: Portefeuille) -> None:
    fiches = fill(portefeuille, 2)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "x")
        for fiche in fiches:
            marc.set_services(fiche, DPAE)
        await session.press("2", "enter")
        assert "0 inscription supprimée. 2 laissées : " in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert len(all_of(portefeuille)) == 2


def test_all_the_radies_are_taken_out_at_once(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)
    gone = [portefeuille.report(radie(portefeuille, rank)) for rank in (7, 8, 9)]

    async def steps(session: Session) -> None:
        await session.press("f", "r", "space", "enter", "asterisk", "x")
        assert "Veuillez confirmer la suppression immédiate de 3 inscriptions" in session.text
        assert "BOULANGERIE 007 · BOULANGERIE 008 · BOULANGERIE 009" in session.text
        assert "radié." not in session.said
        await session.press("x", "enter")
        assert isinstance(session.screen, NombreModal)
        await session.press("backspace", "3", "enter")
        assert "3 inscriptions supprimées. À résilier sur urssaf.fr." in session.text
        assert "coché" not in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert len(all_of(portefeuille)) == 2
    found = [portefeuille.get(one.uid) for one in gone]
    assert all(one.retire_le and one.report is Report.A_FAIRE for one in found)


def test_the_question_tells_who_is_not_radie_and_escape_takes_nobody_out(
    portefeuille: Portefeuille,
) -> None:
    fill(portefeuille, 4)
    radie(portefeuille, 9)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "x")
        assert "BOULANGERIE 003 et 2 autres" in session.text
        assert "4 de ces comptes ne sont pas radiés." in session.text
        await session.press("escape")
        assert "5 cochés" in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert len(all_of(portefeuille)) == 5


def test_more_than_may_be_ticked_ticks_nothing(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticked, "MOST", 3)
    fill(portefeuille, 4)

    async def steps(session: Session) -> None:
        await session.press("asterisk")
        assert "comptes à la fois" in session.message
        assert "coché" not in session.text.replace(session.message, "")
        await session.press("space", "space", "space")
        assert "3 cochés" in session.text
        await session.press("slash", *"004", "enter", "asterisk")
        assert "comptes à la fois" in session.text
        assert "3 cochés" in session.text

    play(EtablissementsScreen(portefeuille), steps)


def test_what_is_removed_is_not_ticked(portefeuille: Portefeuille) -> None:
    portefeuille.terminate(portefeuille.report(fill(portefeuille, 1)[0]))

    async def steps(session: Session) -> None:
        await session.press("space")
        assert "est supprimé ici" in session.message
        await session.press("asterisk")
        assert "coché" not in session.text

    play(EtablissementsScreen(portefeuille, Criteres(reports=frozenset({Report.A_FAIRE}))), steps)


def test_a_reader_ticks_nothing(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)
    reader = colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        for key in ("space", "asterisk", "c"):
            await session.press("down", key)
            assert "consultation seulement" in session.message
        assert "coché" not in session.text

    play(EtablissementsScreen(reader), steps)
