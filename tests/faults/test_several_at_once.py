"""Backups under four writers, two writers beside a slow reader: nothing lost, nothing half."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.postgresql import CARETAKER, Cluster
from models.errors import StorageBusy
from models.storage.backup import save_backup
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.storage.restoring import restore_backup
from tests.cabinet import open_portefeuille
from tests.faults.damage import look_for_damage, numeros
from tests.faults.writers import writers
from tests.tries import rounds, server_in_full

pytestmark = pytest.mark.slow


@pytest.fixture
def key(base_url: str, tmp_path: Path) -> Path:
    """Make a cabinet and one person in the base, and give the file of its main key."""
    open_database(base_url)
    open_portefeuille(tmp_path)
    close_database()
    return tmp_path / "cle-1"


@contextmanager
def elsewhere(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a place to restore to."""
    if engine == "sqlite":
        yield str(tmp_path / "ailleurs" / "base.db")
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with cluster.database() as name:
        yield cluster.url(name, CARETAKER)


@server_in_full
def test_a_backup_under_four_writers_is_of_one_instant_and_comes_back(
    base_url: str,
    engine: str,
    key: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    tell: Callable[..., None],
) -> None:
    backups, rows = rounds(20), 0
    with writers(base_url, key, tmp_path, 4) as confirmed:
        for number in range(backups):
            open_database(base_url)
            before = confirmed()
            source = save_backup(tmp_path / f"{number}.sauvegarde").path
            close_database()
            if engine == "sqlite":
                with pytest.raises(StorageBusy, match="ouverte dans une autre session"):
                    restore_backup(source, base_url)
            with elsewhere(engine, tmp_path / str(number), request) as place:
                restore_backup(source, place)
                open_database(place)
                assert before <= numeros()
                assert look_for_damage(key) == []
                rows += len(numeros())
                close_database()
    open_database(base_url)
    assert numeros() == confirmed()
    assert look_for_damage(key) == []
    close_database()
    kept = len(confirmed())
    fault = f"backup and restore under four writers ({engine})"
    tell(fault, backups=backups, rows_restored=rows, saves_confirmed=kept, lost=0)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_slow_reader_sees_one_instant_and_stops_nobody(
    base_url: str, key: Path, tmp_path: Path, tell: Callable[..., None]
) -> None:
    path = Path(base_url.removeprefix("sqlite:///"))
    seconds = rounds(100) / 10
    with writers(base_url, key, tmp_path, 2) as confirmed:
        with own_connection(path) as reader:
            reading = reader.execute_sql("SELECT id FROM operation ORDER BY rang")
            first = reading.fetchone()
            ((there,),) = reader.execute_sql("SELECT max(rang) FROM operation")
            before = len(confirmed())
            time.sleep(seconds)
            meanwhile = len(confirmed()) - before
            log = path.with_name(f"{path.name}-wal").stat().st_size
            assert first
            assert len(reading.fetchall()) == there - 1
        time.sleep(0.5)
    assert meanwhile > 0
    open_database(base_url)
    assert numeros() == confirmed()
    assert look_for_damage(key) == []
    close_database()
    tell(
        "two writers and a slow reader",
        seconds_of_reading=int(seconds),
        saves_meanwhile=meanwhile,
        saves_confirmed=len(confirmed()),
        kilobytes_of_log=log // 1024,
        lost=0,
    )
