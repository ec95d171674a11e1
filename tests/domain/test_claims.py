"""What a program holds is known to the others, until it ends, whatever ends it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from models.storage.opening import leave_thread, open_database, opened

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
