"""Opening and closing the one database of the program."""

from __future__ import annotations

import shutil
from pathlib import Path

from peewee import OperationalError

from models.errors import NotFound, StorageFailure
from models.storage.causes import FULL
from models.storage.database_file import absolute, is_missing, prepare_file, refuse_lone_log
from models.storage.engine import Engine
from models.storage.failures import explaining
from models.storage.postgresql_engine import SCHEMES, postgresql_base
from models.storage.restoring import clear_up
from models.storage.schema import EXPECTED, bring_up_to_date, refuse_without_cabinet
from models.storage.sqlite_engine import SQLITE, connect_patiently, sqlite_base
from models.storage.transferred import refuse_transferred
from models.tables.table import database

INDEX_SIZE = 32 << 10
"""Bytes of the file `-shm`, without which a base in WAL mode cannot even be read."""


def open_database(url: str | Path, *, migrate: bool = True, create: bool = True) -> Engine:
    """Open the base at `url` (a path, `sqlite:///…`, `postgresql://…`) for all the tables.

    With `migrate`, its schema is created or brought up to date. Without `create`, NotFound: the
    base is not there, or holds no cabinet; nothing is made. Raises StorageFailure: what is there
    cannot be a base, or cannot be used safely; StorageBusy: somebody is updating it.
    """
    close_database()
    base = _postgresql(url) if str(url).startswith(SCHEMES) else _sqlite(url, create=create)
    try:
        if not create:
            refuse_without_cabinet(base)
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


def _sqlite(url: str | Path, *, create: bool) -> Engine:
    named = str(url).removeprefix(SQLITE)
    # A path may hold `://` too, but nobody means one: it would make folders of that name.
    if "://" in named:
        raise StorageFailure(
            f"Base inconnue : {named.partition('://')[0]}://. Donnez un chemin, sqlite:///CHEMIN "
            "ou postgresql://SERVEUR/BASE."
        )
    path = absolute(Path(named))
    refuse_lone_log(path)
    refuse_transferred(path)
    if not create:
        refuse_nothing(path)
    prepare_file(path)
    clear_up(path)
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


def refuse_nothing(path: Path) -> None:
    """Raise NotFound where a base would have to be made; SQLite writes in an empty file."""
    with explaining(path):
        if is_missing(path):
            raise NotFound(f"Il n'y a pas de base dans {path}.{EXPECTED}")
        if path.is_file() and not path.stat().st_size:
            raise NotFound(f"{path} est vide : ce n'est pas une base.{EXPECTED}")


def _postgresql(url: str | Path) -> Engine:
    base = postgresql_base(str(url))
    with explaining("PostgreSQL"):
        try:
            base.connect()
        except BaseException:
            base.close()
            raise
    return base
