"""Gestures and readings: all or nothing, and the true cause in French."""

from __future__ import annotations

import errno
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from peewee import Database, IntegrityError, PostgresqlDatabase

from bench.postgresql import Cluster
from models.errors import Refusal, StorageBusy, StorageFailure
from models.storage import causes
from models.storage.drivers import integrity_errors
from models.storage.failures import explaining, gesture, reading
from models.storage.opening import open_database
from models.tables import Cabinet
from tests.domain.bases import ON_POSTGRESQL, ON_SQLITE, add, busy_base, names

NBSP = "\u00a0"
NOTHING = f"{NBSP}: rien n'a été enregistré."


def add_then_break() -> None:
    add("Un")
    add("")


def test_a_gesture_is_committed_when_it_is_left(base: Database, base_url: str) -> None:
    with gesture():
        add("Un")
        add("Deux")
    open_database(base_url)
    assert names() == ["Un", "Deux"]


@pytest.mark.parametrize("error", [Refusal("non"), KeyError("x"), KeyboardInterrupt()])
def test_a_gesture_that_is_broken_off_leaves_nothing(base: Database, error: BaseException) -> None:
    def half() -> None:
        with gesture():
            add()
            raise error

    with pytest.raises(type(error)) as raised:
        half()
    assert raised.value is error
    assert names() == []


def test_a_broken_constraint_passes_untouched(base: Database) -> None:
    with pytest.raises(integrity_errors()), gesture():
        add_then_break()
    assert names() == []


def test_a_gesture_inside_another_is_part_of_it(base: Database) -> None:
    with gesture():
        add("Dehors")
        with pytest.raises(IntegrityError), gesture():
            add_then_break()
        with gesture():
            add("Avec")
    assert names() == ["Dehors", "Avec"]


def test_a_busy_base_is_waited_for_250_ms(base: Database, base_url: str) -> None:
    add("Avant")
    with busy_base(base_url, base):
        begin = time.monotonic()
        with pytest.raises(StorageBusy, match=f"occupé par une autre session{NOTHING}"), gesture():
            Cabinet.update(nom="Après").execute()
        waited = time.monotonic() - begin
        with reading():
            assert names() == ["Avant"]
    assert 0.2 < waited < 1.0
    with gesture():
        Cabinet.update(nom="Ensuite").execute()
    assert names() == ["Ensuite"]


@pytest.fixture
def full_base(base: Database) -> Database:
    """Give a base whose disk has no room left after a few rows."""
    add("Avant")
    pages = base.execute_sql("PRAGMA page_count").fetchone()[0]
    base.execute_sql(f"PRAGMA max_page_count = {pages + 2}")
    return base


def fill_up() -> None:
    for _ in range(100):
        add("x" * 1000)


@ON_SQLITE
@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_file_that_is_no_longer_the_base_takes_nothing(
    base: Database, how: str, tmp_path: Path
) -> None:
    add("Avant")
    file = Path(base.database)
    file.rename(tmp_path / "ailleurs.db")
    if how == "replaced":
        file.write_bytes((tmp_path / "ailleurs.db").read_bytes())
    for verb in (gesture, reading):
        with pytest.raises(StorageFailure, match="déplacé, supprimé ou remplacé"), verb():
            add("Après")
    (tmp_path / "ailleurs.db").replace(file)
    with gesture():
        add("Revenu")
    assert names() == ["Avant", "Revenu"]


@ON_SQLITE
def test_a_full_disk_is_said_and_loses_nothing(full_base: Database) -> None:
    with pytest.raises(StorageFailure, match=f"^Disque plein{NOTHING}") as refused, gesture():
        fill_up()
    assert not isinstance(refused.value, StorageBusy)
    assert names() == ["Avant"]
    assert full_base.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    with gesture():
        add("Après")
    assert names() == ["Avant", "Après"]


@ON_SQLITE
@pytest.mark.parametrize("handled", [OSError(errno.EROFS, "before"), StorageBusy("before")])
def test_the_cause_is_not_that_of_an_error_handled_before(
    full_base: Database, handled: Exception
) -> None:
    def try_again() -> None:
        try:
            raise handled
        except (OSError, StorageBusy):
            with gesture():
                fill_up()

    with pytest.raises(StorageFailure, match=r"^Disque plein"):
        try_again()


@ON_SQLITE
def test_a_full_disk_under_a_handled_constraint_is_the_cause(full_base: Database) -> None:
    def journal_the_refusal() -> None:
        try:
            with gesture():
                add("")
        except IntegrityError:
            fill_up()

    with pytest.raises(StorageFailure, match=r"^Disque plein"), gesture():
        journal_the_refusal()


def test_what_iterating_rows_raises_is_a_failure_too(base: Database) -> None:
    bad = "SELECT abs(n) FROM (SELECT 1 AS n UNION ALL SELECT -9223372036854775808) AS two"
    if isinstance(base, PostgresqlDatabase):
        bad = "SELECT 1 / n FROM (SELECT 1 AS n UNION ALL SELECT 0) AS two"
    with pytest.raises(StorageFailure, match=r"^La base a refusé l'opération\. \(Code"), reading():
        list(base.execute_sql(bad))


def test_a_failure_keeps_the_error_for_whoever_repairs(base: Database) -> None:
    with pytest.raises(StorageFailure) as refused, gesture():
        base.execute_sql("SELECT * FROM rien")
    assert "rien" in str(refused.value.__cause__)


@ON_POSTGRESQL
@pytest.mark.parametrize("verb", ["DELETE FROM operation", "DROP TABLE cabinet"])
def test_what_the_role_may_not_do_is_said(base: Database, verb: str) -> None:
    said = f"PostgreSQL n'a pas les droits.*{NOTHING}"
    with pytest.raises(StorageFailure, match=said), gesture():
        base.execute_sql(verb)


def cut_connections(cluster: Cluster, base: Database) -> None:
    pid = base.connection().info.backend_pid
    cluster.execute(f"SELECT pg_terminate_backend({pid}, 5000)")


@ON_POSTGRESQL
def test_a_lost_connection_is_said_and_the_next_gesture_opens_another(
    base: Database, cluster: Cluster
) -> None:
    cut_connections(cluster, base)
    with pytest.raises(StorageFailure, match=f"perdue{NOTHING}"), gesture():
        add()
    with gesture():
        add("Ensuite")
    cut_connections(cluster, base)
    with pytest.raises(StorageFailure, match=r"perdue\. "), reading():
        names()
    with reading():
        assert names() == ["Ensuite"]


@ON_POSTGRESQL
def test_a_connection_lost_while_committing_leaves_a_doubt_that_is_said(
    base: Database, cluster: Cluster
) -> None:
    with pytest.raises(StorageFailure, match="l'enregistrement n'est pas certain"), gesture():
        cut_connections(cluster, base)


@ON_POSTGRESQL
def test_a_connection_lost_in_an_inner_gesture_is_put_away_by_the_outer(
    base: Database, cluster: Cluster
) -> None:
    said: list[str] = []

    def inner() -> None:
        try:
            with gesture():
                cut_connections(cluster, base)
        except StorageFailure as refused:
            said.append(str(refused))
            raise

    with pytest.raises(StorageFailure, match=f"perdue{NOTHING}"), gesture():
        inner()
    assert NOTHING in said[0]
    with gesture():
        add("Ensuite")
    assert names() == ["Ensuite"]


def test_the_deepest_cause_is_the_one_that_is_told() -> None:
    lost = psycopg.OperationalError("the connection is closed")
    lost.__context__ = psycopg.errors.DiskFull("no space")
    lost.__context__.__context__ = ValueError("nothing known")
    assert causes.cause_of(lost) is causes.FULL


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (psycopg.errors.DiskFull("no space"), "Disque plein"),
        (psycopg.errors.LockNotAvailable("lock timeout"), "occupé par une autre session"),
        (psycopg.errors.DeadlockDetected("deadlock"), "occupé par une autre session"),
        (psycopg.errors.QueryCanceled("statement timeout"), "trop de temps"),
        (psycopg.errors.AdminShutdown("shutdown"), "connexion à PostgreSQL"),
        (psycopg.errors.DataCorrupted("bad page"), "endommagée"),
        (psycopg.errors.ReadOnlySqlTransaction("standby"), "lecture seule"),
        (psycopg.OperationalError("could not connect"), "connexion à PostgreSQL"),
        (OSError(errno.ENOSPC, "no space"), "Disque plein"),
        (OSError(errno.EBADF, "strange"), "a refusé l'opération"),
    ],
)
def test_each_cause_has_its_sentence(error: Exception, said: str) -> None:
    told = f"^/base{NBSP}: .*{said}"
    with pytest.raises(StorageFailure, match=told) as refused, explaining("/base"):
        raise error
    assert isinstance(refused.value, StorageBusy) == ("occupé" in said or "temps" in said)


def every_cause() -> list[causes.Cause]:
    tables: tuple[dict[Any, causes.Cause], ...] = (
        *(causes.SQLITE_CODES, causes.POSTGRESQL_CODES, causes.SYSTEM_CODES),
    )
    return list({cause.what: cause for table in tables for cause in table.values()}.values())


@pytest.mark.parametrize("cause", every_cause(), ids=lambda cause: cause.what)
def test_each_sentence_is_whole(cause: causes.Cause) -> None:
    alone, told = cause.sentence(), cause.sentence("rien n'a été enregistré")
    assert alone[0].isupper()
    assert alone.endswith(".")
    assert ".." not in alone
    assert NOTHING in told
