"""Saving while others write, restoring in one step, and saying what is wrong with a base."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname
from threading import Event, Thread
from uuid import uuid4

import psycopg
import pytest
from peewee import Database, SqliteDatabase
from playhouse.migrations import Runner

from bench.postgresql import APPLICATION, OWNER, Cluster
from models.errors import StorageBusy, StorageFailure
from models.storage import backup, dumps, file_copy, schema
from models.storage.backup import check_database, restore_backup, save_backup
from models.storage.failures import gesture
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.tables import Cabinet

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize(
    "engine", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


def add(nom: str) -> None:
    Cabinet.create(uid=uuid4(), nom=nom, cree_le=datetime.now(UTC))


def names() -> list[str]:
    return [cabinet.nom for cabinet in Cabinet.select().order_by(Cabinet.id)]


def owner_url(url: str) -> str:
    """Give the address by which the base may be restored."""
    return url.replace(f"//{APPLICATION}@", f"//{OWNER}@")


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    return folder / "lundi.sauvegarde"


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
            saved_file = save_backup(target.with_name(f"{number}.db"))
        with own_connection(saved_file) as saved:
            assert saved.execute_sql("SELECT count(*) % 2 FROM cabinet").fetchone() == (0,)
            assert saved.execute_sql("SELECT count(*) > 0 FROM cabinet").fetchone() == (1,)
            assert saved.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_was_saved_comes_back(base: Database, base_url: str, target: Path) -> None:
    with gesture():
        add("Gardé")
    assert save_backup(target) == target
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
        target.with_name(f"mardi.db.{here}.{ended.pid}.0a1b.partiel"),
        target.with_name(f".mardi.db.{here}.partiel"),
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

    def remove(part: Path) -> None:
        part.unlink()
        check(part)

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


def spoil(path: Path) -> None:
    """Overwrite the middle of the table of cabinets."""
    with own_connection(path) as base:
        root = base.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'cabinet'")
        page = root.fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xaa" * 4096)


@ON_SQLITE
def test_a_disk_that_fills_during_the_backup_leaves_no_half(
    base: Database, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_copy, "refuse_damaged", full)
    with pytest.raises(StorageFailure, match="Disque plein"):
        save_backup(target)
    assert list(target.parent.iterdir()) == []


def test_a_backup_that_changed_is_not_restored(base: Database, base_url: str, target: Path) -> None:
    save_backup(target)
    add("Après")
    close_database()
    content = bytearray(target.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(content)
    with pytest.raises(StorageFailure, match="a changé depuis sa sauvegarde"):
        restore_backup(target, owner_url(base_url))
    open_database(base_url)
    assert names() == ["Après"]


@pytest.mark.parametrize("content", [b"", b"Siren;Nom\n" * 500, b"PGDMP" + b"\x00" * 99])
def test_what_is_no_backup_is_not_restored(
    base: Database, base_url: str, target: Path, content: bytes
) -> None:
    add("Avant")
    close_database()
    target.write_bytes(content)
    with pytest.raises(StorageFailure):
        restore_backup(target, owner_url(base_url))
    with pytest.raises(StorageFailure):
        restore_backup(target.with_name("absente.db"), owner_url(base_url))
    open_database(base_url)
    assert names() == ["Avant"]


@ON_SQLITE
def test_a_damaged_backup_without_digest_is_not_restored(
    base: Database, base_url: str, target: Path
) -> None:
    for number in range(200):
        add(f"Cabinet {number}")
    save_backup(target)
    close_database()
    target.with_name(f"{target.name}.sha256").unlink()
    spoil(target)
    with pytest.raises(StorageFailure, match="endommagé"):
        restore_backup(target, base_url)
    assert sorted(path.name for path in path_of(base_url).parent.iterdir()) == [
        *("portefeuille.db", "sauvegardes")
    ]


@ON_SQLITE
def test_the_base_of_another_program_or_version_is_not_restored(
    base: Database, base_url: str, target: Path
) -> None:
    close_database()
    target.touch()
    with own_connection(target) as other:
        other.execute_sql("CREATE TABLE facture (id INTEGER)")
    with pytest.raises(StorageFailure, match="n'est pas une base Portefeuille"):
        restore_backup(target, base_url)
    target.write_bytes(b"")
    with own_connection(target) as newer:
        newer.execute_sql(f"CREATE TABLE {schema.HISTORY} (name TEXT)")
        newer.execute_sql(f"INSERT INTO {schema.HISTORY} VALUES ('9998_plus_tard')")
    with pytest.raises(StorageFailure, match="version plus récente"):
        restore_backup(target, base_url)


@ON_POSTGRESQL
def test_the_dump_of_another_program_is_not_restored(
    base: Database, base_url: str, target: Path, cluster: Cluster
) -> None:
    saved = save_backup(target.with_name("mardi.sauvegarde"))
    close_database()
    with (
        cluster.database() as name,
        psycopg.connect(cluster.url(name), autocommit=True) as other,
    ):
        other.execute("CREATE TABLE facture (id INTEGER)")
        for history in ("DROP TABLE IF EXISTS {}", "CREATE TABLE {} AS SELECT '1' AS version"):
            other.execute(history.format(schema.HISTORY).encode())
            dumps.dump(cluster.url(name), target)
            with pytest.raises(StorageFailure, match="n'est pas une sauvegarde de Portef"):
                restore_backup(target, owner_url(base_url))
            target.unlink()
        other.execute(f"DROP TABLE {schema.HISTORY}")
        with pytest.raises(StorageFailure, match="n'est pas une base Portefeuille"):
            restore_backup(saved, cluster.url(name))
        other.execute("SELECT * FROM facture")


@ON_POSTGRESQL
def test_the_dump_of_a_newer_version_is_not_restored_and_an_update_is_undone(
    base: Database, base_url: str, target: Path
) -> None:
    add("Avant")
    save_backup(target)
    close_database()
    with psycopg.connect(owner_url(base_url)) as owner:
        owner.execute("CREATE TABLE plus_tard (cabinet_id BIGINT REFERENCES cabinet (id))")
        owner.execute(
            f"INSERT INTO {schema.HISTORY} (name, applied) VALUES ('9998_plus_tard', now())"
        )
    newer = target.with_name("plus-tard.sauvegarde")
    dumps.dump(owner_url(base_url), newer)
    with pytest.raises(StorageFailure, match="version plus récente"):
        restore_backup(newer, owner_url(base_url))
    # The upgrade is undone: what is there comes from a newer program, what is restored does not.
    restore_backup(target, owner_url(base_url))
    again = open_database(base_url)
    assert names() == ["Avant"]
    assert "plus_tard" not in again.get_tables()


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

    monkeypatch.setattr(backup, "put_in_place", take_long)
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


def names_in(file: Path) -> list[str]:
    with own_connection(file) as there:
        return [name for (name,) in there.execute_sql("SELECT nom FROM cabinet ORDER BY id")]


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
    monkeypatch.setattr(backup, "_closed_to_others", lambda _path: nullcontext(False))
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


@ON_POSTGRESQL
def test_a_role_that_owns_nothing_restores_nothing(
    base: Database, base_url: str, target: Path
) -> None:
    save_backup(target)
    add("Après")
    close_database()
    with pytest.raises(StorageFailure, match="psql a échoué et la base n'a pas changé"):
        restore_backup(target, base_url)
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
