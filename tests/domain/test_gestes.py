"""Undoing: any gesture, in any later session, back to what was shown before."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from peewee import Database

from models.errors import Conflict, NotAllowed
from models.fiche import Fiche
from models.labels import Report, Role, ToDo, Vu
from models.lot import LotServices
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.services import Changement
from models.tables import Inscription, Operation, Retour
from models.writing import photograph, two_states
from models.writing.author import Author
from tests.cabinet import (
    NOON,
    all_of,
    colleague_of,
    employeur,
    gerant,
    numero,
    open_portefeuille,
)
from tests.domain.undone import ATTESTATIONS, DPAE, shown, undo


@pytest.fixture
def portefeuille(base: Database, tmp_path: Path) -> Portefeuille:
    """Give one whose clock goes on: comptes are those of a removal by its instant."""
    assert base is not None
    seconds = count()
    return open_portefeuille(tmp_path, now=lambda: NOON + timedelta(seconds=next(seconds)))


def test_removals_of_two_days_are_given_back_with_their_comptes(portefeuille: Portefeuille) -> None:
    for rank in (1, 2):
        portefeuille.terminate(portefeuille.enroll(employeur(rank, deja_inscrit=True)))
    before = shown(portefeuille)
    portefeuille.restore(portefeuille.corbeille_uids(most=9))
    assert undo(portefeuille) == [ToDo.RESILIER] * 2
    assert shown(portefeuille) == before
    assert all(fiche.comptes for fiche in portefeuille.corbeille(size=9).fiches)


def test_a_whole_lot_is_undone_at_once_and_redone(portefeuille: Portefeuille) -> None:
    for rank in (1, 2, 3):
        portefeuille.enroll(employeur(rank, deja_inscrit=True))
    LotServices(portefeuille, all_of(portefeuille), Changement(opened=DPAE)).run()
    geste = portefeuille.latest_gesture()
    assert geste is not None
    assert (geste.verbes, len(geste.uids)) == (("services",), 3)
    assert undo(portefeuille) == [ToDo.AUCUN] * 3
    assert not any(fiche.services for fiche in all_of(portefeuille))
    with pytest.raises(Conflict, match="Déjà annulé"):
        portefeuille.undo(geste.lot, geste.uids)
    after = portefeuille.latest_gesture()
    assert after is not None
    assert after.verbes == ("inscrire",), "the gesture before, not the undoing"


def test_what_somebody_changed_since_is_left_and_told(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True))
    other = portefeuille.enroll(employeur(2, deja_inscrit=True))
    LotServices(portefeuille, [fiche, other], Changement(opened=DPAE)).run()
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(portefeuille.get(fiche.uid), frozenset())
    refused, undone = undo(portefeuille)
    assert "modifié par Marc Petit" in str(refused)
    assert undone is ToDo.AUCUN
    # Another box of the same client is nobody's business.
    portefeuille.set_services(portefeuille.get(other.uid), DPAE)
    marc.set_services(portefeuille.get(other.uid), DPAE | ATTESTATIONS)
    assert undo(portefeuille) == [ToDo.CHANGER]
    assert portefeuille.get(other.uid).services == ATTESTATIONS


def test_a_later_report_never_refuses(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True))
    changed = portefeuille.set_services(fiche, DPAE)
    geste = portefeuille.latest_gesture()
    assert geste is not None
    portefeuille.report(changed)
    assert portefeuille.undo(geste.lot, geste.uids) == [ToDo.CHANGER]
    assert portefeuille.get(fiche.uid).difference.fermer == DPAE


def test_a_client_whose_place_is_taken_does_not_come_back(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    portefeuille.terminate(fiche)
    geste = portefeuille.latest_gesture()
    assert geste is not None
    portefeuille.enroll(employeur(1), anew=True)
    (refused,) = portefeuille.undo(geste.lot, geste.uids)
    assert "déjà dans votre portefeuille" in str(refused)
    assert Inscription.select().where(Inscription.retire_le.is_null()).count() == 1


def test_a_gesture_is_undone_by_who_made_it_or_by_an_administrator(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(employeur(1))
    geste = portefeuille.latest_gesture()
    assert geste is not None
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    assert marc.latest_gesture() is None
    with pytest.raises(NotAllowed, match="quelqu'un d'autre"):
        marc.undo(geste.lot, geste.uids)
    with pytest.raises(NotAllowed, match="consultation"):
        colleague_of(portefeuille, "Lea Lit", Role.CONSULTATION).undo(geste.lot, geste.uids)
    chef = colleague_of(portefeuille, "Anne Chef", Role.ADMINISTRATEUR)
    assert chef.undo(geste.lot, geste.uids) == [ToDo.AUCUN]
    assert portefeuille.get(fiche.uid).retire_le is not None


def test_an_inscription_whose_boxes_changed_since_is_not_undone(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    geste = portefeuille.latest_gesture()
    assert geste is not None
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(fiche, DPAE)
    (refused,) = portefeuille.undo(geste.lot, geste.uids)
    assert "modifié par Marc Petit" in str(refused)
    assert portefeuille.get(fiche.uid).retire_le is None


def test_a_number_that_is_somebody_elses_by_now_does_not_come_back(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(gerant(1))
    held = fiche.comptes[0]
    moved = Saisie(fiche.regime, comptes=(SaisieCompte(numero(7), id=held.id),))
    portefeuille.edit(fiche, moved, forced=True)
    geste = portefeuille.latest_gesture()
    assert geste is not None
    portefeuille.enroll(gerant(1))
    (refused,) = portefeuille.undo(geste.lot, geste.uids)
    assert "Ce numéro de compte est déjà celui" in str(refused)
    assert portefeuille.get(fiche.uid).comptes[0].numero_compte == numero(7)


def test_what_came_after_without_the_key_is_not_undone_with_it(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    portefeuille.set_services(fiche, DPAE)
    geste = portefeuille.latest_gesture()
    assert geste is not None
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(portefeuille.get(fiche.uid), DPAE | ATTESTATIONS)
    last = Operation.select().order_by(Operation.rang.desc()).get()
    Retour.delete().where(Retour.operation == last).execute()
    (refused,) = portefeuille.undo(geste.lot, geste.uids)
    assert "n'a pas été gardé" in str(refused)
    assert portefeuille.get(fiche.uid).services == DPAE | ATTESTATIONS


def test_a_photograph_of_before_the_two_states_leaves_what_urssaf_has(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True))
    portefeuille.set_services(fiche, DPAE)
    right = photograph.opened_photograph

    def early(author: Author, operation: UUID, sealed: bytes) -> photograph.State:
        found = right(author, operation, sealed)
        row = {name: v for name, v in found["inscription"].items() if name not in two_states.VU}
        return {**found, "inscription": row}

    monkeypatch.setattr(photograph, "opened_photograph", early)
    assert undo(portefeuille) == [ToDo.AUCUN]
    assert portefeuille.get(fiche.uid).vu is Vu.CONNU


def test_a_change_taken_back_is_not_told_to_urssaf(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    changed = marc.set_services(fiche, DPAE)
    back = marc.set_services(changed, frozenset())
    assert (back.report_le, back.report_par) == (fiche.report_le, "Claire Durand")
    gone = marc.terminate(marc.enroll(employeur(2)))
    assert (gone.report, gone.report_le) == (Report.FAIT, None)


def renamed(portefeuille: Portefeuille, fiche: Fiche, name: str, *more: SaisieCompte) -> Fiche:
    held = fiche.comptes[0]
    comptes = (SaisieCompte(held.numero_compte, id=held.id), *more)
    typed = Saisie(fiche.regime, raison_sociale=name, comptes=comptes)
    return portefeuille.edit(fiche, typed, forced=True)


def test_a_field_or_a_compte_that_was_changed_again_stays(portefeuille: Portefeuille) -> None:
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    fiche = renamed(portefeuille, portefeuille.enroll(gerant(1)), "PREMIER")
    geste = portefeuille.latest_gesture()
    assert geste is not None
    fiche = renamed(marc, fiche, "SECOND")
    (refused,) = portefeuille.undo(geste.lot, geste.uids)
    assert "modifié par Marc Petit" in str(refused)
    assert portefeuille.get(fiche.uid).raison_sociale == "SECOND"
    fiche = renamed(portefeuille, fiche, "SECOND", SaisieCompte(numero(8)))
    geste = portefeuille.latest_gesture()
    assert geste is not None
    other = SaisieCompte(numero(8), ville="BREST", id=fiche.comptes[1].id)
    renamed(marc, fiche, "SECOND", other)
    (refused,) = portefeuille.undo(geste.lot, geste.uids)
    assert "modifié par Marc Petit" in str(refused)
    assert len(portefeuille.get(fiche.uid).comptes) == 2


def test_what_was_reported_later_stays_said(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    geste = portefeuille.latest_gesture()
    assert geste is not None
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    told = marc.report(marc.set_services(fiche, DPAE))
    assert portefeuille.undo(geste.lot, geste.uids) == [None]
    kept = portefeuille.get(fiche.uid)
    assert (kept.vu_services, kept.ecart) == (told.vu_services, ToDo.AUCUN)


def test_an_undoing_is_undone_and_the_gesture_may_be_undone_again(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True))
    portefeuille.set_services(fiche, DPAE)
    geste = portefeuille.latest_gesture()
    assert undo(portefeuille) == [ToDo.AUCUN]
    undoing_ = Operation.select().order_by(Operation.rang.desc()).get()
    assert portefeuille.undo(undoing_.lot, [fiche.uid]) == [ToDo.CHANGER]
    assert portefeuille.get(fiche.uid).services == DPAE
    assert portefeuille.latest_gesture() == geste
    assert undo(portefeuille) == [ToDo.AUCUN]
