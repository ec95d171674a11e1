"""The écart: what urssaf.fr does not know yet, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models import ecarts
from models.ecarts import NONE, Ecart, Numbers, State, compare, completed
from models.labels import Service, ToDo, Vu
from models.saisie import SaisieCompte
from tests.cabinet import numero, siren

DPAE, ATTESTATIONS = frozenset({Service.DPAE}), frozenset({Service.ATTESTATIONS})
NUMBERS = st.builds(
    Numbers,
    st.sampled_from(["", *(numero(rank)[3:] for rank in (1, 2, 3))]),
    st.sampled_from(["", *(f"{siren(rank)}0001{rank}" for rank in (1, 2, 3))]),
)
STATES = st.builds(
    State,
    st.frozensets(st.sampled_from(Service)),
    st.lists(NUMBERS, max_size=3).map(lambda some: tuple(sorted(some))),
)


def of(*comptes: tuple[str, str], services: frozenset[Service] = DPAE) -> State:
    return State(services, tuple(sorted(Numbers(*one) for one in comptes)))


def test_what_is_not_there_is_to_be_inscribed_and_what_left_to_be_terminated() -> None:
    here = of(("1", ""))
    assert compare(here, Vu.ABSENT, None) == Ecart(ToDo.INSCRIRE)
    assert compare(None, Vu.ABSENT, None) == NONE
    assert compare(None, Vu.CONNU, here) == Ecart(ToDo.RESILIER)
    assert compare(here, Vu.INCONNU, None) == compare(None, Vu.INCONNU, None)
    assert compare(here, Vu.INCONNU, None) == Ecart(ToDo.INCONNU)


def test_a_change_is_told_to_the_box_and_to_the_compte() -> None:
    there = of(("1", ""), ("2", ""))
    here = of(("1", ""), ("3", ""), services=ATTESTATIONS)
    told = Ecart(ToDo.CHANGER, ATTESTATIONS, DPAE, (Numbers("3", ""),), (Numbers("2", ""),))
    assert compare(here, Vu.CONNU, there) == told


def test_both_spellings_of_a_number_are_one() -> None:
    whole, short = (ecarts.state(DPAE, [SaisieCompte(one)]) for one in (numero(1), numero(1)[3:]))
    assert whole == short


def test_a_number_that_neither_side_had_completes_both() -> None:
    there, here = of(("", "s1")), of(("1", "s1"))
    assert compare(here, Vu.CONNU, there) == NONE
    assert completed(there, here) == here
    # Once both have it, another one is a difference.
    assert compare(of(("2", "s1")), Vu.CONNU, completed(there, here)).quoi is ToDo.CHANGER
    assert compare(of(("1", "s2")), Vu.CONNU, here).quoi is ToDo.CHANGER


def test_a_compte_without_a_number_waits_until_the_others_are_paired() -> None:
    there = of(("1", ""), ("", ""))
    assert compare(of(("1", ""), ("2", "")), Vu.CONNU, there) == NONE
    assert completed(there, of(("1", ""), ("2", ""))) == of(("1", ""), ("2", ""))


@given(STATES, STATES)
def test_a_state_differs_from_another_and_never_from_itself(one: State, other: State) -> None:
    assert compare(one, Vu.CONNU, one) == NONE
    ecart, back = compare(one, Vu.CONNU, other), compare(other, Vu.CONNU, one)
    assert (ecart.ouvrir, ecart.fermer) == (back.fermer, back.ouvrir)
    assert (ecart == NONE) == (not any((ecart.ouvrir, ecart.fermer, ecart.ajouter, ecart.retirer)))
    assert compare(one, Vu.CONNU, completed(other, one)) == ecart


@given(STATES)
def test_comptes_are_read_as_they_were_written(one: State) -> None:
    assert ecarts.read(ecarts.written(one.comptes)) == one.comptes
    assert ecarts.written(()) == "[]"
