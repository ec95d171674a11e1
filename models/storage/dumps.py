"""Backups of PostgreSQL, by its own tools pg_dump, pg_restore and psql."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryFile

from models.errors import StorageFailure
from models.storage.drivers import server_driver
from models.storage.row_security import UPKEEP, YES

DEBIAN = Path("/usr/lib/postgresql")
COPIED = re.compile(rb"COPY [^\n]*\((?P<columns>[^\n]*)\) FROM stdin;\n")
END = b"\\.\n"
NULL = "\\N"
# `pg_restore --clean` removes only what the dump holds: what an update has added since would
# stay, and what refers to a table of the dump would forbid to remove that.
EMPTY = """
DO $$
DECLARE one text;
BEGIN
    FOR one IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname = current_schema() AND pg_has_role(tableowner, 'USAGE')
    LOOP
        EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', one);
    END LOOP;
    FOR one IN SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
        AND prosecdef AND pg_has_role(proowner, 'USAGE')
    LOOP
        EXECUTE format('DROP FUNCTION %s', one);
    END LOOP;
END $$;
DROP FUNCTION IF EXISTS compter();
"""


def dump(url: str, target: Path) -> None:
    """Save the base at `url` to the file `target`, in the custom format of pg_dump.

    The role is to be that of the owner: to another, no row is there.
    """
    whole = ("--format=custom", "--enable-row-security", "--no-password")
    _run("pg_dump", url, f"--file={target}", *whole)
    _run("pg_restore", url, "--list", f"--file={os.devnull}", str(target))


def rows_in_dump(source: Path, table: str) -> Generator[dict[str, str], None, None]:
    """Give the rows of `table` in the dump `source`, as text; none if it has no such table."""
    words = ("--data-only", f"--table={table}", "--file=-", str(source))
    with (
        TemporaryFile() as complaints,
        subprocess.Popen(
            [_found("pg_restore"), *words], stdout=subprocess.PIPE, stderr=complaints
        ) as reader,
    ):
        columns: list[str] = []
        for line in reader.stdout or ():
            if columns and line != END:
                yield dict(zip(columns, line.decode().rstrip("\n").split("\t"), strict=True))
            else:
                copied = COPIED.fullmatch(line)
                columns = copied["columns"].decode().split(", ") if copied else []
        status = reader.wait()
        complaints.seek(0)
        _refuse_failure("pg_restore", status, complaints.read().decode(errors="replace"))


def restore_dump(source: Path, url: str, script: Path, *, rights: bool = True) -> None:
    """Put the dump `source` in the place of the base at `url`: all of it, or nothing.

    It goes through the file `script`: a pipe that breaks would look like the end of the dump.
    Without `rights`, nobody is given any: the roles of the dump may be another server's.
    """
    words = ["--clean", "--if-exists", "--no-owner", *([] if rights else ["--no-privileges"])]
    _run("pg_restore", url, *words, f"--file={script}", str(source))
    _run(
        *("psql", url, "--no-psqlrc", "--quiet", "--no-password"),
        *("--set=ON_ERROR_STOP=1", "--single-transaction"),
        *(f"--command={EMPTY}", f"--file={script}"),
    )


def _run(tool: str, url: str, *arguments: str) -> None:
    done = subprocess.run(
        [_found(tool), *arguments],
        env={**os.environ, **_environment(url)},
        capture_output=True,
        text=True,
        check=False,
    )
    _refuse_failure(tool, done.returncode, done.stderr)


def _refuse_failure(tool: str, status: int, told: str) -> None:
    if status:
        answer = " ".join(told.split())
        raise StorageFailure(f"{tool} a échoué et la base n'a pas changé. Sa réponse : {answer}")


def _environment(url: str) -> dict[str, str]:
    """Turn `url` into libpq's variables: arguments would show the password to every `ps`."""
    found = {
        option.envvar.decode(): option.val.decode()
        for option in server_driver().pq.Conninfo.parse(url.encode())
        if option.envvar and option.val
    }
    if "," in found.get("PGHOST", ""):
        found.setdefault("PGTARGETSESSIONATTRS", "read-write")
    # To its owner a dump is of all the cabinets.
    found["PGOPTIONS"] = f"{found.get('PGOPTIONS', '')} -c {UPKEEP}={YES}".strip()
    return found


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
