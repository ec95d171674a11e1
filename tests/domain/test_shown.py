"""Rows read to be shown: the values are those that Peewee would give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database, Field

from models.labels import Report
from models.search.criteres import After, Criteres, Key
from models.search.shown import COMPTES, INSCRIPTIONS, PERSONNES, Reader
from models.tables import Compte, Inscription, Utilisateur
from models.tables.table import Table, kept_as_they_are
from tests.cabinet import NIR, employeur, gerant, independant, open_portefeuille

READERS: dict[type[Table], Reader[Any]] = {
    Inscription: INSCRIPTIONS,
    Compte: COMPTES,
    Utilisateur: PERSONNES,
}
COLUMNS = [column for reader in READERS.values() for column in reader.columns]
STORED = st.one_of(st.none(), st.integers(), st.floats(), st.text(), st.binary(), st.booleans())


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_read_as_peewee_reads_it(
    base: Database, tmp_path: Path, table: type[Table]
) -> None:
    portefeuille = open_portefeuille(tmp_path)
    for rank in range(1, 5):
        portefeuille.enroll(employeur(rank))
        portefeuille.enroll(gerant(10 + rank))
    sealed = portefeuille.enroll(independant(20, nir=NIR))
    portefeuille.mark_report(sealed, Report.REFUSE, motif="Nom inconnu")
    portefeuille.terminate(portefeuille.page().fiches[0])

    reader = READERS[table]
    read = list(reader.read(table.select(*reader.columns).order_by(table.id).sql()))  # type: ignore[attr-defined]
    rows = list(table.select().order_by(table.id))  # type: ignore[attr-defined]
    assert len(rows) >= (1 if table is Utilisateur else 9)
    for line, row in zip(read, rows, strict=True):
        for name in line._fields:
            ours, theirs = getattr(line, name), getattr(row, name)
            assert (name, type(ours), ours) == (name, type(theirs), theirs)


@pytest.mark.parametrize("column", COLUMNS, ids=str)
@given(value=STORED)
def test_what_is_kept_as_it_is_needs_no_reading(column: Field, value: object) -> None:
    if type(value) in kept_as_they_are(column):
        read = column.python_value(value)
        assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_page_is_not_compiled_twice(base: Database, tmp_path: Path) -> None:
    portefeuille = open_portefeuille(tmp_path)
    for rank in range(1, 4):
        portefeuille.enroll(employeur(rank))
    first = portefeuille.page(size=1)
    compiled: list[object] = []

    def see(*action: object) -> int:
        compiled.append(action)
        return 0

    def turn() -> int:
        compiled.clear()
        portefeuille.page(Criteres(), After(Key.of(first.fiches[0])), size=1)
        return len(compiled)

    base.connection().set_authorizer(see)
    assert turn()
    assert turn() == 0


def test_no_password_is_read_with_a_page(
    base: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portefeuille = open_portefeuille(tmp_path)
    for rank in range(1, 4):
        portefeuille.enroll(employeur(rank))
    asked: list[str] = []
    execute: Any = base.execute_sql

    def heard(sql: str, *others: Any, **more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *others, **more)

    monkeypatch.setattr(base, "execute_sql", heard)
    page = portefeuille.page()
    assert {fiche.modifie_par for fiche in page.fiches} == {portefeuille.utilisateur_nom}
    assert len(asked) == 4, asked
    assert not [sql for sql in asked if "hachage" in sql or "preferences" in sql]
