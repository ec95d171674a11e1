"""Saving while others write, and saying what is wrong with a base."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import gethostname
from threading import Event, Thread
from uuid import uuid4

import pytest
from peewee import Database
from playhouse.migrations import Runner

from models.errors import StorageFailure
from models.storage import backup, dumps, file_copy, schema
from models.storage.backup import check_database, save_backup
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.storage.restoring import restore_backup
from tests.domain.bases import (
    ON_POSTGRESQL,
    ON_SQLITE,
    add,
    names,
    names_in,
    owner_url,
    path_of,
    spoil,
)

pytestmark = pytest.mark.looked_after


@contextmanager
def somebody_writing(path: Path) -> Iterator[None]:
    """Add rows two by two, each pair in one transaction, for as long as the block lasts."""
    started, stop = Event(), Event()

    def write() -> None:
        with own_connection(path) as other:
            while not stop.is_set():
                with other.atomic("IMMEDIATE"):
                    for _ in range(2):
                        other.execute_sql(
                            "INSERT INTO cabinet (uid, nom, cree_le) VALUES (?, 'Paire', ?)",
                            (str(uuid4()), "2026-11-23 06:00:00"),
                        )
                started.set()

    writer = Thread(target=write)
    writer.start()
    try:
        assert started.wait(10)
        yield
    finally:
        stop.set()
        writer.join(10)


@ON_SQLITE
def test_a_backup_taken_while_somebody_writes_is_of_one_instant(
    base: Database, base_url: str, target: Path
) -> None:
    path = path_of(base_url)
    for number in range(5):
        with somebody_writing(path):
            saved_file = save_backup(target.with_name(f"{number}.db")).path
        with own_connection(saved_file) as saved:
            assert saved.execute_sql("SELECT count(*) % 2 FROM cabinet").fetchone() == (0,)
            assert saved.execute_sql("SELECT count(*) > 0 FROM cabinet").fetchone() == (1,)
            assert saved.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_and_its_digest_are_for_their_owner_alone(base: Database, target: Path) -> None:
    previous = os.umask(0)
    try:
        save_backup(target)
    finally:
        os.umask(previous)
    digest = target.with_name(f"{target.name}.sha256")
    assert sorted(target.parent.iterdir()) == [target, digest]
    assert [path.stat().st_mode & 0o777 for path in (target, digest)] == [0o600, 0o600]
    found = hashlib.sha256(target.read_bytes()).hexdigest()
    assert digest.read_text(encoding="utf-8") == f"{found}  {target.name}\n"


def test_a_backup_replaces_nothing(base: Database, target: Path) -> None:
    target.write_text("autre chose")
    with pytest.raises(StorageFailure, match="existe déjà"):
        save_backup(target)
    assert target.read_text() == "autre chose"
    assert list(target.parent.iterdir()) == [target]


def test_a_backup_goes_to_a_folder_of_any_name(base: Database, base_url: str, target: Path) -> None:
    odd = os.fsdecode(b"caf\xe9 100% ?#")
    folder = target.with_name(odd)
    folder.mkdir()
    saved = folder / odd
    add("Gardé")
    save_backup(saved)
    add("Après")
    close_database()
    restore_backup(saved, owner_url(base_url))
    open_database(base_url)
    assert names() == ["Gardé"]
    if base_url.startswith("sqlite"):
        restore_backup(saved, folder / "portefeuille.db")
        open_database(folder / "portefeuille.db")
        save_backup(folder / "encore.sauvegarde")
        assert names_in(folder / "encore.sauvegarde") == ["Gardé"]


def test_a_backup_whose_digest_fails_is_told_to_be_there(
    base: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_target: Path, _found: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_write_digest", full)
    with pytest.raises(StorageFailure, match=r"faite et vérifiée, mais .*Disque plein"):
        save_backup(target)
    assert list(target.parent.iterdir()) == [target]


def test_a_backup_to_nowhere_is_refused(base: Database, target: Path) -> None:
    with pytest.raises(StorageFailure, match="n'existe pas"):
        save_backup(target / "absent" / "lundi.db")


def test_what_a_killed_backup_left_goes_with_a_later_one(base: Database, target: Path) -> None:
    left = target.with_name(f".mardi.db.{gethostname()}.{os.getpid()}.0a1b.partiel")
    kept = [target.with_name(name) for name in ("mardi.db.1.0a1b.partiel", ".mardi.db.partiel")]
    for file in (left, *kept):
        file.write_text("une copie")
    with file_copy.partial_file(target.with_name("mercredi.db")) as live:
        save_backup(target)
        digest = target.with_name(f"{target.name}.sha256")
        assert sorted(target.parent.iterdir()) == sorted([target, digest, live, *kept])


def test_on_a_shared_disk_only_what_this_machine_left_long_ago_goes(
    base: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_copy, "is_shared", lambda _path: True)
    with subprocess.Popen(["true"]) as ended:
        pass
    here = gethostname()
    # The process of a container has the same number each time.
    left = [
        target.with_name(f".mardi.db.{here}.{ended.pid}.0a1b.partiel"),
        target.with_name(f".mardi.db.{here}.{os.getpid()}.0a1b.partiel"),
    ]
    kept = [
        target.with_name(f".mardi.db.{here}.{os.getppid()}.0a1b.partiel"),
        target.with_name(f".mardi.db.ailleurs-{here}.{ended.pid}.0a1b.partiel"),
    ]
    # Another machine may bear the same name: what is written now may be its own.
    live = [file.with_name(file.name.replace("mardi.db", target.name)) for file in left]
    for file in (*left, *kept, *live):
        file.write_text("une copie")
    for file in (*left, *kept):
        os.utime(file, (0, 0))
    save_backup(target)
    digest = target.with_name(f"{target.name}.sha256")
    assert sorted(target.parent.iterdir()) == sorted([target, digest, *kept, *live])


@ON_SQLITE
def test_a_copy_that_vanished_on_its_way_is_no_backup(
    base: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = file_copy.refuse_damaged

    def remove(part: Path, named: Path) -> None:
        part.unlink()
        check(part, named)

    monkeypatch.setattr(file_copy, "refuse_damaged", remove)
    with pytest.raises(StorageFailure, match="ne peut pas être ouvert"):
        save_backup(target)
    assert list(target.parent.iterdir()) == []


@ON_SQLITE
def test_a_base_that_vanished_gives_no_backup(base: Database, base_url: str, target: Path) -> None:
    path = path_of(base_url)
    path.rename(target.with_name("ailleurs.db"))
    with pytest.raises(StorageFailure, match="ne peut pas être ouvert"):
        save_backup(target)
    assert not path.exists()
    path.touch()
    with pytest.raises(StorageFailure, match="endommagé ou vide"):
        save_backup(target)
    assert [file.name for file in target.parent.iterdir()] == ["ailleurs.db"]


@ON_SQLITE
def test_a_damaged_base_gives_no_backup(base: Database, base_url: str, target: Path) -> None:
    for number in range(200):
        add(f"Cabinet {number}")
    close_database()
    spoil(path_of(base_url))
    open_database(base_url)
    with pytest.raises(StorageFailure, match="endommagé"):
        save_backup(target)
    assert list(target.parent.iterdir()) == []


@ON_SQLITE
def test_a_disk_that_fills_during_the_backup_leaves_no_half(
    base: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_part: Path, _named: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_copy, "refuse_damaged", full)
    with pytest.raises(StorageFailure, match="Disque plein"):
        save_backup(target)
    assert list(target.parent.iterdir()) == []


@ON_SQLITE
def test_what_a_check_finds_is_said_in_french(base: Database, base_url: str) -> None:
    assert check_database() == ()
    close_database()
    path = path_of(base_url)
    with own_connection(path) as other:
        other.execute_sql("INSERT INTO modele (id, cabinet_id, nom) VALUES (1, 99, 'Orphelin')")
        Runner(other, str(schema.MIGRATIONS)).down()
    open_database(base_url, migrate=False)
    orphan, late = check_database()
    assert orphan == "La ligne 1 de la table modele renvoie à une ligne absente de cabinet."
    assert late.startswith("La base attend une mise à jour\u00a0: 0")


@ON_SQLITE
def test_a_check_says_that_pages_are_damaged(base: Database, base_url: str) -> None:
    for number in range(200):
        add(f"Cabinet {number}")
    close_database()
    spoil(path_of(base_url))
    open_database(base_url)
    wrong = check_database()
    assert wrong
    assert "SQLite signale" in wrong[0] or "endommagée" in wrong[0]


@ON_POSTGRESQL
def test_a_dump_that_fails_says_why_and_leaves_nothing(
    base: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(target.parent))
    monkeypatch.setattr(dumps, "DEBIAN", target.parent)
    with pytest.raises(StorageFailure, match="Il manque le programme pg_dump"):
        save_backup(target)
    assert list(target.parent.iterdir()) == []


def test_the_tools_are_not_given_the_password_as_an_argument(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[list[str], dict[str, str]]] = []

    def run(
        command: list[str], *, env: dict[str, str], **_: object
    ) -> subprocess.CompletedProcess[str]:
        seen.append((command, env))
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    dumps.dump("postgresql://moi:secret%20%21@serveur:5433/base?sslmode=require", target)
    dumps.restore_dump(target, "postgresql://moi:secret@serveur/base", target)
    command, env = seen[0]
    assert all("secret" not in word for words, _ in seen for word in words)
    assert env["PGPASSWORD"] == "secret !"
    assert (env["PGUSER"], env["PGHOST"], env["PGPORT"], env["PGDATABASE"], env["PGSSLMODE"]) == (
        *("moi", "serveur", "5433", "base", "require"),
    )
    assert (seen[-1][1]["PGPASSWORD"], seen[-1][1]["PGDATABASE"]) == ("secret", "base")
    assert command[0].endswith("pg_dump")
