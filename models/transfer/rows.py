"""All the rows of a base, table by table: read a page at a time, written elsewhere, compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from peewee import Database, sort_models  # type: ignore[attr-defined]

from models.storage import many_rows
from models.storage.engine import Engine
from models.storage.schema import HISTORY
from models.tables import Compteur
from models.tables.table import Table, kept_as_they_are, values_of
from models.tables.tentative import Tentative

MADE_ANEW: frozenset[type[Table]] = frozenset({Compteur})
"""What the base itself makes of the others: its triggers count the inscriptions as they come."""

_WITHOUT_CABINET = (Tentative,)
"""Named here, so that it is loaded: all others are those of `models.tables`."""


class Seen(NamedTuple):
    """How many rows a table has, and a digest of them that no order changes."""

    rows: int = 0
    digest: int = 0

    def with_page(self, page: Sequence[Sequence[Any]]) -> Seen:
        """Count some rows more."""
        added = (int.from_bytes(sha256(repr(row).encode()).digest()) for row in page)
        return Seen(self.rows + len(page), (self.digest + sum(added)) % (1 << 256))


def moved_tables(base: Engine) -> list[type[Table]]:
    """Give what is moved, those that others refer to first.

    The base tells its tables, not a list: one that no model has is a KeyError, never left behind.
    """
    models = {name_of(one): one for one in Table.__subclasses__()}
    found = {models[name] for name in base.get_tables() if name != HISTORY}
    return list(sort_models(found - MADE_ANEW))


def pages(base: Database, table: type[Table]) -> Iterator[list[tuple[Any, ...]]]:
    """Read the rows of a table, in the order of their key, a page at a time.

    Raises StorageFailure: a value that its column may not hold; driver errors.
    """
    meta: Any = table._meta  # noqa: SLF001 - Peewee's documented accessor
    fields, key = meta.sorted_fields, meta.primary_key
    rules = [(kept_as_they_are(field), field.python_value) for field in fields]
    columns, own = ", ".join(field.column_name for field in fields), key.column_name
    asked = f"SELECT {columns} FROM {meta.table_name}{{}} ORDER BY {own} LIMIT {many_rows.AT_ONCE}"
    rows = base.execute_sql(asked.format("")).fetchall()
    place = fields.index(key)
    while rows:
        yield values_of(rows, rules)
        after = asked.format(f" WHERE {own} > {base.param}")
        rows = base.execute_sql(after, (rows[-1][place],)).fetchall()


def add_page(table: type[Table], page: Sequence[Sequence[Any]]) -> None:
    """Write rows in the open base, with the numbers that they have."""
    names = table._meta.sorted_field_names  # noqa: SLF001 - Peewee's documented accessor
    many_rows.add([table.of(**dict(zip(names, row, strict=True))) for row in page])


def count_rows(base: Database, table: type[Table]) -> int:
    """Count the rows of a table."""
    return int(base.execute_sql(f"SELECT COUNT(*) FROM {name_of(table)}").fetchone()[0])


def name_of(table: type[Table]) -> str:
    """Give the name that a table has in the base."""
    return str(table._meta.table_name)  # noqa: SLF001 - Peewee's documented accessor
