"""Opening and closing the one database of the program."""

from __future__ import annotations

import shutil
from pathlib import Path

from peewee import OperationalError

from models.errors import StorageFailure
from models.storage.causes import FULL
from models.storage.database_file import prepare_file
from models.storage.engine import Engine
from models.storage.failures import explaining
from models.storage.postgresql_engine import SCHEMES, postgresql_base
from models.storage.schema import bring_up_to_date
from models.storage.sqlite_engine import SQLITE, connect_patiently, sqlite_base
from models.tables.table import database

INDEX_SIZE = 32 << 10
"""Bytes of the file `-shm`, without which a base in WAL mode cannot even be read."""


def open_database(url: str | Path, *, migrate: bool = True) -> Engine:
    """Open the base at `url` (a path, `sqlite:///…`, `postgresql://…`) for all the tables.

    With `migrate`, its schema is created or brought up to date. Raises StorageFailure: what
    is there cannot be a base, or cannot be used safely; StorageBusy: somebody is updating it.
    """
    close_database()
    base = _postgresql(url) if str(url).startswith(SCHEMES) else _sqlite(url)
    try:
        if migrate:
            bring_up_to_date(base)
    except BaseException:
        base.close()
        raise
    database.initialize(base)
    return base


def opened() -> Engine:
    """Give the base that is open."""
    base: Engine = database.obj
    return base


def close_database() -> None:
    """Close the base, if one is open."""
    if database.obj is not None:
        database.close()
        database.initialize(None)


def leave_thread() -> None:
    """Close the connection of the thread that asked; the base stays open for the others."""
    if database.obj is not None:
        database.close()


def _sqlite(url: str | Path) -> Engine:
    named = str(url).removeprefix(SQLITE)
    # A path may hold `://` too, but nobody means one: it would make folders of that name.
    if "://" in named:
        raise StorageFailure(
            f"Base inconnue : {named.partition('://')[0]}://. Donnez un chemin, sqlite:///CHEMIN "
            "ou postgresql://SERVEUR/BASE."
        )
    _refuse_lone_log(Path(named).expanduser())
    path = prepare_file(Path(named))
    base = sqlite_base(path)
    with explaining(path):
        try:
            connect_patiently(base)
        except OperationalError as error:
            base.close()
            # SQLite gives no more than « I/O error » when there is no room for its index.
            if shutil.disk_usage(path.parent).free < INDEX_SIZE:
                raise StorageFailure(f"{path} : {FULL.sentence()}") from error
            raise
        except BaseException:
            base.close()
            raise
    return base


def _refuse_lone_log(path: Path) -> None:
    """Refuse to make a base where the log of a missing one is: SQLite would throw it away."""
    log = path.with_name(f"{path.name}-wal")
    with explaining(path):
        if not path.exists() and log.exists() and log.stat().st_size:
            raise StorageFailure(
                f"{path} manque, mais son journal {log.name} est là, avec les derniers "
                "enregistrements : remettez la base à côté de lui, ou déplacez-le."
            )


def _postgresql(url: str | Path) -> Engine:
    base = postgresql_base(str(url))
    with explaining("PostgreSQL"):
        try:
            base.connect()
        except BaseException:
            base.close()
            raise
    return base
