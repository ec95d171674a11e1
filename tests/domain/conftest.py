"""Where the tests of the domain put their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from peewee import Database

from bench.postgresql import CARETAKER, WIDE
from models.labels import Regime, Role
from models.portefeuille import Portefeuille
from models.storage.opening import close_database
from tests.cabinet import NOON, colleague_of, open_portefeuille
from tests.domain.meant import saisies
from tests.domain.safe import Safe


@pytest.fixture
def server_role(request: pytest.FixtureRequest) -> str:
    """Name a role that sees all the rows: a test looks at several cabinets, and saves the base."""
    return CARETAKER if request.node.get_closest_marker("looked_after") else WIDE


@pytest.fixture
def making_role() -> str:
    """Name a role that sees the rows of what it makes."""
    return CARETAKER


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    return folder / "lundi.sauvegarde"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "portefeuille.db"
    close_database()


@pytest.fixture
def crossed(base: Database, tmp_path: Path) -> Portefeuille:
    """Fill a portefeuille whose criteria cross, and another one with the same words."""
    assert base is not None
    ticks = count()
    mine = open_portefeuille(tmp_path, now=lambda: NOON + timedelta(minutes=next(ticks) * 5 % 7))
    other = open_portefeuille(tmp_path)
    colleague_of(mine, "Élodie Abadie", Role.COLLABORATEUR)
    colleague_of(mine, "Zoé Petit", Role.COLLABORATEUR)
    people = [None, *(one.uid for one in mine.personnes())]
    for rank, saisie in enumerate(saisies()):
        if saisie.regime is not Regime.GERANT_MAJORITAIRE:
            other.enroll(saisie, forced=True)
        fiche = mine.enroll(replace(saisie, responsable=people[rank % len(people)]), forced=True)
        if rank % 4 == 0:
            told = (None, mine.report, mine.refuse)[rank % 3]
            fiche = told(fiche) if told else fiche
        if rank % 9 == 0:
            mine.terminate(fiche)
    return mine


@pytest.fixture(scope="session")
def safe(tmp_path_factory: pytest.TempPathFactory) -> Safe:
    return Safe(tmp_path_factory.mktemp("coffre"))
