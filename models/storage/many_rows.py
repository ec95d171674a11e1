"""Many rows of a table, written or changed at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from peewee import AutoField

from models.storage.opening import opened
from models.tables.table import Table


def add(rows: Sequence[Table]) -> None:
    """Write new rows of one table, inside a transaction; the base numbers them."""
    if not rows:
        return
    table = type(rows[0])._meta  # noqa: SLF001 - Peewee's documented accessor
    fields = [field for field in table.sorted_fields if not isinstance(field, AutoField)]
    columns = (map(field.db_value, _values(rows, field.name)) for field in fields)
    opened().write_rows(
        table.table_name, [field.column_name for field in fields], zip(*columns, strict=True)
    )


def change(rows: Sequence[Table], names: Collection[str], keys: Mapping[str, Sequence[Any]]) -> int:
    """Write the fields `names` of rows that are there, inside a transaction; gives how many were.

    `keys` are the fields that name a row, and their values, one for each of `rows`.
    """
    table = type(rows[0])._meta  # noqa: SLF001 - Peewee's documented accessor
    fields = [table.fields[name] for name in names]
    named = [table.fields[name] for name in keys]
    columns = [
        *(map(field.db_value, _values(rows, field.name)) for field in fields),
        *(map(field.db_value, values) for field, values in zip(named, keys.values(), strict=True)),
    ]
    return opened().change_rows(
        table.table_name,
        [field.column_name for field in fields],
        [field.column_name for field in named],
        zip(*columns, strict=True),
    )


def _values(rows: Sequence[Table], name: str) -> list[Any]:
    return [row.__data__.get(name) for row in rows]
