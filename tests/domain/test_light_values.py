"""A table of a hundred thousand lines has as many comptes: each is kept without a dictionary."""

from __future__ import annotations

import pickle
import tracemalloc
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from models.champs import COMPTE, ChampsCompte
from models.fiche import FicheCompte
from models.saisie import SaisieCompte
from models.writing.controle import Controle, ValeursCompte, check
from tests.cabinet import employeur, numero

COMPTES = (SaisieCompte(numero(1)), ValeursCompte(numero(1)), FicheCompte(id=1))
MOST_OF_A_SAISIE, MOST_OF_A_CONTROLE = 600, 2_000
"""Bytes, the texts aside: half as much again as what is measured."""


@pytest.mark.parametrize("compte", COMPTES, ids=lambda one: type(one).__name__)
def test_a_compte_has_slots_and_all_that_is_declared_of_its_fields(compte: ChampsCompte) -> None:
    assert not hasattr(compte, "__dict__")
    assert [one.name for one in fields(compte)][: len(COMPTE)] == list(COMPTE)
    there = replace(compte, ville="BREST")
    assert (there.ville, there.numero_compte) == ("BREST", compte.numero_compte)
    assert pickle.loads(pickle.dumps(there)) == there
    with pytest.raises(FrozenInstanceError):
        compte.ville = "BREST"  # type: ignore[misc]


def test_what_was_found_of_a_saisie_is_not_in_a_repr() -> None:
    found = check(employeur(1))
    assert isinstance(found, Controle)
    assert not hasattr(found, "__dict__")
    assert "values" not in repr(found)


def test_a_line_weighs_little() -> None:
    typed = employeur(1)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        saisies = [
            replace(typed, comptes=tuple(replace(one) for one in typed.comptes)) for _ in range(500)
        ]
        between = tracemalloc.get_traced_memory()[0]
        found = [check(one) for one in saisies]
        after = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert (between - before) / len(saisies) < MOST_OF_A_SAISIE
    assert (after - between) / len(found) < MOST_OF_A_CONTROLE
