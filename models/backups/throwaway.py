"""Places to try a backup in, that go whatever happens: a private folder, an empty database.

Who is killed leaves them to the next trial, which takes away what nobody holds any more.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from models.errors import StorageFailure
from models.storage.drivers import server_driver
from models.storage.failures import explaining
from models.storage.postgresql_engine import postgresql_base

PREFIX = "portefeuille-essai-"
DATABASE = "portefeuille_essai_"
LEFT = """SELECT datname FROM pg_database WHERE starts_with(datname, %s)
AND pg_has_role(datdba, 'USAGE')"""
HOLD = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
LET_GO = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a folder that this account alone may enter, locked meanwhile, gone at the end."""
    root = Path(tempfile.gettempdir())
    with explaining(root):
        _remove_abandoned(root)
        folder, handle = _new_folder(root)
    try:
        yield folder
    finally:
        try:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            # The signal that ends the program may have come just before.
            shutil.rmtree(folder, ignore_errors=True)
            os.close(handle)


def _new_folder(root: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
        try:
            handle = _held(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        # Before it was locked, another trial may have thought it abandoned.
        if handle is not None:
            return folder, handle


def _held(folder: Path) -> int | None:
    """Lock a folder of this account; None: it is another's, somebody holds it, or it is gone."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        handle = os.open(folder, flags)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        status = os.fstat(handle)
        if status.st_uid == os.geteuid() and os.path.samestat(status, folder.lstat()):
            return handle
    except OSError:
        pass
    os.close(handle)
    return None


def _remove_abandoned(root: Path) -> None:
    for folder in root.glob(f"{PREFIX}*"):
        handle = _held(folder)
        if handle is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(handle)


@contextmanager
def empty_database(url: str) -> Iterator[str]:
    """Make a database on the server of `url`, whose own is not touched, and drop it at the end.

    Gives its address. Raises StorageFailure: no such server, a role that may not make one.
    """
    postgresql_base(url)  # says what is missing where there is no driver
    name = f"{DATABASE}{token_hex(8)}"
    with explaining("PostgreSQL"), server_driver().connect(url, autocommit=True) as server:
        _drop_abandoned(server)
        server.execute(HOLD, (name,))
        _create(server, name)
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _create(server: Any, name: str) -> None:
    try:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    except server_driver().errors.InsufficientPrivilege:
        raise StorageFailure(
            "Ce rôle PostgreSQL ne peut pas créer la base où essayer la sauvegarde : "
            "donnez avec --base un rôle qui le peut (CREATEDB)."
        ) from None


def _drop_abandoned(server: Any) -> None:
    for (name,) in server.execute(LEFT, (DATABASE,)).fetchall():
        if server.execute(HOLD, (name,)).fetchone()[0]:
            # One that somebody has entered is no longer abandoned.
            with suppress(server_driver().Error):
                server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(LET_GO, (name,))
