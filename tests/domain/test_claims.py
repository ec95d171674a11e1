"""What a program holds is known to the others; its threads have one and the same file."""

from __future__ import annotations

import errno
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from peewee import Database

from models.errors import StorageFailure
from models.storage.failures import gesture
from models.storage.file_copy import beside, copy_base
from models.storage.opening import leave_thread, open_database, opened
from tests.domain.bases import ON_SQLITE, add, names_in

HOLDS = """
import sys, uuid
from models.storage.opening import open_database
open_database(sys.argv[1], migrate=False).claim(uuid.UUID(sys.argv[2]))
print("holds", flush=True)
sys.stdin.read()
"""


def held(*things: UUID) -> frozenset[UUID]:
    return opened().claimed(things)


def test_what_is_held_is_let_go(base_url: str) -> None:
    base, first, second = open_database(base_url), uuid4(), uuid4()
    assert held(first) == frozenset()
    base.claim(first)
    base.claim(first)
    assert held(first, second) == {first}
    base.let_go(first)
    assert held(first, second) == frozenset()
    base.let_go(first)


def test_what_a_killed_program_held_is_free(base_url: str, tmp_path: Path, engine: str) -> None:
    open_database(base_url)
    thing = uuid4()
    command = [sys.executable, "-c", HOLDS, base_url, str(thing)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"holds\n"
        assert held(thing) == {thing}
        other.kill()
    while held(thing):
        leave_thread()
        opened().connect(reuse_if_open=True)
    assert engine != "sqlite" or not [*tmp_path.glob(".*.ouvert")]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_another_hidden_file_stays(base_url: str, tmp_path: Path) -> None:
    base = open_database(base_url)
    others = [tmp_path / ".portefeuille.db.notes.ouvert", tmp_path / f".autre.{uuid4().hex}.ouvert"]
    for other in others:
        other.touch()
    base.claim(thing := uuid4())
    assert held(thing) == {thing}
    (file,) = tmp_path.glob(f".portefeuille.db.{thing.hex}.ouvert")
    assert file.stat().st_mode & 0o777 == 0o600
    base.let_go(thing)
    assert sorted(tmp_path.glob(".*.ouvert")) == sorted(others)


@ON_SQLITE
def test_what_another_account_holds_is_held(base_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two accounts may share a base by its group; the file of a claim is its owner's alone."""
    base, thing = open_database(base_url), uuid4()
    base.claim(thing)

    def refused(_path: Path, *_mode: str) -> None:
        raise PermissionError(errno.EACCES, "of another account")

    monkeypatch.setattr(Path, "open", refused)
    assert held(thing, uuid4()) == {thing}


@ON_SQLITE
def test_a_file_that_another_thread_met_in_its_place_takes_nothing(
    base: Database, tmp_path: Path
) -> None:
    """What is typed is kept by a thread, whose connection is another."""
    add("Avant")
    file = Path(base.database)
    copy_base(file, tmp_path / "copie.db")
    for one in (file, *(beside(file, ending) for ending in ("-wal", "-shm"))):
        one.rename(tmp_path / f"ancien-{one.name}")
    (tmp_path / "copie.db").rename(file)

    def elsewhere() -> None:
        try:
            with gesture():
                add("Ailleurs")
        finally:
            leave_thread()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(elsewhere)
        with pytest.raises(StorageFailure, match="déplacé, supprimé ou remplacé"):
            other.result()
    with pytest.raises(StorageFailure, match="déplacé, supprimé ou remplacé"), gesture():
        add("Après")
    assert names_in(file) == ["Avant"]
