"""Many rows of a table, read, written or changed at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from peewee import AutoField, Field, ModelSelect

from models.storage import prepared
from models.storage.opening import opened
from models.tables.table import Rule, Table, kept_as_they_are, values_of, written_as_they_are

R = TypeVar("R", bound=Table)

AT_ONCE = 1_000
"""As many rows as one statement names."""


def read(table: type[R], name: str, cabinet: int, values: Sequence[Any]) -> list[R]:
    """Read the rows of a cabinet whose field `name` is one of `values`, in no order.

    As Peewee reads them, in half the time.
    """
    meta: Any = table._meta  # noqa: SLF001 - Peewee's documented accessor
    written, names = meta.fields[name].db_value, meta.sorted_field_names
    found: list[R] = []
    for start in range(0, len(values), AT_ONCE):
        some = values[start : start + AT_ONCE]
        rows = read_columns(_among, (table, name), [cabinet, *map(written, some)])
        found += [table.of(**dict(zip(names, row, strict=True))) for row in rows]
    return found


def read_columns(
    build: Callable[..., ModelSelect[R]],
    shape: tuple[Hashable, ...],
    given: Sequence[str | int],
) -> list[tuple[Any, ...]]:
    """Read the columns that `build(*shape, *given)` selects, as for `prepared.run`."""
    rules = _rules(build, shape, len(given))
    return values_of(prepared.run(build, shape, given), rules)


def _among(table: type[R], name: str, cabinet: Any, *values: Any) -> ModelSelect[R]:
    fields: Any = table._meta.fields  # noqa: SLF001 - Peewee's documented accessor
    return table.select().where(fields["cabinet"] == cabinet, fields[name].in_(values))


@lru_cache(256)
def _rules(
    build: Callable[..., ModelSelect[R]], shape: tuple[Hashable, ...], given: int
) -> list[Rule]:
    """Give, for each column, the types that are read as they are, and how others are read."""
    fields = build(*shape, *[None] * given).selected_columns
    return [(kept_as_they_are(field), field.python_value) for field in fields]


def number(rows: Sequence[R]) -> None:
    """Give new rows of one table their numbers, in order, in the transaction that writes them.

    Asking first takes one statement; what was written would have to be read again.
    """
    if rows:
        meta: Any = type(rows[0])._meta  # noqa: SLF001 - Peewee's documented accessor
        first = opened().next_numbers(meta.table_name, meta.primary_key.column_name, len(rows))
        for row, own in zip(rows, first, strict=True):
            setattr(row, meta.primary_key.name, own)


def add(rows: Sequence[Table]) -> None:
    """Write new rows of one table, inside a transaction; the base numbers those that are not."""
    if not rows:
        return
    table = type(rows[0])._meta  # noqa: SLF001 - Peewee's documented accessor
    fields = [
        field
        for field in table.sorted_fields
        if not isinstance(field, AutoField) or rows[0].__data__.get(field.name)
    ]
    columns = (_written(field, _values(rows, field.name)) for field in fields)
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
        *(_written(field, _values(rows, field.name)) for field in fields),
        *(_written(field, values) for field, values in zip(named, keys.values(), strict=True)),
    ]
    return opened().change_rows(
        table.table_name,
        [field.column_name for field in fields],
        [field.column_name for field in named],
        zip(*columns, strict=True),
    )


def _written(field: Field, values: Sequence[Any]) -> Iterable[Any]:
    """Give values as the base keeps them: Peewee looks at each, even where all are kept so."""
    return values if written_as_they_are(field, values) else map(field.db_value, values)


def _values(rows: Sequence[Table], name: str) -> list[Any]:
    return [row.__data__.get(name) for row in rows]
