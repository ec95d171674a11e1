"""Which SQLite the program opens; an installation asks: `python -m models.storage.sqlite_age`."""

from __future__ import annotations

import sys

from models.errors import StorageFailure
from models.storage.drivers import sqlite3

# Before it, two processes on one file can lose rows (sqlite.org/wal.html#walresetbug).
OLDEST = (3, 51, 3)
WHERE = (
    "Sous Linux, le paquet compilé de pysqlite3 qui l'apporte n'existe que pour x86-64 (amd64) : "
    "installez Portefeuille sur une telle machine."
)


def refuse_old_sqlite() -> None:
    """Raise StorageFailure for an SQLite that may lose rows."""
    version = sqlite3.sqlite_version_info
    if version < OLDEST:
        raise StorageFailure(
            f"SQLite {'.'.join(map(str, version))} est trop ancien et peut perdre des lignes : "
            f"il faut {'.'.join(map(str, OLDEST))} ou plus récent (paquet Python pysqlite3)."
        )


if __name__ == "__main__":
    try:
        refuse_old_sqlite()
    except StorageFailure as old:
        sys.exit(f"{old}\n{WHERE}")
