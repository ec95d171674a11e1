"""A server and another that stands by: what the first confirms, the second has."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from bench.postgresql import (
    OWNER,
    Cluster,
    free_port,
    give_to_server,
    guarded_folder,
    new_cluster,
    program,
    run_program,
)


class Pair:
    """Two servers of one base; `first` takes what is written, and waits for the other."""

    def __init__(self, first: Cluster, other: Cluster) -> None:
        self.first, self.other = first, other
        self._hosts = (first, other)
        self._join()

    def url(self, name: str, role: str) -> str:
        """Give an address that names both, in the order in which they began."""
        folders = ",".join(str(one.folder) for one in self._hosts)
        ports = ",".join(str(one.port) for one in self._hosts)
        return f"postgresql://{role}@/{name}?host={folders}&port={ports}"

    def copy(self, template: str, name: str) -> str:
        """Make the database `name`, which goes with the servers."""
        with self._asked() as asked:
            asked.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}".encode())
        return name

    def _asked(self) -> psycopg.Connection:
        return psycopg.connect(self.first.url("postgres", "postgres"), autocommit=True)

    def kill(self, *, at_once: bool) -> None:
        """Kill the first by SIGKILL, or have it end without a word to anybody."""
        if not at_once:
            self.first.stop()
            return
        pid = int((self.first.folder / "data/postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

    def promote(self) -> None:
        """Have the other take its place."""
        self.first, self.other = self.other, self.first
        run_program(program("pg_ctl"), f"--pgdata={self.first.folder}/data", "--wait", "promote")

    def heal(self) -> None:
        """Have who was killed stand by."""
        self._join()

    def _join(self) -> None:
        data = self.other.folder / "data"
        _wait_for_end(data)
        shutil.rmtree(data, ignore_errors=True)
        run_program(
            *(program("pg_basebackup"), f"--pgdata={data}", "--write-recovery-conf"),
            *(f"--host={self.first.folder}", f"--port={self.first.port}", "--username=postgres"),
            *("--checkpoint=fast", "--no-sync", "--wal-method=stream"),
        )
        self.other.start()
        with self._asked() as asked:
            asked.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            asked.execute("SELECT pg_reload_conf()")
            stands = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
            while not asked.execute(stands).fetchone():
                asked.execute("SELECT pg_sleep(0.01)")

    def stop(self) -> None:
        """End both, whatever is left of them."""
        for one in self._hosts:
            with suppress(RuntimeError):
                one.stop()


def _wait_for_end(data: Path) -> None:
    """Wait until a killed server is gone, whose place another takes."""
    with suppress(FileNotFoundError, ProcessLookupError):
        pid = int((data / "postmaster.pid").read_text().split()[0])
        while True:
            os.kill(pid, 0)
            time.sleep(0.01)


@contextmanager
def pair() -> Iterator[Pair]:
    """Start two servers that one test may kill; raises ServerMissing."""
    with guarded_folder() as here, guarded_folder() as there:
        give_to_server(there)
        first = new_cluster(here)
        first.administrator.close()
        both = Pair(first, Cluster(there, free_port()))
        try:
            yield both
        finally:
            both.stop()
