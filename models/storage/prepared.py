"""Queries that are written once: Peewee takes longer to write their SQL than SQLite to answer.

What is kept is the SQL, here and by a server with its plan, never a row.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from peewee import Context, Node, Query, ValueLiterals

from models.storage.opening import opened


class Blank(Node):
    """Stands in the SQL for the value of this rank, which is known only when it is run."""

    def __init__(self, rank: int) -> None:
        self.rank = rank

    def __sql__(self, ctx: Context) -> Context:
        """Write a mark; the parameter is the rank."""
        with ctx(value_literals=False):
            ctx.value(self.rank, converter=False)
        return ctx


def run(
    build: Callable[..., Query], shape: tuple[Hashable, ...], given: Sequence[str | int] = ()
) -> Iterator[tuple[Any, ...]]:
    """Give the rows of the query `build(*shape, *given)`, as the base keeps them.

    `build` is a function of a module that asks the base nothing; it depends on `shape` alone,
    and passes the values `given` on to the query, which sends them to the base as they are.
    """
    base = opened()
    sql, ranks = written(build, type(base).__name__, shape, len(given))
    rows: Iterator[tuple[Any, ...]] = base.run_prepared(sql, [given[rank] for rank in ranks])
    return rows


@lru_cache(256)
def written(
    build: Callable[..., Query], _engine: str, shape: tuple[Hashable, ...], blanks: int
) -> tuple[str, Sequence[int]]:
    """Write the SQL, and the ranks of the values that it is given.

    What `shape` says is written out: a plan that is kept for all values is one for what it says.
    """
    with_marks = build(*shape, *map(Blank, range(blanks)))
    sql, ranks = opened().get_sql_context().sql(ValueLiterals(with_marks)).query()
    return sql, ranks
