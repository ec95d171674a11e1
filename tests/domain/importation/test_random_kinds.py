"""Sound tables of every kind are ready all through, and each field of them is right."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.importation import report, table
from models.importation.examination import Examination
from models.importation.verdicts import Choices
from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from tests.cabinet import open_portefeuille
from tests.domain.importation.judging import faults
from tests.domain.importation.random_kinds import Kinds, kinds_of


@pytest.fixture(scope="module")
def portefeuille(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portefeuille]:
    folder = tmp_path_factory.mktemp("kinds")
    open_database(folder / "portefeuille.db")
    yield open_portefeuille(folder)
    close_database()


def what_is_wrong(portefeuille: Portefeuille, made: Kinds) -> list[str]:
    tableau = table.read(made.grille)
    examination = Examination(portefeuille, Choices(services=frozenset()))
    examination.examine(tableau.lignes)
    people = {one.uid: one.identifiant for one in portefeuille.personnes()}
    examens = [examination.examens[ligne.numero] for ligne in tableau.lignes]
    expected: dict[str, Any] = {
        "lignes_lues": len(made.lignes),
        "titres_ligne": 1,
        "lignes": made.lignes,
    }
    names = {one.nom: one.identifiant for one in portefeuille.personnes()}
    return faults(expected, report.as_json(tableau, examens, people), names)


@given(st.integers(), st.integers(3, 20))
def test_a_sound_table_of_any_kind_is_ready_and_right(
    portefeuille: Portefeuille, seed: int, clients: int
) -> None:
    assert what_is_wrong(portefeuille, kinds_of(Random(seed), clients)) == []
