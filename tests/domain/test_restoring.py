"""Restoring in one step, over a base in any state, beside others who open it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from peewee import Database, SqliteDatabase
from playhouse.migrations import Runner

from bench.postgresql import APPLICATION, CARETAKER, Cluster
from models.errors import StorageBusy, StorageFailure
from models.storage import file_copy, restoring, schema
from models.storage.backup import check_database, save_backup
from models.storage.failures import gesture
from models.storage.opening import close_database, open_database
from models.storage.restoring import restore_backup
from models.storage.sqlite_engine import SqliteBase
from tests.domain.bases import ON_POSTGRESQL, ON_SQLITE, add, names, names_in, owner_url, path_of

pytestmark = pytest.mark.looked_after


def test_what_was_saved_comes_back(base: Database, base_url: str, target: Path) -> None:
    with gesture():
        add("Gardé")
    assert save_backup(target) == (target, (1, 0, 0))
    with gesture():
        add("Après")
    close_database()
    kept = restore_backup(target, owner_url(base_url))
    open_database(base_url)
    assert names() == ["Gardé"]
    assert check_database() == ()
    with gesture():
        add("Ensuite")
    assert names() == ["Gardé", "Ensuite"]
    close_database()
    assert kept is not None
    restore_backup(kept, owner_url(base_url))
    open_database(base_url)
    assert names() == ["Gardé", "Après"]


@pytest.mark.parametrize("name", ["0001_premier_schema", "0003_tentative"])
def test_a_backup_taken_before_an_update_undoes_it(empty_url: str, target: Path, name: str) -> None:
    early = open_database(empty_url, migrate=False)
    Runner(early, str(schema.MIGRATIONS)).up(name)
    add("Gardé")
    save_backup(target)
    close_database()
    open_database(empty_url)
    add("Après")
    close_database()
    restore_backup(target, empty_url)
    again = open_database(empty_url, migrate=False)
    assert schema.pending(again)[0] > name
    open_database(empty_url)
    assert names() == ["Gardé"]
    assert check_database() == ()


@ON_SQLITE
def test_a_base_in_service_is_neither_restored_nor_replaced(
    base: Database, base_url: str, target: Path, tmp_path: Path
) -> None:
    save_backup(target)
    add("Ouverte")
    with pytest.raises(StorageBusy, match="est ouverte dans une autre session"):
        restore_backup(target, base_url)
    with pytest.raises(StorageFailure, match="est une base en service"):
        restore_backup(path_of(base_url), tmp_path / "copie.db")
    assert names() == ["Ouverte"]
    assert list(tmp_path.glob("*restauration*")) == []


@ON_SQLITE
def test_whoever_opens_during_a_restore_opens_what_is_restored(
    base: Database, base_url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(base_url)
    with gesture():
        add("Gardé")
    save_backup(target)
    with gesture():
        add("Après")
    close_database()
    swapping, kept = Event(), list[Path | None]()

    def take_long(part: Path, place: Path) -> None:
        swapping.set()
        time.sleep(0.5)
        file_copy.put_in_place(part, place)

    monkeypatch.setattr(restoring, "put_in_place", take_long)
    restorer = Thread(target=lambda: kept.append(restore_backup(target, base_url)))
    restorer.start()
    assert swapping.wait(10)
    open_database(base_url)
    restorer.join(10)
    with gesture():
        add("Ensuite")
    close_database()
    assert [names_in(file) for file in (path, *filter(None, kept))] == [
        ["Gardé", "Ensuite"],
        ["Gardé", "Après"],
    ]


@ON_SQLITE
def test_whoever_opened_the_file_that_a_restore_puts_aside_opens_again(
    base: Database, base_url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(base_url)
    add("Remplacé")
    close_database()
    aside = path.with_suffix(".aside")
    ready: Callable[..., None] = SqliteBase._initialize_connection

    def replace_first(self: SqliteBase, connection: object) -> None:
        if not aside.exists():
            shutil.copy(path, aside)
            aside.rename(path)
            aside.touch()
        ready(self, connection)

    monkeypatch.setattr(SqliteBase, "_initialize_connection", replace_first)
    open_database(base_url)
    add("Ensuite")
    close_database()
    assert names_in(path) == ["Remplacé", "Ensuite"]


@ON_SQLITE
def test_who_came_back_before_the_swap_keeps_the_base(
    base: Database, base_url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_backup(target)
    close_database()
    asked: Callable[..., object] = SqliteDatabase.execute_sql

    def execute_sql(self: SqliteDatabase, sql: str, *more: object) -> object:
        if sql == "BEGIN EXCLUSIVE":
            open_database(base_url)
        return asked(self, sql, *more)

    with monkeypatch.context() as patch:
        patch.setattr(SqliteDatabase, "execute_sql", execute_sql)
        with pytest.raises(StorageBusy, match="est ouverte dans une autre session"):
            restore_backup(target, base_url)
    add("Ensuite")
    assert names() == ["Ensuite"]


@ON_SQLITE
def test_a_backup_is_restored_where_nothing_was(
    base: Database, target: Path, tmp_path: Path
) -> None:
    add("Gardé")
    save_backup(target)
    new = tmp_path / "ailleurs" / "portefeuille.db"
    assert restore_backup(target, new) is None
    open_database(new)
    assert names() == ["Gardé"]
    assert [path.name for path in new.parent.glob("*.db")] == ["portefeuille.db"]
    assert new.stat().st_mode & 0o777 == 0o600


@ON_SQLITE
def test_a_damaged_base_is_replaced_and_kept_with_its_log(
    base: Database, base_url: str, target: Path, tmp_path: Path
) -> None:
    add("Gardé")
    save_backup(target)
    path, log = path_of(base_url), path_of(f"{base_url}-wal")
    written = log.read_bytes()
    close_database()
    path.write_bytes(b"\xaa" * 8192)
    log.write_bytes(written)
    kept = restore_backup(target, base_url)
    assert kept is not None
    assert kept.read_bytes()[:100] == b"\xaa" * 100
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == written
    open_database(base_url)
    assert names() == ["Gardé"]


@ON_SQLITE
def test_the_log_of_an_emptied_base_is_not_replayed_into_the_restored_one(
    base: Database, base_url: str, target: Path
) -> None:
    save_backup(target)
    path, log = path_of(base_url), path_of(f"{base_url}-wal")
    add("Après")
    written = log.read_bytes()
    close_database()
    path.write_bytes(b"")
    log.write_bytes(written)
    assert restore_backup(target, base_url) is None
    open_database(base_url)
    assert names() == []


@ON_SQLITE
def test_a_log_that_cannot_be_folded_does_not_outlive_its_base(
    base: Database, base_url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_backup(target)
    path, log = path_of(base_url), path_of(f"{base_url}-wal")
    add("Après")
    whole, written = path.read_bytes(), log.read_bytes()
    close_database()
    path.write_bytes(whole)
    log.write_bytes(written)
    monkeypatch.setattr(restoring, "closed_to_others", lambda _path: nullcontext(None))
    restore_backup(target, base_url)
    open_database(base_url)
    assert names() == []
    assert check_database() == ()


@ON_SQLITE
def test_a_base_that_a_crash_left_with_its_log_is_kept_whole_in_one_file(
    base: Database, base_url: str, target: Path
) -> None:
    save_backup(target)
    path, log = path_of(base_url), path_of(f"{base_url}-wal")
    add("Après")
    whole, written = path.read_bytes(), log.read_bytes()
    close_database()
    path.write_bytes(whole)
    log.write_bytes(written)
    kept = restore_backup(target, base_url)
    assert kept is not None
    assert not kept.with_name(f"{kept.name}-wal").exists()
    open_database(kept)
    assert names() == ["Après"]


@ON_POSTGRESQL
def test_a_dump_whose_restore_is_stopped_leaves_no_script(
    base: Database, base_url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_backup(target)
    add("Après")
    close_database()

    def stop(_source: Path, _url: str, script: Path) -> None:
        script.write_text("tout, en clair")
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "restore_dump", stop)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(target, owner_url(base_url))
    left = sorted(path.name.partition(".avant")[0] for path in target.parent.iterdir())
    assert left == ["lundi", "lundi.sauvegarde", "lundi.sauvegarde.sha256"]
    open_database(base_url)
    assert names() == ["Après"]


@ON_POSTGRESQL
def test_a_role_that_owns_nothing_restores_nothing(
    base: Database, base_url: str, target: Path
) -> None:
    save_backup(target)
    add("Après")
    close_database()
    with pytest.raises(StorageFailure, match="demandent le rôle propriétaire de la base"):
        restore_backup(target, base_url.replace(CARETAKER, APPLICATION))
    assert [one.name for one in target.parent.iterdir() if "avant" in one.name] == []
    open_database(base_url)
    assert names() == ["Après"]


@ON_POSTGRESQL
def test_a_restore_that_fails_half_way_changes_nothing(
    base: Database, base_url: str, target: Path, cluster: Cluster
) -> None:
    with psycopg.connect(owner_url(base_url)) as owner:
        cluster.execute("CREATE ROLE passant")
        owner.execute("GRANT SELECT ON tentative TO passant")
        owner.commit()
        save_backup(target)
        owner.execute("REVOKE SELECT ON tentative FROM passant")
        owner.commit()
        cluster.execute("DROP ROLE passant")
    add("Après")
    close_database()
    with pytest.raises(StorageFailure, match='role "passant" does not exist'):
        restore_backup(target, owner_url(base_url))
    open_database(base_url)
    assert names() == ["Après"]
