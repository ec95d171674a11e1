"""A client that changes: edited, terminated, reported; two who write at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from uuid import uuid4

import pytest
from peewee import IntegrityError

from models.errors import Conflict, NotFound
from models.labels import Etat, Report, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres
from models.storage.failures import gesture
from models.tables import Compte, Inscription, Operation
from models.writing import changes
from models.writing.comptes import Held, comptes_of
from tests.cabinet import NOON, colleague_of, employeur, independant, numero


def test_a_retry_with_the_same_operation_changes_nothing_twice(portefeuille: Portefeuille) -> None:
    operation = uuid4()
    first = portefeuille.enroll(employeur(1), operation=operation)
    assert portefeuille.enroll(employeur(1), operation=operation) == first
    change = uuid4()
    after = portefeuille.set_services(first, frozenset({Service.DPAE}), operation=change)
    assert portefeuille.set_services(first, frozenset({Service.DPAE}), operation=change) == after
    assert Operation.select().count() == 2


def test_what_somebody_else_changed_is_not_overwritten(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(fiche, frozenset({Service.DPAE}))
    gestures: list[Callable[[], object]] = [
        lambda: portefeuille.set_services(fiche, frozenset()),
        lambda: portefeuille.terminate(fiche),
        lambda: portefeuille.edit(fiche, employeur(1, note="à moi")),
        lambda: portefeuille.report(fiche),
    ]
    for write in gestures:
        with pytest.raises(Conflict, match="Marc Petit"):
            write()
    assert portefeuille.get(fiche.uid).services == {Service.DPAE}


def test_what_was_written_past_the_lock_is_not_overwritten(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1))
    row = Inscription.get()
    Inscription.update(version=row.version + 1, note="à elle").execute()
    changes.report(portefeuille._author(), Held(row, comptes_of([row])[row.id]))
    with pytest.raises(Conflict):
        changes.save(row)
    kept = Inscription.get()
    assert (kept.note, kept.report) == ("à elle", Report.A_FAIRE)


def test_what_the_base_refuses_is_refused_as_peewee_says_it(portefeuille: Portefeuille) -> None:
    first, second = portefeuille.enroll(employeur(1)), portefeuille.enroll(employeur(2))
    row = Inscription.get(Inscription.uid == second.uid)
    row.siren = first.siren
    row.version += 1
    with pytest.raises(IntegrityError), gesture():
        changes.save(row)


def test_terminating_takes_the_row_out_and_leaves_it_to_be_reported(
    portefeuille: Portefeuille,
) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    gone = portefeuille.terminate(fiche)
    assert gone.retire_le == NOON
    assert portefeuille.page().total == 0
    assert [
        f.uid for f in portefeuille.page(Criteres(reports=frozenset({Report.A_FAIRE}))).fiches
    ] == [fiche.uid]
    assert gone.montant_centimes is None
    with pytest.raises(NotFound):
        portefeuille.terminate(gone)
    done = portefeuille.report(gone)
    assert done.report is Report.FAIT
    again = portefeuille.enroll(employeur(1))
    assert again.uid != fiche.uid
    assert portefeuille.page(Criteres(reports=frozenset({Report.A_FAIRE}))).total == 1


def test_editing_keeps_what_was_not_typed_again(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(independant(1))
    held = fiche.comptes[0]
    typed = independant(
        1,
        nir="",
        raison_sociale="FAURE ANNE",
        comptes=(SaisieCompte(numero(1), ville="PARIS", etat=Etat.RADIE, id=held.id),),
    )
    edited = portefeuille.edit(fiche, typed)
    assert (edited.nom, edited.etat, edited.nir_masque) == (
        "MME FAURE ANNE",
        Etat.RADIE,
        fiche.nir_masque,
    )
    assert portefeuille.page(Criteres(texte="faure paris")).total == 1
    assert Compte.select().count() == 1


def test_only_what_the_portal_knows_is_to_be_reported_again(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    held = SaisieCompte(numero(1), code_postal="09110", ville="SAVIGNAC", id=fiche.comptes[0].id)
    noted = portefeuille.edit(fiche, employeur(1, montant="", note="rappeler", comptes=(held,)))
    assert noted.report is Report.FAIT
    added = employeur(1, montant="", comptes=(held, SaisieCompte(numero(2))))
    assert portefeuille.edit(noted, added).report is Report.A_FAIRE


def test_a_montant_that_is_emptied_is_erased(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    held = SaisieCompte(numero(1), id=fiche.comptes[0].id)
    edited = portefeuille.edit(fiche, employeur(1, montant="", comptes=(held,)))
    assert edited.montant_centimes is None


def test_editing_nothing_writes_nothing(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    held = SaisieCompte(numero(1), code_postal="09110", ville="SAVIGNAC", id=fiche.comptes[0].id)
    assert portefeuille.edit(fiche, employeur(1, comptes=(held,))) == fiche
    assert Operation.select().count() == 1


def test_a_compte_that_is_not_typed_again_is_still_found(portefeuille: Portefeuille) -> None:
    shops = (SaisieCompte(numero(1)), SaisieCompte(numero(2), ville="BREST"))
    fiche = portefeuille.enroll(employeur(1, comptes=shops))
    portefeuille.edit(fiche, employeur(1, comptes=shops[:1], note="vu"))
    assert portefeuille.uids(Criteres(texte="brest"), most=9) == (fiche.uid,)


def test_two_comptes_may_exchange_their_numbers(portefeuille: Portefeuille) -> None:
    two = (SaisieCompte(numero(1)), SaisieCompte(numero(2)))
    fiche = portefeuille.enroll(employeur(1, comptes=two))
    first, second = (compte.id for compte in fiche.comptes)
    swapped = (SaisieCompte(numero(2), id=first), SaisieCompte(numero(1), id=second))
    edited = portefeuille.edit(fiche, employeur(1, comptes=swapped))
    assert [c.numero_compte for c in edited.comptes] == [numero(2), numero(1)]


@pytest.mark.parametrize("count", [2, 3])
def test_numbers_end_where_they_were_typed_however_they_move(
    portefeuille: Portefeuille, count: int
) -> None:
    for client, ranks in enumerate(permutations((1, 2, 3, 4), count), start=1):
        numbers = [numero(10 * client + rank) for rank in ranks]
        two = tuple(SaisieCompte(numero(10 * client + rank)) for rank in (1, 2))
        fiche = portefeuille.enroll(employeur(client, comptes=two))
        ids = (*(compte.id for compte in fiche.comptes), None)
        typed = tuple(
            SaisieCompte(number, ville=f"PRES DE {number}", id=held)
            for held, number in zip(ids, numbers, strict=False)
        )
        edited = portefeuille.edit(fiche, employeur(client, comptes=typed))
        assert [(c.numero_compte, c.ville) for c in edited.comptes] == [
            (number, f"PRES DE {number}") for number in numbers
        ]


def test_a_number_that_leaves_one_compte_may_go_to_a_new_one(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    typed = (SaisieCompte(numero(2), id=fiche.comptes[0].id), SaisieCompte(numero(1), ville="PAU"))
    edited = portefeuille.edit(fiche, employeur(1, comptes=typed))
    assert [(c.numero_compte, c.ville) for c in edited.comptes] == [
        (numero(2), ""),
        (numero(1), "PAU"),
    ]


def test_who_took_a_client_out_is_said_to_who_still_changes_it(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1))
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.terminate(fiche)
    with pytest.raises(NotFound) as refusal:
        portefeuille.set_services(fiche, frozenset({Service.DPAE}))
    said = str(refusal.value).replace("\xa0", " ")
    assert said.startswith("Non enregistré : ce compte a été supprimé par Marc Petit le 12/06/2026")
