"""`b`: what was removed, looked at, brought back, one or many; and nothing by a word."""

from __future__ import annotations

import pytest

from models.labels import Role, ToDo, Vu
from models.lot import LotTerminate
from models.portefeuille import Portefeuille
from models.tables import Operation
from screens.accueil import AccueilScreen
from screens.corbeille import CorbeilleScreen
from screens.etablissements import EtablissementsScreen
from screens.services_panel import ServicesPanel
from screens.windows.nombre import NombreModal
from tests.cabinet import all_of, colleague_of, employeur, fill, gerant, numero, siren
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_what_was_removed_is_there_and_comes_back_once_confirmed(inside: Portefeuille) -> None:
    fiche = inside.report(inside.enroll(employeur(1)))
    inside.terminate(fiche)

    async def steps(session: Session) -> None:
        await session.press("b")
        assert isinstance(session.screen, CorbeilleScreen)
        assert "BOULANGERIE 001" in session.cursor
        assert plain(session.cursor).rstrip().endswith("Claire Durand  à résilier")
        await session.press("t")
        assert "Restaurer 1 inscription ?" in plain(session.said)
        assert "BOULANGERIE 001" in session.said
        await session.press("z")
        assert session.message == "Rien n'a changé."
        assert inside.get(fiche.uid).retire_le is not None, "another letter closes"
        await session.press("home", "t", "enter")
        assert "1 inscription restaurée." in plain(session.message)
        assert "La corbeille est vide." in session.text
        await session.press("escape")
        assert session.screen.TITLE == EtablissementsScreen.TITLE
        assert "BOULANGERIE 001" in session.cursor

    play(EtablissementsScreen(inside), steps)
    assert (inside.get(fiche.uid).retire_le, inside.get(fiche.uid).ecart) == (None, ToDo.AUCUN)


def test_it_is_consulted_and_what_was_restored_is_undone(inside: Portefeuille) -> None:
    inside.terminate(inside.enroll(gerant(1)))

    async def steps(session: Session) -> None:
        await session.press("b", "enter")
        assert isinstance(session.screen, ServicesPanel)
        assert "LEGRAND 001" in session.text
        await session.press("escape")
        assert "12/07/2026" in session.cursor, "when it leaves"
        await session.press("t", "enter", "u")
        assert "Annuler la restauration de 1 compte" in plain(session.said)
        await session.press("enter")
        assert "LEGRAND 001" in session.cursor

    play(AccueilScreen(inside), steps)
    assert inside.corbeille().total == 1


def test_one_goes_on_from_a_removal_to_the_next_and_not_to_the_living(
    inside: Portefeuille,
) -> None:
    for fiche in fill(inside, 3)[:2]:
        inside.terminate(fiche)
    first, second = (fiche.nom for fiche in inside.corbeille().fiches)

    async def steps(session: Session) -> None:
        await session.press("enter", "s")
        assert second in session.text
        await session.press("s")
        assert "C'est le dernier compte." in session.message
        await session.press("escape")
        assert second in session.cursor
        await session.press("enter", "p")
        assert first in session.text
        await session.press("p")
        assert "C'est le premier compte." in session.message

    play(CorbeilleScreen(inside), steps)


def test_many_ticked_come_back_by_their_number_and_others_stay(inside: Portefeuille) -> None:
    LotTerminate(inside, fill(inside, 12)).run()
    taken = inside.enroll(employeur(5))

    async def steps(session: Session) -> None:
        await session.press("space", "minus")
        assert "Plus aucun compte coché." in session.message
        await session.press("asterisk")
        assert "12 cochés" in plain(session.text)
        await session.press("escape", "asterisk", "t")
        assert isinstance(session.screen, NombreModal)
        await session.press("1", "2", "enter")
        assert "11 inscriptions restaurées. À faire sur urssaf.fr : 11." in plain(session.message)
        assert "1 laissé : BOULANGERIE 005 : Non restauré" in plain(session.message)
        assert "BOULANGERIE 005" in session.cursor

    play(CorbeilleScreen(inside), steps)
    assert len(all_of(inside)) == 12
    assert inside.get(taken.uid).retire_le is None


def test_one_ticked_on_another_page_is_the_one_that_comes_back(inside: Portefeuille) -> None:
    for fiche in fill(inside, 25):
        inside.terminate(fiche)

    async def steps(session: Session) -> None:
        await session.press("down", "space", "s")
        assert "sur 25" in plain(session.text)
        assert "BOULANGERIE 024" not in session.text
        await session.press("t", "enter")
        assert "1 inscription restaurée." in plain(session.message)
        await session.press("end", "end")
        assert "BOULANGERIE 001" in session.cursor, "the oldest removal stands last"
        await session.press("home", "home")
        assert "BOULANGERIE 025" in session.cursor

    play(CorbeilleScreen(inside), steps)
    assert [fiche.nom for fiche in all_of(inside)] == ["BOULANGERIE 024"]


def test_who_may_only_read_is_told_why(inside: Portefeuille) -> None:
    inside.terminate(inside.enroll(employeur(1)))
    reader = colleague_of(inside, "Lea Lit", Role.CONSULTATION)
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        for key in ("t", "space", "asterisk", "u"):
            await session.press(key)
            assert "consultation seulement" in session.message, key

    play(CorbeilleScreen(reader), steps)
    assert Operation.select().count() == before


def test_a_word_brings_nothing_back(inside: Portefeuille) -> None:
    inside.terminate(inside.enroll(employeur(1)))
    before = Operation.select().count()

    async def steps(session: Session) -> None:
        for word in ("restaurant", "nettoyage", "traiteur"):
            await session.type(word)
            await session.press("escape")

    play(EtablissementsScreen(inside), lambda session: _from_corbeille(session, steps))
    assert Operation.select().count() == before


async def _from_corbeille(session: Session, steps: object) -> None:
    await session.press("b")
    await steps(session)  # type: ignore[operator]


@pytest.mark.parametrize("restores", [True, False])
def test_a_siren_that_waits_to_be_resilie_is_restored_or_taken_over(
    inside: Portefeuille, restores: bool
) -> None:
    fiche = inside.terminate(inside.report(inside.enroll(employeur(1))))

    async def steps(session: Session) -> None:
        await session.press("a")
        await session.type(siren(1))
        await session.press("enter", "e")
        assert "encore à résilier sur urssaf.fr. Le restaurer ?" in plain(session.said)
        if restores:
            await session.press("enter")
            assert isinstance(session.screen, ServicesPanel)
            return
        await session.press("n")
        await session.type("12")
        await session.press("enter")
        await session.type(numero(1))
        await session.press("ctrl+s")
        assert "L'inscrire à neuf ?" in plain(session.said)
        await session.press("enter")
        assert "La corbeille de la liste le restaure." in session.message
        assert all_of(inside) == ()
        await session.press("ctrl+s", "o", "enter", "enter")

    play(EtablissementsScreen(inside), steps)
    (there,) = all_of(inside)
    assert (there.uid == fiche.uid, there.vu, there.ecart) == (restores, Vu.CONNU, ToDo.AUCUN)
    assert inside.get(fiche.uid).ecart is ToDo.AUCUN


def test_an_empty_corbeille_says_what_it_is_for(inside: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        assert "La corbeille est vide." in session.text
        await session.press("t")
        assert "Aucun compte sous le curseur." in session.message

    play(CorbeilleScreen(inside), steps)
