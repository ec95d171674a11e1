"""Many new rows of a table, written at once."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import AutoField

from models.storage.opening import opened
from models.tables.table import Table


def add(rows: Sequence[Table]) -> None:
    """Write new rows of one table, inside a transaction; the base numbers them."""
    table = type(rows[0])._meta  # noqa: SLF001 - Peewee's documented accessor
    fields = [field for field in table.sorted_fields if not isinstance(field, AutoField)]
    opened().write_rows(
        table.table_name,
        [field.column_name for field in fields],
        ([field.db_value(row.__data__.get(field.name)) for field in fields] for row in rows),
    )
