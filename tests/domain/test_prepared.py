"""Queries written once: they keep nothing of what they were given."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database, Select

from models.search.prepared import NUMBERS, TEXTS, statement
from models.tables import Compteur
from models.tables.table import database

SEEN: list[tuple[object, ...]] = []


def _between(retire: int, debut: str, nombre: int) -> Select:
    SEEN.append((retire, debut, nombre))
    return Compteur.select(Compteur.nombre).where(
        Compteur.retire == retire, Compteur.debut >= debut, Compteur.nombre < nombre
    )


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_statement_is_written_once_and_given_other_values(base: Database) -> None:
    SEEN.clear()
    first, values = statement(_between, (7,), ("abc", 3))
    again, others = statement(_between, (7,), ("", -1))
    assert first == again
    assert (values, others) == ((7, "abc", 3), (7, "", -1))
    assert [(7, TEXTS[0], NUMBERS[0])] == SEEN
    assert database.execute_sql(first, values).fetchall() == []


@pytest.mark.parametrize("engine", ["sqlite"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), number=st.integers())
def test_what_is_given_comes_out_as_it_is(base: Database, text: str, number: int) -> None:
    values = statement(_between, (0,), (text, number))[1]
    assert values == (0, text, number)
