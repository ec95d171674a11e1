"""Opening the base: what is refused, what is set, and several who open at once."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest
from peewee import Database, DatabaseError

from bench.postgresql import CARETAKER, Cluster
from models.errors import StorageFailure
from models.storage import database_file, drivers, schema, sqlite_engine
from models.storage.failures import gesture
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.storage.sqlite_engine import connect_patiently, sqlite_base
from models.tables import Cabinet
from models.tables.table import database

MIGRATION_FILES = sorted(schema.MIGRATIONS.glob("0*.py"))
WANTED = {
    "busy_timeout": 250,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "wal_autocheckpoint": 500,
    "journal_size_limit": 67108864,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "temp_store": 2,
}


def test_importing_opens_nothing() -> None:
    script = (
        "import sys; from models.storage import opening; from models.tables.table import database;"
        "sys.exit(database.obj is not None or 'playhouse.migrations' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_it_opens_a_migrated_base_on_each_engine(base: Database) -> None:
    assert schema.pending(base) == ()
    assert Cabinet.select().count() == 0


@pytest.mark.parametrize("prefix", ["", "sqlite:///"])
def test_a_path_and_a_url_are_the_same_place(file: Path, prefix: str) -> None:
    open_database(f"{prefix}{file}")
    assert file.exists()


def test_opening_closes_what_was_open(file: Path) -> None:
    first = open_database(file)
    second = open_database(file.with_name("autre.db"))
    assert first.is_closed()
    assert database.obj is second
    close_database()
    assert second.is_closed()
    with pytest.raises(AttributeError, match="uninitialized"):
        Cabinet.select().count()


@pytest.mark.parametrize(("name", "value"), WANTED.items())
def test_the_settings_are_in_force(file: Path, name: str, value: int | str) -> None:
    assert open_database(file).execute_sql(f"PRAGMA {name}").fetchone()[0] == value


def test_a_transaction_takes_the_write_lock_at_once(file: Path) -> None:
    base = open_database(file)
    with base.atomic(), own_connection(file) as other:
        other.execute_sql("PRAGMA busy_timeout = 0")
        with pytest.raises(DatabaseError, match="locked"):
            other.execute_sql("BEGIN IMMEDIATE")


def test_a_setting_that_does_not_take_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sqlite_engine.PRAGMAS, "synchronous", 9)
    with pytest.raises(StorageFailure, match="n'a pas accepté le réglage synchronous"):
        open_database(file)
    assert database.obj is None


def test_an_old_sqlite_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drivers.sqlite3, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(StorageFailure, match=r"SQLite 3\.51\.2 est trop ancien.*3\.51\.3"):
        open_database(file)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "9p", "ceph", "fuse.sshfs", "fuseblk"])
def test_a_network_disk_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts = tmp_path / "mountinfo"
    folder = tmp_path / "mes dossiers"
    escaped = str(folder).replace(" ", r"\040")
    mounts.write_text(
        f"40 22 0:40 / {escaped} rw shared:2 - {kind} serveur:/base rw\n"
        f"41 40 8:2 / {escaped}/local rw - xfs /dev/sdb1 rw\n"
        "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
    )
    monkeypatch.setattr(database_file, "MOUNTS", mounts)
    with pytest.raises(StorageFailure, match=rf"disque réseau ou partagé \({kind}\)"):
        open_database(folder / "portefeuille.db")
    assert not (folder / "portefeuille.db").exists()
    open_database(folder / "local" / "portefeuille.db")
    open_database(tmp_path / "portefeuille.db")
    close_database()


def test_where_the_system_tells_no_file_system_nothing_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_file, "MOUNTS", file.with_name("absent"))
    open_database(file)


@pytest.mark.parametrize(
    "statement", ["ATTACH '{0}' AS autre", "DETACH main", "VACUUM INTO '{0}'", "VACUUM"]
)
def test_no_other_file_can_be_attached(file: Path, statement: str) -> None:
    base = open_database(file)
    base.close()
    base.connect()
    with pytest.raises(DatabaseError, match=r"not authorized|authorization denied"):
        base.execute_sql(statement.format(file.with_name("autre.db")))
    assert not file.with_name("autre.db").exists()


def test_a_base_that_somebody_is_making_is_waited_for(file: Path) -> None:
    held = Event()
    file.touch()

    def hold() -> None:
        with own_connection(file) as other:
            other.execute_sql("BEGIN EXCLUSIVE")
            held.set()
            time.sleep(0.6)

    holder = Thread(target=hold)
    holder.start()
    assert held.wait(10)
    open_database(file)
    holder.join()


def test_a_base_that_is_gone_is_not_made_again(file: Path) -> None:
    with pytest.raises(StorageFailure, match="déplacé"):
        connect_patiently(sqlite_base(file))


def test_a_base_that_can_no_longer_be_looked_at_takes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(file)

    def closed(_path: str) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", closed)
        with pytest.raises(StorageFailure, match="déplacé"), gesture():
            pass
        close_database()
        with pytest.raises(StorageFailure):
            sqlite_base(file).connect()
    open_database(file)


def open_together(urls: list[str], ready: Barrier) -> None:
    """Open each base at the same instant as the other processes, and leave a row there."""
    for url in urls:
        ready.wait(60)
        open_database(url)
        Cabinet.create(uid=uuid4(), nom="Cabinet", cree_le=datetime.now(UTC))
        close_database()


@pytest.fixture
def ten_urls(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[list[str]]:
    if engine == "sqlite":
        yield [str(tmp_path / f"{n}.db") for n in range(10)]
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with ExitStack() as stack:
        names = [stack.enter_context(cluster.database()) for _ in range(10)]
        yield [cluster.url(name, CARETAKER) for name in names]


def test_processes_that_open_a_new_base_at_once_make_it_once(ten_urls: list[str]) -> None:
    processes = multiprocessing.get_context("spawn")
    ready = processes.Barrier(3)
    openers = [processes.Process(target=open_together, args=(ten_urls, ready)) for _ in range(3)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join(120)
    assert [opener.exitcode for opener in openers] == [0, 0, 0]
    for url in ten_urls:
        base = open_database(url)
        assert Cabinet.select().count() == 3
        applied = base.execute_sql("SELECT name FROM schema_migration ORDER BY name").fetchall()
        assert [f"{name}.py" for (name,) in applied] == [file.name for file in MIGRATION_FILES]
        close_database()


@pytest.mark.parametrize("url", ["mysql://serveur/base", "sqlite://relatif", "http://x"])
def test_an_address_of_another_kind_is_refused_and_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StorageFailure, match="Base inconnue"):
        open_database(url)
    assert list(tmp_path.iterdir()) == []
