"""From the list: résilier, report, refuse; then look in the database."""

from __future__ import annotations

import pytest

from models.labels import Report, Role, Service
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from screens.etablissements import EtablissementsScreen
from screens.widgets.rows import RowList
from screens.windows.confirm import ConfirmModal
from tests.cabinet import NIR, colleague_of, employeur, fill, gerant, independant
from tests.journeys.form_stage import only
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.mark.carte
def test_suppr_then_ok_takes_the_row_out_and_goes_to_the_next(inside: Portefeuille) -> None:
    fiches = fill(inside, 12)
    fiches[1] = inside.report(fiches[1])

    async def steps(session: Session) -> None:
        await session.press("down", "x")
        assert isinstance(session.screen, ConfirmModal)
        await session.press("o", "enter")
        assert "BOULANGERIE 003" in session.cursor
        assert "000 000 026" in session.message.replace("\xa0", " ")
        assert "À résilier sur urssaf.fr" in session.message

    play(EtablissementsScreen(inside), steps)
    assert inside.page().total == 11
    assert inside.get(fiches[1].uid).retire_le is not None


@pytest.mark.parametrize(
    ("refusal", "said"),
    [("enter", ""), ("n", ""), ("escape", ""), ("f12", "")]
    + [(key, "Rien n'a été supprimé.") for key in ("p", "x", "space", "3")],
)
@pytest.mark.played
def test_suppr_then_anything_else_takes_nothing_out(
    inside: Portefeuille, refusal: str, said: str
) -> None:
    fill(inside, 3)

    async def steps(session: Session) -> None:
        for keys in ((refusal,), ("o", refusal)):
            if keys == ("o", "enter"):
                continue
            await session.press("delete")
            assert isinstance(session.screen, ConfirmModal)
            await session.press(*keys)
            assert isinstance(session.screen, EtablissementsScreen)
            assert "BOULANGERIE 001" in session.cursor
            assert session.message == said

    play(EtablissementsScreen(inside), steps)
    assert inside.page().total == 3


def test_the_last_row_of_the_last_page_leaves_the_cursor_at_the_bottom(
    inside: Portefeuille,
) -> None:
    fill(inside, 11)

    async def steps(session: Session) -> None:
        await session.press("s", "x", "o", "enter")
        assert "comptes 1 à 10 sur 10" in session.text
        assert "BOULANGERIE 010" in session.cursor

    play(EtablissementsScreen(inside), steps)


def test_what_a_colleague_changed_meanwhile_is_not_taken_out(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)
    colleague = colleague_of(inside, "Paul Petit", Role.COLLABORATEUR)

    async def steps(session: Session) -> None:
        await session.press("x")
        colleague.set_services(colleague.get(fiche.uid), frozenset({Service.DPAE}))
        await session.press("o", "enter")
        assert "Paul Petit" in session.message
        assert "BOULANGERIE 001" in session.cursor

    play(EtablissementsScreen(inside), steps)
    assert inside.get(fiche.uid).retire_le is None


def test_what_a_colleague_took_out_meanwhile_is_said(inside: Portefeuille) -> None:
    first, _ = fill(inside, 2)

    async def steps(session: Session) -> None:
        inside.terminate(first)
        await session.press("x")
        assert "vient d'être supprimé" in session.message
        assert "BOULANGERIE 002" in session.cursor

    play(EtablissementsScreen(inside), steps)


def test_fait_says_when_the_proofs_are_erased_once_confirmed(inside: Portefeuille) -> None:
    inside.enroll(independant(1))

    async def steps(session: Session) -> None:
        await session.press("r")
        assert isinstance(session.screen, ConfirmModal)
        assert "MME FAURE 001" in session.said
        assert "numéro de sécurité sociale" in session.said
        await session.press("t")
        assert session.message == "Rien n'a changé."
        assert only(inside).report is Report.A_FAIRE
        await session.press("r", "enter")
        assert "Fait sur urssaf.fr\xa0: MME FAURE 001." in session.message
        said = "Sera effacé dans 24 h : le numéro de sécurité sociale."
        assert said in session.message.replace("\xa0", " ")

    play(EtablissementsScreen(inside), steps)
    assert only(inside).report is Report.FAIT
    assert inside.reveal_nir(only(inside)) == NIR


def test_what_was_reported_is_to_be_reported_again(inside: Portefeuille) -> None:
    fiche = inside.report(inside.enroll(employeur(1)))
    inside.report(inside.set_services(fiche, frozenset({Service.ATTESTATIONS})))

    async def steps(session: Session) -> None:
        await session.press("r")
        assert "N'est-ce finalement pas fait sur urssaf.fr" in session.said
        assert only(inside).report is Report.FAIT
        await session.press("enter")
        assert only(inside).report is Report.A_FAIRE
        assert "De nouveau à faire" in session.message
        assert "+\xa0Attestations" in session.message
        await session.press("r", "enter")
        assert only(inside).report is Report.FAIT

    play(EtablissementsScreen(inside), steps)


def test_a_slip_in_the_list_to_report_is_taken_back_by_the_same_key(inside: Portefeuille) -> None:
    first, second = (inside.enroll(gerant(rank)) for rank in (1, 2))

    async def steps(session: Session) -> None:
        rows = session.screen.query_one(RowList)
        await session.press("r", "enter")
        assert first.raison_sociale in session.cursor
        assert first.raison_sociale in session.message
        assert [row.dim for row in rows._rows] == [True, False]
        await session.press("r", "enter", "down", "r", "enter")
        assert second.raison_sociale in session.message

    play(EtablissementsScreen(inside, Criteres(reports=frozenset({Report.A_FAIRE}))), steps)
    assert inside.get(first.uid).report is Report.A_FAIRE
    assert inside.get(second.uid).report is Report.FAIT


def test_the_keys_are_dimmed_for_the_row_under_the_cursor(inside: Portefeuille) -> None:
    inside.terminate(inside.report(fill(inside, 2)[0]))

    async def steps(session: Session) -> None:
        assert "(m ✍ Modifier) (x ✕ Résilier)" in session.text
        await session.press("down")
        assert " m ✍ Modifier x ✕ Résilier" in session.text
        await session.press("space")
        await session.press("up")
        assert "(m ✍ Modifier) x ✕ Résilier" in session.text, "for what is ticked"
        await session.press("minus")
        assert "(m ✍ Modifier) (x ✕ Résilier)" in session.text

    play(EtablissementsScreen(inside, Criteres(reports=frozenset({Report.A_FAIRE}))), steps)


def test_what_urssaf_fr_refused_is_kept_with_its_motif(inside: Portefeuille) -> None:
    inside.enroll(independant(1))

    async def steps(session: Session) -> None:
        for keys in (("n", "escape"), ("n", "i"), ("n", "enter", "escape")):
            await session.press(*keys)
            assert isinstance(session.screen, EtablissementsScreen)
            assert only(inside).report is Report.A_FAIRE
        await session.press("n", "enter")
        await session.type("compte inconnu")
        await session.press("enter")
        assert "Refusé par urssaf.fr\xa0: MME FAURE 001." in session.message
        assert session.cursor.startswith("›MME FAURE 001 ")
        assert " ! Comptes Artisan Commerçant" in session.cursor
        await session.press("enter")
        assert "Motif : compte inconnu" in session.text
        await session.press("n", "enter")
        await session.type(" du SIE")
        await session.press("ctrl+s")
        assert "compte inconnu du SIE" in session.text

    play(EtablissementsScreen(inside), steps)
    fiche = only(inside)
    assert (fiche.report, fiche.report_motif) == (Report.REFUSE, "compte inconnu du SIE")
    assert fiche.nir_masque, "the proofs are still needed"
    assert inside.compteurs().refuses == 1


def test_a_removal_still_to_be_reported_can_only_be_reported(inside: Portefeuille) -> None:
    (fiche,) = fill(inside, 1)
    inside.terminate(inside.report(fiche))

    async def steps(session: Session) -> None:
        assert "(Supprimé) BOUL" in session.cursor
        await session.press("m")
        assert "Ce compte est supprimé" in session.message
        await session.press("x")
        assert isinstance(session.screen, EtablissementsScreen)
        await session.press("r", "enter")
        assert "Fait sur urssaf.fr\xa0: BOULANGERIE 001." in session.message
        assert "(Supprimé) BOUL" in session.cursor
        await session.press("f5")
        assert "Aucun compte dans cette liste" in session.text

    play(EtablissementsScreen(inside, Criteres(reports=frozenset({Report.A_FAIRE}))), steps)
    assert inside.get(fiche.uid).report is Report.FAIT
