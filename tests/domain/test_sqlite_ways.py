"""The ways of SQLite look a row up by its number, whatever it believes of its indexes."""

from __future__ import annotations

import pytest
from peewee import Database

from models.labels import Report
from models.search import sqlite
from models.search.listed import Listed
from models.tables import Compte, Inscription

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.mark.parametrize("reports", [{Report.A_FAIRE}, {Report.REFUSE}, {Report.FAIT}])
def test_rows_that_ids_lead_to_are_found_by_their_numbers(
    base: Database, reports: set[Report]
) -> None:
    tests = Listed(1, reports=frozenset(reports)).tests
    ids = Compte.select(Compte.inscription.alias("id")).where(Compte.etat == "radie")
    rows = sqlite._by_number([ids], tests).select(Inscription.id)
    sql, values = rows.sql()
    told = [row[3] for row in base.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("SEARCH t1 USING INTEGER PRIMARY KEY (rowid=?)" in one for one in told), told
