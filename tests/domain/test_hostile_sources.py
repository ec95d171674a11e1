"""What is restored is a file of the disk, and no more than it held when it was opened."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from peewee import Database

from models.errors import StorageFailure
from models.storage import regular_files
from models.storage.backup import save_backup
from models.storage.opening import close_database, open_database
from models.storage.regular_files import copy_file, sha256_of
from models.storage.restoring import restore_backup
from tests.domain.bases import ON_SQLITE, add, names, owner_url

pytestmark = pytest.mark.looked_after


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def a_folder(path: Path) -> Path:
    path.mkdir()
    return path


def a_socket(path: Path) -> Path:
    # Not bound: the address of a socket is a hundred characters at most.
    os.mknod(path, stat.S_IFSOCK | 0o600)
    return path


def a_device(_path: Path) -> Path:
    return Path("/dev/zero")


def a_link_to_a_device(path: Path) -> Path:
    path.symlink_to("/dev/zero")
    return path


KINDS = [a_pipe, a_folder, a_socket, a_device, a_link_to_a_device]


@pytest.mark.parametrize("make", KINDS)
def test_another_kind_of_file_is_not_read(
    base: Database, base_url: str, target: Path, make: Callable[[Path], Path]
) -> None:
    add("Avant")
    close_database()
    source = make(target)
    left = sorted(target.parent.parent.iterdir())
    with pytest.raises(StorageFailure, match=r"est (un|une) \w+.*, pas un fichier"):
        restore_backup(source, owner_url(base_url))
    assert sorted(target.parent.parent.iterdir()) == left
    open_database(base_url)
    assert names() == ["Avant"]


@pytest.mark.parametrize("make", [one for one in KINDS if one is not a_device])
def test_another_kind_of_digest_is_not_read(
    base: Database, base_url: str, target: Path, make: Callable[[Path], Path]
) -> None:
    save_backup(target)
    close_database()
    digest = target.with_name(f"{target.name}.sha256")
    digest.unlink()
    make(digest)
    with pytest.raises(StorageFailure, match="pas un fichier"):
        restore_backup(target, owner_url(base_url))


def test_a_file_that_grows_is_copied_no_further_than_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, copy = tmp_path / "source", tmp_path / "copie"
    source.write_bytes(b"a" * 100)
    ready = regular_files.refuse_no_room

    def grow(folder: Path, size: int) -> None:
        ready(folder, size)
        with source.open("ab") as file:
            file.write(b"b" * 1000)

    monkeypatch.setattr(regular_files, "refuse_no_room", grow)
    with pytest.raises(StorageFailure, match="a changé pendant la copie"):
        copy_file(source, copy)
    assert copy.read_bytes() == b"a" * 100


def test_a_file_that_shrinks_is_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"a" * 100)
    monkeypatch.setattr(regular_files, "refuse_no_room", lambda *_: os.truncate(source, 10))
    with pytest.raises(StorageFailure, match="a changé pendant la copie"):
        copy_file(source, tmp_path / "copie")


def test_a_digest_is_of_what_the_file_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"a" * 10)
    alone = sha256_of(source)
    pieces = regular_files._pieces

    def grow(file: object, size: int) -> object:
        with source.open("ab") as more:
            more.write(b"b" * 10)
        return pieces(file, size)  # type: ignore[arg-type]

    monkeypatch.setattr(regular_files, "_pieces", grow)
    assert sha256_of(source) == alone


def test_there_must_be_room_before_it_begins(
    base: Database, base_url: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("Avant")
    save_backup(target)
    close_database()
    size = target.stat().st_size
    before = sorted(target.parent.parent.rglob("*"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(size, 0, size - 1))
    with pytest.raises(StorageFailure, match=r"Disque plein\s: il faut 1\sMo dans"):
        restore_backup(target, owner_url(base_url))
    assert sorted(target.parent.parent.rglob("*")) == before
    open_database(base_url)
    assert names() == ["Avant"]


@ON_SQLITE
def test_the_log_of_a_base_that_is_lost_is_not_thrown_away(
    base: Database, base_url: str, target: Path
) -> None:
    save_backup(target)
    close_database()
    path = Path(base_url.removeprefix("sqlite:///"))
    path.unlink()
    log = path.with_name(f"{path.name}-wal")
    log.write_bytes(b"ce qui n'est nulle part ailleurs")
    with pytest.raises(StorageFailure, match="mais son journal"):
        restore_backup(target, base_url)
    assert log.read_bytes() == b"ce qui n'est nulle part ailleurs"
    assert not path.exists()
