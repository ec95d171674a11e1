"""Backups of PostgreSQL, by its own tools pg_dump and pg_restore."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from models.errors import StorageFailure
from models.storage.drivers import psycopg

DEBIAN = Path("/usr/lib/postgresql")


def dump(url: str, target: Path) -> None:
    """Save the base at `url` to the file `target`, in the custom format of pg_dump."""
    _run("pg_dump", url, f"--file={target}", "--format=custom", "--no-password")
    _run("pg_restore", url, "--list", f"--file={os.devnull}", str(target))


def restore_dump(source: Path, url: str) -> None:
    """Put the dump `source` in the place of the base at `url`: all of it, or nothing."""
    _run(
        "pg_restore",
        url,
        f"--dbname={_environment(url).get('PGDATABASE', '')}",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--no-password",
        str(source),
    )


def _run(tool: str, url: str, *arguments: str) -> None:
    done = subprocess.run(
        [_found(tool), *arguments],
        env={**os.environ, **_environment(url)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = " ".join(done.stderr.split())
        raise StorageFailure(f"{tool} a échoué et la base n'a pas changé. Sa réponse : {said}")


def _environment(url: str) -> dict[str, str]:
    """Turn `url` into libpq's variables: arguments would show the password to every `ps`."""
    return {
        option.envvar.decode(): option.val.decode()
        for option in psycopg.pq.Conninfo.parse(url.encode())
        if option.envvar and option.val
    }


def _found(tool: str) -> str:
    path = shutil.which(tool)
    if path is None:
        installed = sorted(DEBIAN.glob(f"*/bin/{tool}"), key=lambda p: int(p.parts[-3]))
        path = str(installed[-1]) if installed else None
    if path is None:
        raise StorageFailure(
            f"Il manque le programme {tool} : installez le paquet postgresql-client."
        )
    return path
