"""Queries that are written once: Peewee takes longer to write their SQL than SQLite to answer.

What is kept is the SQL and its constants, never a row.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from peewee import Query, Value

from models.tables.table import database

Statement: TypeAlias = tuple[str, Sequence[Any]]


class Blank(int):
    """Stands in the SQL for the value of this rank, which is known only when it is run."""


def statement(
    build: Callable[..., Query], shape: tuple[Hashable, ...], given: Sequence[str | int] = ()
) -> Statement:
    """Give the SQL of `build(*shape, *given)`, and its parameters.

    `build` is a function of a module that asks the base nothing; it depends on `shape` alone,
    and passes the values `given` on to the query, which sends them to the base as they are.
    """
    sql, parameters = _written(build, type(database.obj).__name__, shape, len(given))
    return sql, [given[one] if isinstance(one, Blank) else one for one in parameters]


@lru_cache(256)
def _written(
    build: Callable[..., Query], _engine: str, shape: tuple[Hashable, ...], blanks: int
) -> Statement:
    values = (Value(Blank(rank), converter=False) for rank in range(blanks))
    written: Statement = build(*shape, *values).sql()
    return written
