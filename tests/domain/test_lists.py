"""What a list gives: its pages, its searches, its counters, who stands beside whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import NotFound
from models.labels import Etat, Regime, Role
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import After, Before, Criteres, Edge, From, Key
from tests.cabinet import (
    employeur,
    fill,
    gerant,
    independant,
    new_cabinet,
    new_person,
    numero,
    siren,
)


def test_pages_follow_each_other_both_ways(portefeuille: Portefeuille) -> None:
    fiches = fill(portefeuille, 25)
    uids = [f.uid for f in fiches]
    first = portefeuille.page()
    second = portefeuille.page(anchor=After(Key.of(first.fiches[-1])))
    last = portefeuille.page(anchor=Edge.LAST)
    assert [f.uid for f in first.fiches] == uids[:10]
    assert [f.uid for f in second.fiches] == uids[10:20]
    assert [f.uid for f in last.fiches] == uids[15:]
    assert (second.start, second.total, last.start) == (10, 25, 15)
    back = portefeuille.page(anchor=Before(Key.of(second.fiches[0])))
    assert back == first
    assert not first.has_previous
    assert not last.has_next
    here = portefeuille.page(anchor=From(Key.of(second.fiches[3])))
    assert here.fiches[0] == second.fiches[3]
    assert here.start == 13


def test_homonyms_are_neither_lost_nor_repeated_between_pages(portefeuille: Portefeuille) -> None:
    for rank in range(1, 24):
        portefeuille.enroll(employeur(rank, raison_sociale="MARTIN"))
    seen = []
    page = portefeuille.page()
    while page.fiches:
        seen += [f.uid for f in page.fiches]
        page = portefeuille.page(anchor=After(Key.of(page.fiches[-1])))
    assert len(seen) == len(set(seen)) == 23


@pytest.mark.parametrize(
    ("criteres", "found"),
    [
        (Criteres(texte="boulangerie 001"), {1}),
        (Criteres(texte="savignac"), {1, 2}),
        (Criteres(texte="ete"), {2}),
        (Criteres(texte="coeur l"), {2}),
        (Criteres(texte="lete"), {2}),
        (Criteres(texte="l’été"), {2}),
        (Criteres(texte="garage et fils"), {3}),
        (Criteres(texte="et"), {2}),
        (Criteres(texte="garage & fils"), {3}),
        (Criteres(texte="SIREN 000 000 018"), {1}),
        (Criteres(texte="N° SIRET : 000 000 018 00015"), {1}),
        (Criteres(texte="n° de TVA FR 12 000000018"), {1}),
        (Criteres(siren="FR12000000018"), {1}),
        (Criteres(texte="D0042"), {3}),
        (Criteres(texte="000 000 0"), {1, 2, 3}),
        *((Criteres(texte=nothing), set()) for nothing in ("%", "_", "& -", "Иванов", "\u200b")),
        (Criteres(texte="Иванов savignac"), {1, 2}),
        (Criteres(texte=" "), {1, 2, 3, 4}),
        (Criteres(siren="000000018"), {1}),
        (Criteres(siren="000 000 018 000 15"), {1}),
        (Criteres(compte="1170000009"), {1, 2, 3, 4}),
        (Criteres(compte=numero(4)), {4}),
        (Criteres(compte=numero(4)[3:]), {4}),
        (Criteres(compte="900000004"), {4}),
        (Criteres(compte="117 900000004"), {4}),
        (Criteres(texte="0900000003"), {3}),
        (Criteres(texte="00000004"), set()),
        (Criteres(regimes=frozenset({Regime.GERANT_MAJORITAIRE})), {4}),
        (Criteres(etats=frozenset({Etat.RADIE})), {3}),
        (Criteres(etats=frozenset({Etat.ACTIF})), {1, 2, 4}),
        (Criteres(etats=frozenset({Etat.SUSPENDU})), set()),
        (Criteres(texte="absent"), set()),
    ],
)
def test_a_search_finds_what_it_says(
    portefeuille: Portefeuille, criteres: Criteres, found: set[int]
) -> None:
    shop = SaisieCompte(numero(1), siret=siren(1) + "00015", ville="Savignac")
    portefeuille.enroll(employeur(1, comptes=(shop,)), forced=True)
    portefeuille.enroll(employeur(2, raison_sociale="L'ÉTÉ au CŒUR"))
    radie = SaisieCompte(numero(3), etat=Etat.RADIE)
    portefeuille.enroll(
        independant(3, raison_sociale="GARAGE & FILS", code_dossier="D0042", comptes=(radie,))
    )
    portefeuille.enroll(gerant(4))
    page = portefeuille.page(criteres)
    numbers = {f.comptes[0].numero_compte for f in page.fiches}
    assert numbers == {numero(rank) for rank in found}
    assert page.total == len(portefeuille.uids(criteres, most=9)) == len(found)


def test_the_cabinet_next_door_is_out_of_reach(portefeuille: Portefeuille, tmp_path: Path) -> None:
    mine = portefeuille.enroll(employeur(1))
    cabinet, vault = new_cabinet(tmp_path, "Cabinet Voisin")
    other = Portefeuille(cabinet, new_person(cabinet, "Jean Voisin", Role.ADMINISTRATEUR), vault)
    assert other.page().total == 0
    assert other.with_siren(siren(1)) == ()
    assert other.with_compte(numero(1)) is None
    assert other.compteurs().total == 0
    assert other.recent(5) == ()
    gestures: list[Callable[[], object]] = [
        lambda: other.get(mine.uid),
        lambda: other.terminate(mine),
        lambda: other.set_services(mine, frozenset()),
        lambda: other.edit(mine, employeur(1)),
        lambda: other.reveal_nir(mine),
    ]
    for gesture in gestures:
        with pytest.raises(NotFound):
            gesture()
    assert other.enroll(employeur(1)).uid != mine.uid


def test_the_counters_of_accueil(portefeuille: Portefeuille) -> None:
    (me,) = portefeuille.my_dossiers.responsables
    portefeuille.enroll(employeur(1, responsable=me))
    portefeuille.enroll(employeur(2, deja_inscrit=True, raison_sociale=""))
    portefeuille.enroll(independant(3, comptes=(SaisieCompte(numero(3), etat=Etat.RADIE),)))
    portefeuille.terminate(portefeuille.report(portefeuille.enroll(gerant(4))))
    found = portefeuille.compteurs()
    assert (found.total, found.employeurs, found.independants, found.gerants) == (3, 2, 1, 0)
    assert (found.a_reporter, found.radies, found.incompletes, found.a_moi) == (3, 1, 1, 1)


def test_neighbours_are_those_of_the_list(portefeuille: Portefeuille) -> None:
    first, second, third = fill(portefeuille, 3)
    assert portefeuille.neighbour(second, Criteres(), 1) == third
    assert portefeuille.neighbour(second, Criteres(), -1) == first
    assert portefeuille.neighbour(third, Criteres(), 1) is None
