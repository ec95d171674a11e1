"""A throw-away PostgreSQL cluster: one for a run of the tests, one database for each test."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from uuid import uuid4

import psycopg

from bench.memory import in_memory
from models.storage.opening import close_database, open_database
from models.storage.row_security import UPKEEP, YES
from models.storage.schema import grant_application_role

OWNER, APPLICATION, TEMPLATE = "proprietaire", "application", "modele"
WIDE, CARETAKER = "essais", "intendance"
"""Roles that see all the cabinets: with the rights of APPLICATION, with those of OWNER."""
PLACE = "PORTEFEUILLE_GRAPPE"
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "64MB",
    "max_connections": "60",
    "listen_addresses": "127.0.0.1",
}
# Whatever becomes of the run, its end of the pipe closes: then the server goes, with its files.
GUARD = """
cat >/dev/null
if read -r pid <"$1/data/postmaster.pid"; then
    kill -QUIT "$pid"
    while kill -0 "$pid"; do sleep 0.05; done
fi 2>/dev/null
rm -rf "$1"
"""


class ServerMissing(Exception):
    """There is no PostgreSQL server on this machine to test with."""


@dataclass(frozen=True)
class Cluster:
    """A running server whose sockets, and data, are in `folder`."""

    folder: Path
    port: int

    def url(self, name: str, role: str = OWNER) -> str:
        return f"postgresql://{role}@/{name}?host={self.folder}&port={self.port}"

    @cached_property
    def administrator(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres", "postgres"), autocommit=True)

    def execute(self, sql: str) -> None:
        self.administrator.execute(sql.encode())

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Make a database of OWNER's, a copy of `template`, and drop it at the end."""
        name = f"essai_{uuid4().hex}"
        # Copied file by file, as before PostgreSQL 15: half the time of page by page.
        way = "STRATEGY file_copy" if self.administrator.info.server_version >= 15_00_00 else ""
        self.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template} {way}")
        try:
            yield name
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def start(self) -> None:
        """Start the server."""
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        run_program(
            *(program("pg_ctl"), "--pgdata", f"{self.folder}/data", "--wait"),
            *("--log", f"{self.folder}/log", "start"),
            *("--options", f"-p {self.port} -k {self.folder} {options}"),
        )

    def stop(self) -> None:
        """Stop the server at once, as a crash does."""
        run_program(
            program("pg_ctl"), "--pgdata", f"{self.folder}/data", "--mode=immediate", "stop"
        )


@contextmanager
def place_for_cluster() -> Iterator[None]:
    """Reserve the folder where a worker may start the cluster; stop and remove it at the end."""
    with guarded_folder() as folder:
        os.environ[PLACE] = str(folder)
        yield


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """Start a cluster that one test may stop; raises ServerMissing."""
    with guarded_folder() as folder:
        cluster = new_cluster(folder)
        with cluster.administrator:
            yield cluster


def shared_cluster() -> Cluster:
    """Give the cluster of this run, started by the first worker that asks.

    Raises ServerMissing.
    """
    folder = Path(os.environ[PLACE])
    port_file = folder / "port"
    with (folder / "verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if port_file.exists():
            return Cluster(folder, int(port_file.read_text()))
        cluster = new_cluster(folder)
        port_file.write_text(str(cluster.port))
    return cluster


def program(name: str) -> str:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = shutil.which(name) or (str(installed[-1]) if installed else None)
    if path is None:
        raise ServerMissing(f"no {name} in PATH or /usr/lib/postgresql: install postgresql")
    return path


def run_program(*command: str) -> None:
    """Run a server program, as somebody else if we are root: it would refuse."""
    done = subprocess.run(
        command,
        user=account(),
        extra_groups=[] if account() else None,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")


def account() -> str | None:
    if os.geteuid():
        return None
    return "postgres" if "postgres" in {user.pw_name for user in pwd.getpwall()} else "nobody"


def give_to_server(folder: Path) -> None:
    """Let the account that runs the server write in `folder`."""
    if who := account():
        shutil.chown(folder, who)


@contextmanager
def guarded_folder() -> Iterator[Path]:
    """Make a folder for a cluster, which goes with its server whatever becomes of the run."""
    folder = tempfile.mkdtemp(prefix="grappe-", dir=in_memory())
    command = ["sh", "-c", GUARD, "sh", folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):
        yield Path(folder)


def new_cluster(folder: Path) -> Cluster:
    give_to_server(folder)
    run_program(
        *(program("initdb"), "--pgdata", f"{folder}/data", "--username=postgres"),
        *("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"),
        # As the servers of an office do, and unlike C: punctuation comes before digits.
        *("--locale-provider=icu", "--icu-locale=fr"),
        "--no-instructions",
    )
    cluster = Cluster(folder, free_port())
    cluster.start()
    _fill(cluster)
    return cluster


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fill(cluster: Cluster) -> None:
    """Make the roles and the migrated database that the tests copy."""
    for role in (OWNER, APPLICATION, WIDE, CARETAKER):
        cluster.execute(f"CREATE ROLE {role} LOGIN")
    cluster.execute(f"GRANT {OWNER} TO {CARETAKER}")
    cluster.execute(f"ALTER ROLE {CARETAKER} SET {UPKEEP} = '{YES}'")
    cluster.execute(f"CREATE DATABASE {TEMPLATE} OWNER {OWNER} TEMPLATE template0")
    base = open_database(cluster.url(TEMPLATE))
    left = [grant_application_role(base, role) for role in (APPLICATION, WIDE)]
    with psycopg.connect(cluster.url(TEMPLATE, "postgres"), autocommit=True) as administrator:
        for statement in chain.from_iterable(left):
            administrator.execute(statement.encode())
    for (table,) in base.execute_sql(
        "SELECT tablename FROM pg_policies WHERE policyname='cabinet'"
    ):
        base.execute_sql(f"CREATE POLICY {WIDE} ON {table} TO {WIDE} USING (true)")
    close_database()
