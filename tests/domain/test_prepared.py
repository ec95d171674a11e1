"""Queries written once: they keep nothing of what they were given."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database, Select

from models.storage.opening import opened
from models.storage.prepared import Blank, run, written
from models.tables import Compteur

WRITTEN: list[int] = []
SIZES = (7, -1, 40_000, 3_000_000_000)
"""Numbers that a driver may give several types to."""


def _beginnings(retire: int, debut: Blank, nombre: Blank) -> Select:
    WRITTEN.append(retire)
    return Compteur.select(Compteur.nombre).where(
        Compteur.retire == retire, Compteur.debut >= debut, Compteur.nombre < nombre
    )


def _given(*blanks: Blank) -> Select:
    return Select(columns=blanks)


@pytest.mark.usefixtures("base")
def test_a_statement_is_written_once_and_given_other_values() -> None:
    WRITTEN.clear()
    assert [*run(_beginnings, (1,), ("abc", 3))] == [*run(_beginnings, (1,), ("", -1))] == []
    assert WRITTEN == [1]


@pytest.mark.usefixtures("base")
def test_what_the_shape_says_is_written_out_and_what_is_given_is_not() -> None:
    engine = type(opened()).__name__
    one, other = (written(_beginnings, engine, (retire,), 2) for retire in (0, 1))
    assert one[0].replace(" = 0)", " = 1)") == other[0] != one[0]
    assert [*one[1]] == [*other[1]] == [0, 1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    number=st.integers(-(2**63), 2**63 - 1),
)
def test_what_is_given_comes_out_as_it_is(base: Database, text: str, number: int) -> None:
    assert [*run(_given, (), (text, number))] == [(text, number)]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_server_keeps_what_is_run_again_and_nothing_else(base: Database) -> None:
    """It would keep one plan for any fragment, where one is rare and another everywhere."""
    for number in SIZES:
        for _ in range(3):
            run(_beginnings, (1,), ("abc", number))
            base.execute_sql("SELECT 1 FROM compteur WHERE debut LIKE %s", ("a%",)).fetchall()
    kept = base.execute_sql("SELECT statement FROM pg_prepared_statements").fetchall()
    assert ["debut" in one for (one,) in kept] == [True], kept
    assert "LIKE" not in kept[0][0]
