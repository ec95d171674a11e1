"""A lot: many inscriptions changed under one number, nobody's change overwritten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import long_work
from models import lot as lots
from models.errors import Abandoned, NotAllowed, NotFound, StorageBusy
from models.fiche import Fiche
from models.labels import Report, Role, Service, ToDo
from models.lot import Bilan, LotHandOver, LotServices, LotTerminate, LotUndo, essai
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.services import Changement
from models.tables import Compte, Inscription, Operation, Retour, Utilisateur
from models.writing import changes, verifying
from models.writing.author import Author, Details
from models.writing.comptes import Held
from models.writing.photograph import opened_photograph
from tests.cabinet import colleague_of, employeur, fill, open_portefeuille
from tests.tries import examples

PAIE = frozenset({Service.PAIEMENT})
DSN = frozenset({Service.SUIVI_DSN})
SERVICES = st.frozensets(st.sampled_from(Service))


def all_of(portefeuille: Portefeuille) -> tuple[Fiche, ...]:
    return portefeuille.several(portefeuille.uids(Criteres(), most=1000))


def run(lot: LotServices | LotTerminate) -> Bilan:
    return lot.run()


def test_boxes_are_opened_and_closed_whatever_the_others_are(portefeuille: Portefeuille) -> None:
    portefeuille.enroll(employeur(1, services=PAIE))
    portefeuille.enroll(employeur(2, services=DSN))
    portefeuille.enroll(employeur(3, services=PAIE | {Service.DPAE}))
    bilan = run(LotServices(portefeuille, all_of(portefeuille), Changement(PAIE, DSN)))
    assert bilan == Bilan(changed=1, to_do=1, same=2)
    assert [one.services for one in all_of(portefeuille)] == [PAIE, PAIE, PAIE | {Service.DPAE}]
    assert [one.version for one in all_of(portefeuille)] == [1, 2, 1]


def test_clients_are_handed_over_and_back(portefeuille: Portefeuille) -> None:
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    his = next(one for one in portefeuille.personnes() if one.nom == "Marc Petit")
    portefeuille.enroll(employeur(1, responsable=his.uid))
    portefeuille.enroll(employeur(2, deja_inscrit=True))
    assert LotHandOver(portefeuille, all_of(portefeuille), his.uid).run() == Bilan(1, 0, 1)
    assert {one.responsable_nom for one in all_of(portefeuille)} == {"Marc Petit"}
    assert json.loads(Operation.select().order_by(Operation.rang.desc()).first().champs) == {
        "champs": ["responsable"]
    }
    assert LotHandOver(marc, all_of(portefeuille), None).run() == Bilan(2), "nothing of urssaf.fr's"
    assert {one.responsable_nom for one in all_of(portefeuille)} == {None}
    latest = marc.latest_gesture()
    assert latest is not None
    assert LotUndo(marc, latest).run() == Bilan(2), "who waits, waits for something else"
    assert {one.responsable_nom for one in all_of(portefeuille)} == {"Marc Petit"}


def test_undoing_says_what_it_leaves_to_be_done(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.report(portefeuille.enroll(employeur(1)))
    portefeuille.refuse(portefeuille.set_services(fiche, DSN), motif="Fermé")
    for to_do in (1, 0):
        geste = portefeuille.latest_gesture()
        assert geste is not None
        assert LotUndo(portefeuille, geste).run() == Bilan(1, to_do), "refused, then as it is there"


def test_nobody_is_handed_over_to_who_left(portefeuille: Portefeuille) -> None:
    colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    his = next(one for one in portefeuille.personnes() if one.nom == "Marc Petit")
    fiche = portefeuille.enroll(employeur(1))
    Utilisateur.update(actif=False).where(Utilisateur.uid == his.uid).execute()
    for uid in (his.uid, uuid4()):
        with pytest.raises(NotFound, match="n'a plus d'accès"):
            LotHandOver(portefeuille, (fiche,), uid).run()
    assert portefeuille.get(fiche.uid) == fiche


def test_nobody_is_handed_over_to_who_only_reads(portefeuille: Portefeuille) -> None:
    lea = colleague_of(portefeuille, "Léa Lit", Role.CONSULTATION)._utilisateur
    assert lea is not None
    assert "Léa Lit" not in {one.nom for one in portefeuille.personnes()}
    assert "Léa Lit" in {one.nom for one in portefeuille.responsables()}, "who had some still has"
    fiche = portefeuille.enroll(employeur(1))
    with pytest.raises(NotFound, match="consulte seulement"):
        LotHandOver(portefeuille, (fiche,), lea.uid).run()
    assert portefeuille.get(fiche.uid) == fiche


def test_what_is_so_on_urssaf_already_is_not_to_be_done(portefeuille: Portefeuille) -> None:
    known = portefeuille.report(portefeuille.enroll(employeur(1)))
    portefeuille.enroll(employeur(2))
    lot = LotServices(portefeuille, all_of(portefeuille), Changement(opened=PAIE), known=True)
    assert lot.run() == Bilan(changed=2, to_do=1)
    first, second = all_of(portefeuille)
    assert (first.vu_services, first.ecart) == (PAIE, ToDo.AUCUN)
    assert second.ecart is ToDo.INSCRIRE
    # The box was changed here first, and is said to be so there afterwards.
    here = portefeuille.set_services(portefeuille.get(known.uid), DSN)
    both = Changement(opened=DSN, closed=PAIE)
    assert LotServices(portefeuille, [here], both, known=True).run() == Bilan(changed=1)
    assert portefeuille.get(known.uid).vu_services == DSN
    again = LotServices(portefeuille, [portefeuille.get(known.uid)], both, known=True)
    assert again.run() == Bilan(same=1)


def test_the_operations_of_a_lot_bear_its_number_and_hold_the_chain(
    portefeuille: Portefeuille,
) -> None:
    fill(portefeuille, 3)
    run(LotServices(portefeuille, all_of(portefeuille), Changement(opened=PAIE)))
    rows = list(Operation.select().where(Operation.verbe == "services"))
    assert len(rows) == 3
    assert len({row.lot for row in rows}) == 1
    assert all(row.lot != row.id for row in rows)
    assert verifying.verify(portefeuille._cabinet, portefeuille._vault).broken == ()


def test_a_slice_that_was_written_is_not_written_again(portefeuille: Portefeuille) -> None:
    """The answer was lost: nobody knows that it is done."""
    fill(portefeuille, 3)
    lot = LotTerminate(portefeuille, all_of(portefeuille))
    assert lot.run().changed == 3
    lot.done, lot.bilan = 0, Bilan()
    assert lot.run().changed == 3
    assert Operation.select().where(Operation.verbe == "resilier").count() == 3


def test_what_undoing_needs_is_kept_of_each(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 2)
    run(LotTerminate(portefeuille, all_of(portefeuille)))
    for kept in Retour.select():
        number, sealed = kept.operation_id, kept.avant
        before = opened_photograph(portefeuille._author(), number, sealed)
        assert before["inscription"]["uid"] == kept.operation.inscription_uid.hex
        assert before["inscription"]["retire_le"] is None
        assert [one["retire_le"] for one in before["comptes"]] == [None]
    assert Retour.select().count() == 2
    assert Compte.select().where(Compte.retire_le.is_null()).count() == 0


def test_who_was_changed_or_removed_meanwhile_is_left_and_named(
    portefeuille: Portefeuille,
) -> None:
    first, second, _third = fill(portefeuille, 3)
    seen = all_of(portefeuille)
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.set_services(first, DSN)
    marc.terminate(second)
    bilan = run(LotServices(portefeuille, seen, Changement(opened=PAIE)))
    assert bilan.changed == 1
    assert len(bilan.left) == 2
    assert "modifié par Marc Petit" in bilan.left[0]
    assert "supprimé par Marc Petit" in bilan.left[1]
    assert portefeuille.get(first.uid).services == DSN


def test_many_are_taken_out(portefeuille: Portefeuille) -> None:
    kept = portefeuille.enroll(employeur(9))
    gone = [portefeuille.report(one) for one in fill(portefeuille, 3)]
    assert run(LotTerminate(portefeuille, gone)) == Bilan(changed=3, to_do=3)
    assert portefeuille.page().fiches == (kept,)
    removed = portefeuille.get(gone[0].uid)
    assert removed.retire_le is not None
    assert removed.report is Report.A_FAIRE


def test_a_slice_that_is_refused_changes_nothing_and_is_tried_again(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 3)
    lot = LotServices(portefeuille, all_of(portefeuille), Changement(opened=PAIE))
    right = changes.set_services
    calls: list[Inscription] = []

    def busy_at_the_third(author: Author, held: Held, services: Any) -> Details | None:
        calls.append(held.row)
        if len(calls) == 3:
            raise StorageBusy("Le portefeuille est occupé.")
        return right(author, held, services)

    monkeypatch.setattr(changes, "set_services", busy_at_the_third)
    with pytest.raises(StorageBusy):
        lot.run()
    assert lot.done == 0
    assert lot.bilan == Bilan()
    assert not any(one.services for one in all_of(portefeuille))
    assert lot.run() == Bilan(changed=3, to_do=3)
    assert Operation.select().where(Operation.verbe == "services").count() == 3


def test_a_lot_that_is_given_up_changes_nothing(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "SLICE", 2)
    fill(portefeuille, 5)
    lot = LotTerminate(portefeuille, all_of(portefeuille))
    told: list[int] = []

    def twice(done: int) -> bool:
        told.append(done)
        return len(told) < 3

    with pytest.raises(Abandoned):
        lot.run(twice)
    assert told == [0, 2, 4]
    assert (lot.done, lot.bilan) == (0, Bilan())
    assert len(all_of(portefeuille)) == 5
    assert Operation.select().where(Operation.verbe == "resilier").count() == 0
    assert lot.run().changed == 5


def test_beyond_what_one_transaction_takes_the_first_are_kept(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lots, "AT_ONCE", 2)
    fill(portefeuille, 5)
    lot = LotTerminate(portefeuille, all_of(portefeuille))
    with pytest.raises(Abandoned):
        lot.run(lambda done: done < 4)
    assert (lot.done, lot.bilan) == (4, Bilan(changed=4))
    assert len(all_of(portefeuille)) == 1
    assert lot.run() == Bilan(changed=5)
    rows = Operation.select().where(Operation.verbe == "resilier")
    assert len({row.lot for row in rows}) == 1


def test_a_reader_changes_nothing(portefeuille: Portefeuille) -> None:
    fiches = fill(portefeuille, 2)
    reader = colleague_of(portefeuille, "Lea Lectrice", Role.CONSULTATION)
    for lot in (LotTerminate(reader, fiches), LotServices(reader, fiches, Changement(PAIE))):
        with pytest.raises(NotAllowed):
            lot.run()
    assert Operation.select().count() == 2


def test_the_selection_is_read_in_the_order_of_the_list_without_the_removed(
    portefeuille: Portefeuille, tmp_path: Path
) -> None:
    fiches = fill(portefeuille, 4)
    portefeuille.terminate(fiches[1])
    uids = portefeuille.uids(Criteres(), most=10)
    assert list(uids) == [fiches[0].uid, fiches[2].uid, fiches[3].uid]
    assert portefeuille.uids(Criteres(), most=2) == uids[:2]
    assert portefeuille.uids(Criteres(reports=frozenset({Report.A_FAIRE})), most=10) == uids
    assert [one.uid for one in portefeuille.several([one.uid for one in fiches[::-1]])] == [*uids]
    assert open_portefeuille(tmp_path).several(uids) == ()


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@given(had=st.lists(SERVICES, min_size=1, max_size=4), opened=SERVICES, closed=SERVICES)
def test_the_trial_tells_what_the_change_does(
    portefeuille: Portefeuille,
    had: list[frozenset[Service]],
    opened: frozenset[Service],
    closed: frozenset[Service],
) -> None:
    for fiche in all_of(portefeuille):
        portefeuille.terminate(fiche)
    for rank, services in enumerate(had, start=1):
        portefeuille.enroll(employeur(rank, services=services), forced=True)
    changement = Changement(opened - closed, closed)
    before = all_of(portefeuille)
    told = essai(before, changement)
    bilan = run(LotServices(portefeuille, before, changement))
    after = all_of(portefeuille)
    assert bilan.same == told.same
    for service in Service:
        gained = sum(service in b.services - a.services for a, b in zip(before, after, strict=True))
        lost = sum(service in a.services - b.services for a, b in zip(before, after, strict=True))
        assert (told.opened.get(service, 0), told.closed.get(service, 0)) == (gained, lost)
