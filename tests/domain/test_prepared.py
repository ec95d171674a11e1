"""Queries written once: they keep nothing of what they were given."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database, Select, Value

from models.storage.prepared import Blank, statement
from models.tables import Compteur
from models.tables.table import database

SEEN: list[tuple[object, ...]] = []


def _between(retire: int, debut: Value, nombre: Value) -> Select:
    SEEN.append((retire, debut.value, nombre.value))
    return Compteur.select(Compteur.nombre).where(
        Compteur.retire == retire, Compteur.debut >= debut, Compteur.nombre < nombre
    )


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_statement_is_written_once_and_given_other_values(base: Database) -> None:
    SEEN.clear()
    first, values = statement(_between, (1,), ("abc", 3))
    again, others = statement(_between, (1,), ("", -1))
    assert first == again
    assert (values, others) == ([1, "abc", 3], [1, "", -1])
    assert [(1, Blank(0), Blank(1))] == SEEN
    assert database.execute_sql(first, values).fetchall() == []


@pytest.mark.parametrize("engine", ["sqlite"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), number=st.integers())
def test_what_is_given_comes_out_as_it_is(base: Database, text: str, number: int) -> None:
    values = statement(_between, (0,), (text, number))[1]
    assert values == [0, text, number]
