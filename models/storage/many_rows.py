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
    opened().write_rows(
        table.table_name,
        [field.column_name for field in fields],
        ([field.db_value(row.__data__.get(field.name)) for field in fields] for row in rows),
    )


def change(rows: Sequence[Table], names: Collection[str], keys: Mapping[str, Sequence[Any]]) -> int:
    """Write the fields `names` of rows that are there, inside a transaction; gives how many were.

    `keys` are the fields that name a row, and their values, one for each of `rows`.
    """
    table = type(rows[0])._meta  # noqa: SLF001 - Peewee's documented accessor
    fields = [table.fields[name] for name in names]
    named = [table.fields[name] for name in keys]
    return opened().change_rows(
        table.table_name,
        [field.column_name for field in fields],
        [field.column_name for field in named],
        (
            [
                *(field.db_value(row.__data__[field.name]) for field in fields),
                *(field.db_value(value) for field, value in zip(named, key, strict=True)),
            ]
            for row, *key in zip(rows, *keys.values(), strict=True)
        ),
    )
