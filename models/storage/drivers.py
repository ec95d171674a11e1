"""The database drivers that Peewee took, and the errors that they raise."""

from __future__ import annotations

import peewee
from peewee import EXCEPTIONS, ExceptionWrapper, psycopg, sqlite3  # type: ignore[attr-defined]

AS_PEEWEE = ExceptionWrapper(EXCEPTIONS)
"""Around what speaks to a driver without Peewee: raises what Peewee would."""

# Peewee translates what a statement raises, but not what iterating its rows raises; and
# pysqlite3 cannot decode what SQLite says when that quotes a damaged schema.
DRIVER_ERRORS: tuple[type[Exception], ...] = (
    UnicodeDecodeError,
    peewee.DatabaseError,
    peewee.InterfaceError,
    sqlite3.Error,
    *((psycopg.Error,) if psycopg else ()),
)
INTEGRITY_ERRORS: tuple[type[Exception], ...] = (
    peewee.IntegrityError,
    sqlite3.IntegrityError,
    *((psycopg.IntegrityError,) if psycopg else ()),
)

__all__ = ["AS_PEEWEE", "DRIVER_ERRORS", "INTEGRITY_ERRORS", "psycopg", "sqlite3"]
