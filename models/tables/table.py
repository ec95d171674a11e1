"""What all tables share: one database, set when it is opened, and instants in UTC."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from itertools import starmap
from types import NoneType
from typing import Any, Self, TypeVar
from uuid import UUID

from peewee import (
    AutoField,
    BigIntegerField,
    BitField,
    BlobField,
    CharField,
    DatabaseProxy,
    DateTimeField,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
    UUIDField,
)

from models.command import command
from models.errors import StorageFailure

database = DatabaseProxy()

T = TypeVar("T")


class Table(Model):
    """A table of Portefeuille."""

    def __init__(self, *args: Any, **columns: Any) -> None:
        """Make a row; one that is read has its columns at once, which Peewee sets one by one."""
        was_read = columns.pop("__no_default__", None)
        if was_read and columns.keys() <= self._meta.fields.keys():
            self.__data__ = columns
            self._as_read: dict[str, Any] = columns.copy()
            self.__rel__: dict[str, Any] = {}
            self._dirty: set[str] = set()
        else:
            self._as_read = {}
            super().__init__(*args, __no_default__=was_read, **columns)

    @classmethod
    def of(cls, **columns: Any) -> Self:
        """Make a row to write from all its columns, links by their numbers, unchecked."""
        return cls(__no_default__=True, **columns)

    @property
    def changed(self) -> set[str]:
        """The fields that are not as they were when the row was read."""
        return {one for one in self._dirty if self.__data__.get(one) != self._as_read.get(one)}

    class Meta:
        database = database
        legacy_table_names = False


# SQLite keeps any value in any column, and a bad disk or a hand may put one there. What cannot be
# is said where it is read: further on it would crash a place that has nothing to do with it.


def _read(field: Field, read: Callable[[Any], object], kind: type[T], value: object) -> T | None:
    """Read a stored value; StorageFailure if it is not one that this field may hold."""
    if type(value) is kind:
        return value
    try:
        found = read(value)
    except (TypeError, ValueError):
        found = value
    if isinstance(found, kind):
        return found
    # An aggregate over no row is null in any column; those are all numbers.
    if found is None and (field.null or kind is int):
        return None
    where = f"{field.model._meta.table_name}.{field.column_name}"  # noqa: SLF001 - documented
    raise StorageFailure(
        f"La base est endommagée : « {where} » contient une valeur impossible. "
        f"Restaurez une sauvegarde (« {command('restaurer')} »)."
    )


class InstantField(DateTimeField):
    """An instant: aware and in UTC in Python, naive UTC in the database (both engines)."""

    def db_value(self, value: datetime | None) -> datetime | None:
        """Store the instant without its zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def python_value(self, value: object) -> datetime | None:
        """Give the instant its zone back."""
        naive = _read(self, datetime.fromisoformat, datetime, value)
        return None if naive is None else naive.replace(tzinfo=UTC)


class UidField(UUIDField):
    """The identity of a row across files and engines."""

    def db_value(self, value: object) -> object:
        """Store what Peewee does; it takes long to find that nothing is no UUID."""
        return None if value is None else super().db_value(value)  # type: ignore[no-untyped-call]

    def python_value(self, value: object) -> UUID | None:
        """Give the UUID, and nothing else."""
        return _read(self, super().python_value, UUID, value)


class RowField(AutoField):
    """The number of a row; the links to it are read by the same rule."""

    def python_value(self, value: object) -> int | None:
        """Give the number, and nothing else."""
        return _read(self, super().python_value, int, value)


class NumberField(IntegerField):
    """A whole number."""

    def python_value(self, value: object) -> int | None:
        """Give the number, and nothing else."""
        return _read(self, super().python_value, int, value)


class CentimesField(BigIntegerField):
    """An amount, in centimes."""

    def python_value(self, value: object) -> int | None:
        """Give the amount, and nothing else."""
        return _read(self, super().python_value, int, value)


class BoxesField(BitField):
    """The fifteen boxes, a bit for each."""

    def __init__(self, *, null: bool = False) -> None:
        super().__init__()
        self.null = null
        if null:
            self.default = None

    def python_value(self, value: object) -> int | None:
        """Give the bits, and nothing else."""
        return _read(self, super().python_value, int, value)


class SealedField(BlobField):
    """Bytes: what is sealed, a seal, an envelope."""

    def python_value(self, value: object) -> bytes | None:
        """Give the bytes, and nothing else."""
        kept = bytes(value) if isinstance(value, bytearray | memoryview) else value
        return _read(self, super().python_value, bytes, kept)


class CodeField(CharField):
    """One of the codes of `codes`, which the portal has words for."""

    def __init__(self, codes: type[StrEnum], *, default: str | None = None) -> None:
        super().__init__(default=default)
        self.codes = codes
        self._values = frozenset(code.value for code in codes)

    def python_value(self, value: object) -> str | None:
        """Give the code, and nothing else."""
        if value in self._values:
            return str(value)
        code = _read(self, self.codes, self.codes, value)
        return None if code is None else str(code.value)


Rule = tuple[frozenset[type], Callable[[Any], Any]]
"""How a column is read: the types that are kept as they are, and what reads the others."""


def values_of(rows: Iterable[Sequence[Any]], rules: Sequence[Rule]) -> list[tuple[Any, ...]]:
    """Read stored rows, column by column: most columns are kept whole, or hold nothing to keep."""
    columns = list(zip(*rows, strict=True))
    # Of no row there is no column either.
    read = starmap(_column, zip(columns, rules, strict=bool(columns)))
    return list(zip(*read, strict=True))


def _column(stored: tuple[Any, ...], rule: Rule) -> Iterable[Any]:
    kept, read = rule
    kinds = {*map(type, stored)}
    if kinds <= kept:
        return stored
    if kinds.isdisjoint(kept):
        return map(read, stored)
    return [value if type(value) in kept else read(value) for value in stored]


def written_as_they_are(field: Field, values: Iterable[Any]) -> bool:
    """Tell whether `db_value` of `field` would change none of these values."""
    if isinstance(field, SealedField):
        return False
    kept = kept_as_they_are(field) | ({str} if isinstance(field, CodeField) else set())
    return {*map(type, values)} <= kept


def kept_as_they_are(field: Field) -> frozenset[type]:
    """Give the types of the stored values that `python_value` of `field` would not change."""
    if isinstance(field, ForeignKeyField):
        kinds = kept_as_they_are(field.rel_field)
    elif isinstance(field, IntegerField):
        kinds = frozenset({int})
    elif isinstance(field, SealedField):
        kinds = frozenset({bytes})
    elif isinstance(field, CharField | TextField) and not isinstance(field, CodeField):
        kinds = frozenset({str})
    else:
        kinds = frozenset()
    return kinds | {NoneType} if field.null else kinds
