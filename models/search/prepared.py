"""Queries that are written once: Peewee takes longer to write their SQL than SQLite to answer.

What is kept is the SQL and its constants, never a row.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from peewee import SQL, Query

from models.tables.table import database

MOST = 64
"""As many values as may be given to one statement."""

TEXTS = tuple(f"\x00{rank}" for rank in range(MOST))
NUMBERS = tuple(range(-(2**62), -(2**62) + MOST))
"""Stand in the SQL for what is known only when it is run; no row holds them."""

Statement: TypeAlias = tuple[str, tuple[Any, ...]]


def statement(
    build: Callable[..., Query], shape: tuple[Hashable, ...], given: Sequence[str | int] = ()
) -> Statement:
    """Give the SQL of `build(*shape, *given)`, and its parameters.

    `build` is a function of a module that asks the base nothing; it depends on `shape` alone,
    and passes the values `given`, `MOST` at most, on to the query as they are.
    """
    kinds = tuple(type(one) for one in given)
    sql, parameters = _written(build, type(database.obj).__name__, shape, kinds)
    known = dict(zip(_marks(kinds), given, strict=True))
    return sql, tuple(known.get(one, one) for one in parameters)


def statements(
    build: Callable[..., Query], shape: tuple[Hashable, ...], given: Iterable[str | int]
) -> Iterator[Statement]:
    """Give the same for any number of values, as many statements as they fill."""
    values = iter(given)
    while some := tuple(islice(values, MOST)):
        yield statement(build, shape, some)


def at_most(rows: int) -> SQL:
    """Give a LIMIT that is written out: SQLite compiles one that is bound at every run."""
    return SQL(str(rows))


def _marks(kinds: tuple[type, ...]) -> tuple[str | int, ...]:
    texts, numbers = iter(TEXTS), iter(NUMBERS)
    return tuple(next(texts) if kind is str else next(numbers) for kind in kinds)


@lru_cache(256)
def _written(
    build: Callable[..., Query],
    _engine: str,
    shape: tuple[Hashable, ...],
    kinds: tuple[type, ...],
) -> Statement:
    sql, parameters = build(*shape, *_marks(kinds)).sql()
    return sql, tuple(parameters)
