"""Many rows in one statement, which is prepared once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import AutoField, PostgresqlDatabase

from models.tables.table import Table, database


def add(rows: Sequence[Table]) -> None:
    """Write new rows of one table, inside a transaction; the base numbers them."""
    table = type(rows[0])._meta  # noqa: SLF001 - Peewee's documented accessor
    fields = [one for one in table.sorted_fields if not isinstance(one, AutoField)]
    write(
        table.table_name,
        [one.column_name for one in fields],
        ([one.db_value(row.__data__.get(one.name)) for one in fields] for row in rows),
    )


def write(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of *table*, their values as the base keeps them, inside a transaction."""
    names = ", ".join(columns)
    cursor = database.obj.cursor()
    if isinstance(database.obj, PostgresqlDatabase):
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join([database.obj.param] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
