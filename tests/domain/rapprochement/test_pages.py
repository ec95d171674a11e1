"""Pages that add up: each compte once, whatever is pasted again, in whatever order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.labels import Etat
from models.portefeuille import Portefeuille
from models.rapprochement.constat import Groupe
from models.rapprochement.releve import Releve
from models.saisie import Saisie, SaisieCompte
from tests.cabinet import NIR, employeur, gerant, independant, inscribe, numero, siren
from tests.domain.rapprochement.portal import compared, page, page_of, read, releve_of, row
from tests.tries import examples


def clients(count: int) -> list[Saisie]:
    """Give clients of every kind, one in four radié."""
    saisies = []
    for rank in range(1, count + 1):
        kind = (employeur, independant, gerant)[rank % 3]
        etat = Etat.RADIE if rank % 4 == 0 else Etat.ACTIF
        saisies.append(kind(rank, comptes=(SaisieCompte(numero(rank), etat=etat),)))
    return saisies


def title(rank: int, forme: str = "SARL") -> str:
    return row(f"Comptes Régime Général du SIREN {siren(rank)} ({forme})")


def test_the_portals_pages_of_a_portefeuille_agree_with_it(portefeuille: Portefeuille) -> None:
    fiches = inscribe(portefeuille, *clients(35))
    pages = [page_of(fiches[start : start + 10]) for start in range(0, 35, 10)]
    found = compared(portefeuille, *pages, complete=True)
    assert found.counts == {Groupe.D_ACCORD: 35}
    assert found.agrees


def test_the_same_page_again_changes_nothing() -> None:
    first, second = page(title(1), title(2)), page(title(3))
    once, again = releve_of(first, second), releve_of(first, second, first, first)
    for releve in (once, again):
        told = (releve.pages, releve.comptes, releve.lignes_lues, releve.repeated)
        assert told == (2, 3, 9, 0)
    assert list(once.seen) == list(again.seen)


@pytest.mark.parametrize("pager", ["Précédent | Suivant", "Précédent\nSuivant", "Suivant"])
def test_pages_one_below_the_other_are_counted(pager: str) -> None:
    pages = [page(title(rank)).replace("Précédent | Suivant", pager) for rank in (1, 2, 3)]
    assert releve_of("".join(pages)).pages == 3
    assert releve_of(title(1)).pages == 1


def test_a_page_that_moved_by_a_row_adds_what_is_new() -> None:
    releve = releve_of(page(title(1), title(2)))
    added = releve.add(read(page(title(2), title(3))))
    assert (added.comptes, added.new, added.otherwise, releve.comptes) == (2, 1, 0, 3)


def test_what_is_read_last_of_a_compte_is_what_counts() -> None:
    releve = releve_of(page(title(1)))
    added = releve.add(read(page(row(title(1).removesuffix(" ✍ ✕"), radie=True))))
    assert (added.new, added.otherwise) == (0, 1)
    (seen,) = releve.seen
    assert seen.etat is Etat.RADIE


def test_rows_that_are_broken_over_lines_are_read_whole(portefeuille: Portefeuille) -> None:
    inscribe(portefeuille, employeur(1), employeur(2))
    broken = f"Comptes Régime Général\ndu SIREN {siren(1)}\n(SARL)\n✍ ✕\n" + title(2)
    assert compared(portefeuille, broken, complete=True).counts == {Groupe.D_ACCORD: 2}


def test_a_line_that_is_not_understood_is_told_with_its_line() -> None:
    releve = releve_of(page(title(1), f"Comptes Régime Inconnu du SIREN {siren(2)} ✍ ✕"))
    (unread,) = releve.unread
    assert (unread.numero, "n'est pas comprise" in unread.phrase) == (4, True)
    assert not releve.is_empty


@pytest.mark.parametrize("text", ["Précédent | Suivant", "Accueil\nMon Profil\n", "DUPONT"])
def test_what_has_no_number_is_nothing_to_compare(text: str) -> None:
    assert releve_of(text).is_empty


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_in_any_order_and_any_cut_the_pages_say_the_same(data: st.DataObject) -> None:
    ranks = data.draw(st.lists(st.integers(1, 60), min_size=1, max_size=25))
    cuts = sorted(data.draw(st.sets(st.integers(1, 24), max_size=5)))
    ends = [0, *(cut for cut in cuts if cut < len(ranks)), len(ranks)]
    pages = [page(*map(title, ranks[start:end])) for start, end in pairwise(ends)]
    straight = releve_of(page(*map(title, ranks)))
    shuffled = releve_of(*data.draw(st.permutations(pages)))
    assert {one.siren for one in straight.seen} == {one.siren for one in shuffled.seen}
    assert straight.comptes == shuffled.comptes == len(set(ranks))


def test_nothing_was_read_before_the_first_page() -> None:
    assert (Releve().pages, Releve().is_empty) == (0, True)


def test_a_nir_in_the_place_of_a_number_is_not_repeated() -> None:
    rows = [f"{siren(rank)}\t{numero(rank)}" for rank in range(1, 9)]
    releve = releve_of("\n".join(("Siren\tN° compte", *rows, f"{siren(9)}\t{NIR}")))
    (unread,) = releve.unread
    assert unread.numero == 10
    assert "sécurité sociale" in unread.phrase
    assert NIR[:8] not in unread.phrase
    assert releve.comptes == 8
