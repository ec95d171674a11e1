"""The database drivers that Peewee takes, and the errors that they raise.

As it is loaded Peewee loads psycopg, for longer than itself, though only a base on a server needs
it: models/__init__.py hides it from Peewee, and `server_driver` gives it back.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

import peewee
from peewee import EXCEPTIONS, ExceptionWrapper, sqlite3  # type: ignore[attr-defined]

AS_PEEWEE = ExceptionWrapper(EXCEPTIONS)
"""Around what speaks to a driver without Peewee: raises what Peewee would."""

# Peewee translates what a statement raises, but not what iterating its rows raises; and
# pysqlite3 cannot decode what SQLite says when that quotes a damaged schema.
_ERRORS: tuple[type[Exception], ...] = (
    UnicodeDecodeError,
    peewee.DatabaseError,
    peewee.InterfaceError,
    sqlite3.Error,
)
_INTEGRITY: tuple[type[Exception], ...] = (peewee.IntegrityError, sqlite3.IntegrityError)

__all__ = ["AS_PEEWEE", "driver_errors", "integrity_errors", "server_driver", "sqlite3"]

if sys.modules.get("psycopg", sys) is None:
    del sys.modules["psycopg"]


@cache
def server_driver() -> Any:
    """Load psycopg 3 and give it to Peewee, as if it had been there; None where it is not."""
    try:
        import psycopg
        from psycopg.pq import TransactionStatus
        from psycopg.types.json import Json, Jsonb
    except ImportError:
        return None
    given = {"psycopg": psycopg, "TransactionStatus": TransactionStatus}
    vars(peewee).update(given, Json_pg3=Json, Jsonb_pg3=Jsonb)
    for status in ("idle", "inerror", "unknown"):
        name = TransactionStatus[status.upper()]
        setattr(peewee.Psycopg3Adapter, f"txn_{status}", name)
    return psycopg


def driver_errors() -> tuple[type[Exception], ...]:
    """Give what a driver raises, by itself or through Peewee."""
    loaded = sys.modules.get("psycopg")
    return (*_ERRORS, loaded.Error) if loaded else _ERRORS


def integrity_errors() -> tuple[type[Exception], ...]:
    """Give what a driver raises, by itself or through Peewee, where a constraint is broken."""
    loaded = sys.modules.get("psycopg")
    return (*_INTEGRITY, loaded.IntegrityError) if loaded else _INTEGRITY
