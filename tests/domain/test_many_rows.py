"""Many rows at once: read as Peewee reads them, written where they changed, with room to do it."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from peewee import Database

from models import under_way
from models.errors import Abandoned
from models.labels import Service
from models.portefeuille import Portefeuille
from models.storage import many_rows
from models.storage.many_rows import AT_ONCE
from models.storage.opening import opened
from models.tables import Cabinet, Compte, Inscription, Operation, Retour
from models.tables.table import Table
from tests.cabinet import NIR, employeur, fill, independant

CABINET = 1
NAMES = {Inscription: "id", Compte: "inscription", Operation: "inscription_uid", Retour: "cabinet"}


@pytest.fixture
def written(portefeuille: Portefeuille) -> Portefeuille:
    """Give a portefeuille with every kind of column: boxes, seals, links, instants, and nothing."""
    fill(portefeuille, 3)
    portefeuille.enroll(independant(8, nir=NIR, deja_inscrit=True))
    gone = portefeuille.enroll(employeur(9, services=frozenset(Service)))
    portefeuille.terminate(portefeuille.set_services(gone, frozenset({Service.DPAE})))
    return portefeuille


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("table", NAMES)
def test_rows_are_read_as_peewee_reads_them(table: type[Table]) -> None:
    kept = {_pk(row): row.__data__ for row in table.select()}
    values = [*{data[NAMES[table]] for data in kept.values()}]
    read = {_pk(row): row.__data__ for row in many_rows.read(table, NAMES[table], CABINET, values)}
    assert read == kept
    assert all(kept.values())


@pytest.mark.usefixtures("written")
def test_no_row_of_another_cabinet_is_read_and_none_for_no_value() -> None:
    uids = [row.uid for row in Inscription.select()]
    assert many_rows.read(Inscription, "uid", CABINET, uids)
    assert many_rows.read(Inscription, "uid", CABINET + 1, uids) == []
    assert many_rows.read(Inscription, "uid", CABINET, []) == []


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("engine", ["sqlite"])
def test_as_many_rows_as_are_named_are_read() -> None:
    numbers = [*range(-AT_ONCE, 0), *(row.id for row in Inscription.select())]
    assert len(many_rows.read(Inscription, "id", CABINET, numbers)) == 5


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_field_that_was_set_to_what_it_was_has_not_changed() -> None:
    row = many_rows.read(Inscription, "cabinet", CABINET, [CABINET])[0]
    row.note, row.raison_sociale = row.note, "Autre"
    row.modifie_par = row.modifie_par
    assert row.changed == {"raison_sociale"}
    row.raison_sociale, row.siren = "Encore", None
    assert row.changed == {"raison_sociale", "siren"}


def test_a_long_work_has_a_large_cache_and_no_search_for_garbage(
    portefeuille: Portefeuille, base: Database
) -> None:
    usual = _cache(base)
    seen: list[tuple[int, bool]] = []

    def work() -> None:
        with _announced(portefeuille):
            seen.append((_cache(base), gc.isenabled()))
            raise Abandoned

    with pytest.raises(Abandoned):
        work()
    assert seen == [(-65_536 if usual else 0, False)]
    assert (_cache(base), gc.isenabled()) == (usual, True)


def test_a_work_does_not_look_for_garbage_where_nobody_did(portefeuille: Portefeuille) -> None:
    gc.disable()
    try:
        with _announced(portefeuille):
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def _pk(row: Table) -> object:
    return row.__data__["operation" if isinstance(row, Retour) else "id"]


def _announced(portefeuille: Portefeuille) -> AbstractContextManager[None]:
    now = portefeuille._now()
    return under_way.announced(Cabinet.get(), uuid4(), "Marc Petit", "Suppression", 250, now)


def _cache(base: Database) -> int:
    """Give the size of the cache of SQLite; 0 of PostgreSQL, which has its own."""
    if type(base).__name__ != "SqliteBase":
        return 0
    return int(opened().execute_sql("PRAGMA cache_size").fetchone()[0])
