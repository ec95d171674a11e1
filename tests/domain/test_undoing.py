"""What undoing needs is kept of a client as it was; what it would break, it leaves."""

from __future__ import annotations

import pytest

from models.errors import BadFields, Conflict, Refusal
from models.fiche import Fiche
from models.labels import Role
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.tables import Inscription
from models.writing import verifying
from models.writing.comptes import comptes_of
from models.writing.photograph import photograph
from tests.cabinet import colleague_of, employeur, gerant, numero
from tests.domain.undone import ATTESTATIONS


def test_a_removed_client_is_kept_with_the_comptes_of_its_removal(
    portefeuille: Portefeuille,
) -> None:
    portefeuille.enroll(employeur(2))
    gone = portefeuille.terminate(portefeuille.enroll(employeur(1)))
    row = Inscription.get(Inscription.uid == gone.uid)
    kept = photograph(row, comptes_of([row])[row.id])
    assert [one["numero_compte"] for one in kept["comptes"]] == [numero(1)]


def test_what_was_changed_before_a_removal_stays_removed(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.set_services(portefeuille.enroll(employeur(1)), ATTESTATIONS)
    changed = portefeuille.latest_gesture()
    gone = portefeuille.terminate(fiche)
    assert changed is not None
    (fate,) = portefeuille.undo(changed.lot, [fiche.uid])
    assert "supprimé depuis par Claire Durand" in str(fate)
    assert portefeuille.get(fiche.uid) == gone
    # Its number is not taken by what nobody sees.
    portefeuille.enroll(gerant(1))
    assert verifying.verify(portefeuille._cabinet, portefeuille._vault).wrong == ()


def test_a_number_that_another_of_its_comptes_has_by_now_is_left(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.enroll(employeur(1))
    fiche = edited(portefeuille, fiche, SaisieCompte(numero(2), id=fiche.comptes[0].id))
    corrected = portefeuille.latest_gesture()
    first = SaisieCompte(numero(2), id=fiche.comptes[0].id)
    fiche = edited(portefeuille, fiche, first, SaisieCompte(numero(1)))
    assert corrected is not None
    (fate,) = portefeuille.undo(corrected.lot, [fiche.uid])
    assert isinstance(fate, Conflict)
    assert portefeuille.get(fiche.uid) == fiche


def test_a_number_goes_back_from_the_compte_that_was_added_with_it(
    portefeuille: Portefeuille,
) -> None:
    before = portefeuille.enroll(employeur(1))
    moved = SaisieCompte(numero(2), id=before.comptes[0].id)
    edited(portefeuille, before, moved, SaisieCompte(numero(1)))
    latest = portefeuille.latest_gesture()
    assert latest is not None
    (fate,) = portefeuille.undo(latest.lot, [before.uid])
    assert not isinstance(fate, Refusal)
    assert portefeuille.get(before.uid).comptes == before.comptes


def test_a_number_of_a_compte_that_is_left_out_stays_its_own(portefeuille: Portefeuille) -> None:
    two = employeur(1, comptes=(SaisieCompte(numero(1)), SaisieCompte(numero(2))))
    fiche = portefeuille.enroll(two)
    with pytest.raises(BadFields, match="déjà celui d'un autre compte de ce client"):
        edited(portefeuille, fiche, SaisieCompte(numero(2), id=fiche.comptes[0].id))
    assert portefeuille.get(fiche.uid) == fiche


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_box_that_was_closed_and_opened_since_is_left_unless_that_is_undone(
    portefeuille: Portefeuille, taken_back: bool
) -> None:
    first = portefeuille.enroll(employeur(1))
    ticked = portefeuille.set_services(first, ATTESTATIONS)
    mine = portefeuille.latest_gesture()
    paul = colleague_of(portefeuille, "Paul Blanc", Role.COLLABORATEUR)
    closed = paul.set_services(ticked, first.services)
    if taken_back:
        theirs = paul.latest_gesture()
        assert theirs is not None
        paul.undo(theirs.lot, [first.uid])
    else:
        paul.set_services(closed, ticked.services)
    assert mine is not None
    (fate,) = portefeuille.undo(mine.lot, [first.uid])
    stays = portefeuille.get(first.uid).services
    if taken_back:
        assert stays == first.services
    else:
        assert "modifié par Paul Blanc" in str(fate)
        assert stays == ticked.services


def test_a_field_that_was_changed_and_given_back_since_is_left(portefeuille: Portefeuille) -> None:
    first = portefeuille.enroll(employeur(1))
    named = portefeuille.edit(first, employeur(1, raison_sociale="DUPONT"), forced=True)
    mine = portefeuille.latest_gesture()
    paul = colleague_of(portefeuille, "Paul Blanc", Role.COLLABORATEUR)
    other = paul.edit(named, employeur(1, raison_sociale="DURAND"), forced=True)
    again = paul.edit(other, employeur(1, raison_sociale="DUPONT"), forced=True)
    assert mine is not None
    (fate,) = portefeuille.undo(mine.lot, [first.uid])
    assert "modifié par Paul Blanc" in str(fate)
    assert portefeuille.get(first.uid) == again


def edited(portefeuille: Portefeuille, fiche: Fiche, *comptes: SaisieCompte) -> Fiche:
    typed = employeur(1, comptes=comptes)
    return portefeuille.edit(fiche, typed, forced=True)
