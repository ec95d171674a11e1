"""`u` on the list: what one did last is named, asked, and taken back; then what came before."""

from __future__ import annotations

import pytest

from models.labels import Role, Service, ToDo
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.windows.nombre import NombreModal
from tests.cabinet import all_of, colleague_of, employeur, fill, with_service
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_removal_is_taken_back_then_what_came_before(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    changed = portefeuille.set_services(fiche, frozenset({Service.DPAE}))

    async def steps(session: Session) -> None:
        await session.press("x", "o", "enter")
        assert portefeuille.get(fiche.uid).retire_le is not None
        await session.press("u")
        assert "Annuler la suppression de 1 compte" in plain(session.said)
        assert "BOULANGERIE 001" in session.said
        await session.press("t")
        assert portefeuille.get(fiche.uid).retire_le is not None, "another letter closes"
        await session.press("u", "enter")
        assert "Annulé : la suppression de 1 compte. À faire" in plain(session.message)
        assert "BOULANGERIE 001" in session.cursor
        await session.press("ctrl+z", "enter")
        assert "le changement des services" in session.message

    play(EtablissementsScreen(portefeuille), steps)
    back = portefeuille.get(fiche.uid)
    assert (back.services, back.ecart) == (fiche.services, ToDo.AUCUN)
    assert back.version > changed.version


def test_a_lot_of_many_is_taken_back_by_its_number(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 12)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "c", "6", "ctrl+s", "1", "2", "enter", "enter")
        assert len(with_service(portefeuille, Service.ATTESTATIONS)) == 12
        await session.press("u")
        assert isinstance(session.screen, NombreModal)
        await session.press("1", "2", "enter")
        assert "Annulé : le changement des services de 12 comptes." in plain(session.message)

    play(EtablissementsScreen(portefeuille), steps)
    assert not with_service(portefeuille, Service.ATTESTATIONS)


def test_what_a_colleague_changed_since_is_left_and_told(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True))
    portefeuille.set_services(fiche, frozenset({Service.DPAE}))
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(portefeuille.get(fiche.uid), frozenset())

    async def steps(session: Session) -> None:
        await session.press("u", "enter")
        assert "modifié par Marc Petit" in session.message

    play(EtablissementsScreen(portefeuille), steps)
    assert portefeuille.get(fiche.uid).services == frozenset()


def test_who_did_nothing_has_nothing_to_take_back(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 1)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    reader = colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)

    async def steps(session: Session) -> None:
        await session.press("u")
        assert "Rien à annuler" in plain(session.message)

    async def refused(session: Session) -> None:
        await session.press("u")
        assert "consultation seulement" in session.message

    play(EtablissementsScreen(marc), steps)
    play(EtablissementsScreen(reader), refused)
    assert len(all_of(portefeuille)) == 1
