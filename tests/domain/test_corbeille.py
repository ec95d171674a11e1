"""The corbeille: what was removed, until thirty days after urssaf.fr was told; and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from peewee import Database

from models.errors import NotAllowed
from models.fiche import Fiche
from models.labels import Role, Service, ToDo
from models.lot import Bilan, LotRestore, LotTerminate, LotUndo
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.corbeille import key_of
from models.search.criteres import After, Before, Edge, From
from models.tables import Operation
from tests.cabinet import (
    NOON,
    all_of,
    colleague_of,
    employeur,
    fill,
    gerant,
    numero,
    open_portefeuille,
)


def restored(portefeuille: Portefeuille, *uids: UUID) -> Bilan:
    return LotRestore(portefeuille, uids).run()


def undo(portefeuille: Portefeuille) -> Bilan:
    geste = portefeuille.latest_gesture()
    assert geste is not None
    return LotUndo(portefeuille, geste).run()


def said(lines: Sequence[str]) -> list[str]:
    return [line.replace("\xa0", " ") for line in lines]


@pytest.fixture
def moving(base: Database, tmp_path: Path) -> Portefeuille:
    """Give an empty portefeuille whose clock moves two minutes every three times it is read."""
    assert base is not None
    ticks = count()
    return open_portefeuille(tmp_path, now=lambda: NOON + timedelta(minutes=next(ticks) // 3))


def test_pages_of_removals_are_read_both_ways_the_newest_first(moving: Portefeuille) -> None:
    for fiche in fill(moving, 7):
        moving.terminate(fiche)
    whole = moving.corbeille(size=50).fiches
    assert [fiche.nom for fiche in whole] == [f"BOULANGERIE {n:03d}" for n in range(7, 0, -1)]
    assert len({fiche.retire_le for fiche in whole}) < 7, "some left at the same instant"
    first = moving.corbeille(size=3)
    assert (first.fiches, first.start, first.total) == (whole[:3], 0, 7)
    assert (first.has_previous, first.has_next) == (False, True)
    for at in range(7):
        key = key_of(whole[at])
        after = moving.corbeille(After(key), size=3)
        assert after.fiches == whole[at + 1 : at + 4]
        assert moving.corbeille(From(key), size=3).fiches == whole[at : at + 3]
        before = moving.corbeille(Before(key), size=3)
        assert before.fiches == whole[max(0, at - 3) : at]
        if before.fiches:
            assert (before.start, before.has_next) == (max(0, at - 3), True)
    last = moving.corbeille(Edge.LAST, size=3)
    assert (last.fiches, last.start, last.has_next) == (whole[-3:], 4, False)
    assert moving.corbeille_uids(most=2) == tuple(fiche.uid for fiche in whole[:2])


def test_a_removal_says_who_made_it_and_when_it_leaves(portefeuille: Portefeuille) -> None:
    told = portefeuille.report(portefeuille.enroll(employeur(1)))
    portefeuille.terminate(told)
    portefeuille.terminate(portefeuille.enroll(employeur(2)))
    never, waits = portefeuille.corbeille().fiches
    assert (never.retire_par, waits.retire_par) == ("Claire Durand",) * 2
    assert never.part_le == NOON + timedelta(days=30)
    assert (waits.ecart, waits.part_le) == (ToDo.RESILIER, None)
    assert told.part_le is None


def test_what_was_undone_of_an_inscription_is_not_in_it(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(1, deja_inscrit=True))
    undo(portefeuille)
    gone = portefeuille.get(fiche.uid)
    assert (gone.retire_le, gone.ecart) == (NOON, ToDo.AUCUN), "and nothing is to be done of it"
    assert (portefeuille.corbeille().total, portefeuille.corbeille_uids(most=9)) == (0, ())
    assert "annulée" in restored(portefeuille, fiche.uid).left[0]
    undoing = Operation.select().order_by(Operation.rang.desc()).get()
    portefeuille.undo(undoing.lot, [fiche.uid])
    back = portefeuille.get(fiche.uid)
    assert (back.retire_le, back.ecart) == (None, ToDo.AUCUN)
    portefeuille.terminate(back)
    assert portefeuille.corbeille().total == 1


def test_what_is_restored_is_as_it_was_and_is_removed_again_by_undoing(
    portefeuille: Portefeuille,
) -> None:
    before = portefeuille.report(portefeuille.enroll(employeur(1)))
    gone = portefeuille.terminate(before)
    assert restored(portefeuille, gone.uid) == Bilan(changed=1)
    back = portefeuille.get(gone.uid)
    assert (back.comptes, back.ecart, back.retire_par) == (before.comptes, ToDo.AUCUN, None)
    assert portefeuille.with_compte(numero(1)) == back
    assert restored(portefeuille, gone.uid) == Bilan(same=1)
    last = Operation.select().order_by(Operation.rang.desc()).get()
    assert (last.verbe, last.champs, last.inscription_uid) == ("restaurer", "{}", gone.uid)
    assert undo(portefeuille).to_do == 1
    again = portefeuille.get(gone.uid)
    assert (again.ecart, portefeuille.corbeille().fiches) == (ToDo.RESILIER, (again,))
    assert portefeuille.with_compte(numero(1)) is None


def test_what_is_restored_waits_since_it_waited_unless_urssaf_fr_was_told(
    moving: Portefeuille,
) -> None:
    waits = moving.enroll(employeur(1))
    refused = moving.refuse(moving.enroll(employeur(2)), motif="Siren inconnu")
    told = moving.enroll(employeur(3, deja_inscrit=True, services=frozenset({Service.DPAE})))
    told = moving.set_services(told, frozenset())
    for fiche in (waits, refused):
        moving.terminate(fiche)
    moving.report(moving.terminate(told))
    restored(moving, waits.uid, refused.uid, told.uid)
    for fiche in (waits, refused):
        back = moving.get(fiche.uid)
        assert (back.report, back.report_le, back.report_motif) == (
            fiche.report,
            fiche.report_le,
            fiche.report_motif,
        )
    assert moving.get(told.uid).report_le != told.report_le
    again = moving.refuse(moving.get(waits.uid), motif="Siren radié")
    moving.terminate(again)
    restored(moving, waits.uid)
    assert moving.get(waits.uid).report_motif == "Siren radié", "as before its last removal"


def test_a_place_that_was_taken_meanwhile_is_said_with_who_and_when(
    portefeuille: Portefeuille,
) -> None:
    first, second = (
        portefeuille.enroll(make(rank)) for rank, make in ((1, employeur), (2, gerant))
    )
    LotTerminate(portefeuille, [first, second]).run()
    marc = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    marc.enroll(employeur(1))
    marc.enroll(employeur(3, comptes=gerant(2).comptes))
    bilan = restored(portefeuille, first.uid, second.uid)
    assert bilan.changed == 0
    assert said(bilan.left) == [
        "BOULANGERIE 001 : Non restauré : Ce Siren est déjà dans votre portefeuille depuis le "
        "12/06/2026, sous « Régime Général ». Inscrit par Marc Petit.",
        "LEGRAND 002 : Non restauré : Ce numéro de compte est déjà celui de BOULANGERIE 003 "
        "(Régime Général), dans votre portefeuille depuis le 12/06/2026. Inscrit par Marc Petit.",
    ]


@pytest.mark.parametrize("number", [numero(1), ""])
def test_of_two_that_have_the_same_place_one_comes_back(
    portefeuille: Portefeuille, number: str
) -> None:
    for _ in range(2):
        typed = employeur(1, deja_inscrit=True, montant="", comptes=(SaisieCompte(number),))
        portefeuille.report(portefeuille.terminate(portefeuille.enroll(typed)))
    bilan = restored(portefeuille, *portefeuille.corbeille_uids(most=9))
    assert (bilan.changed, len(bilan.left)) == (1, 1)
    assert "un autre, restauré avec lui" in bilan.left[0]
    assert len(all_of(portefeuille)) == 1


def test_many_are_restored_in_one_gesture(portefeuille: Portefeuille) -> None:
    fiches: list[Fiche] = fill(portefeuille, 3)
    LotTerminate(portefeuille, fiches).run()
    assert restored(portefeuille, *[fiche.uid for fiche in fiches]).changed == 3
    geste = portefeuille.latest_gesture()
    assert geste is not None
    assert (geste.verbes, len(geste.uids)) == (("restaurer",), 3)
    assert undo(portefeuille).changed == 3
    assert portefeuille.corbeille().total == 3
    reader = colleague_of(portefeuille, "Lea Lit", Role.CONSULTATION)
    assert reader.corbeille().total == 3
    with pytest.raises(NotAllowed, match="consultation"):
        restored(reader, fiches[0].uid)
