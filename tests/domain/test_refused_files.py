"""Files and folders that are no base: refused, kept, and closed to others."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from models.errors import StorageFailure
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.tables import Cabinet
from models.tables.table import database
from tests.faults.full_disk import LimitedFiles

NBSP = "\u00a0"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_it_makes_is_closed_to_others(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        open_database(tmp_path / "cabinet" / "portefeuille.db")
        made = sorted((tmp_path / "cabinet").iterdir())
        assert [path.name for path in made] == [
            *("portefeuille.db", "portefeuille.db-shm", "portefeuille.db-wal")
        ]
        assert [mode(path) for path in made] == [0o600] * 3
    finally:
        os.umask(previous)
        close_database()
    assert mode(tmp_path / "cabinet") == 0o700


def test_an_existing_file_is_closed_to_others_and_its_folder_left_alone(file: Path) -> None:
    file.touch()
    file.chmod(0o664)
    file.parent.chmod(0o755)
    open_database(file)
    assert (mode(file), mode(file.parent)) == (0o660, 0o755)


def test_a_link_is_refused(file: Path) -> None:
    for target in (file.with_name("absent.db"), file.parent):
        link = file.with_name(f"lien-{target.name}")
        link.symlink_to(target)
        with pytest.raises(StorageFailure, match="est un lien"):
            open_database(link)
    assert not file.with_name("absent.db").exists()


def test_a_folder_or_a_pipe_is_refused(file: Path) -> None:
    with pytest.raises(StorageFailure, match="est un dossier"):
        open_database(file.parent)
    os.mkfifo(file)
    with pytest.raises(StorageFailure, match="n'est pas un fichier ordinaire"):
        open_database(file)


def test_a_path_through_a_file_is_refused(file: Path) -> None:
    file.touch()
    with pytest.raises(StorageFailure, match="n'est pas un dossier"):
        open_database(file / "base.db")


@pytest.fixture
def plain_folder() -> Iterator[Path]:
    """Give a base to somebody whom file modes stop: nothing stops root."""
    folder = Path(tempfile.mkdtemp())
    open_database(folder / "portefeuille.db")
    close_database()
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            os.chown(path, 65534, 65534)
        os.setresuid(65534, 65534, 0)
    yield folder
    if os.getresuid()[2] == 0:
        os.setresuid(0, 0, 0)
    folder.chmod(0o700)
    shutil.rmtree(folder)


def test_a_read_only_file_is_refused(plain_folder: Path) -> None:
    path = plain_folder / "portefeuille.db"
    path.chmod(0o400)
    with pytest.raises(StorageFailure, match=r"portefeuille\.db est en lecture seule"):
        open_database(path)


def test_a_read_only_folder_is_refused(plain_folder: Path) -> None:
    plain_folder.chmod(0o500)
    with pytest.raises(StorageFailure, match=r"Le dossier .* est en lecture seule"):
        open_database(plain_folder / "portefeuille.db")
    with pytest.raises(StorageFailure, match="pas le droit"):
        open_database(plain_folder / "nouveau.db")
    with pytest.raises(StorageFailure, match="pas le droit"):
        open_database(plain_folder / "sous-dossier" / "nouveau.db")


@pytest.mark.parametrize("content", [b"Siren;Nom\n123;Dupond\n" * 99, b"\x00" * 4096, b"xy"])
def test_what_is_not_a_database_is_refused_and_kept(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(StorageFailure, match="n'est pas une base Portefeuille"):
        open_database(file)
    assert file.read_bytes() == content
    assert database.obj is None


@pytest.mark.parametrize(("free", "said"), [(0, "Disque plein"), (1 << 20, "Le disque ne répond")])
def test_a_base_that_no_room_is_left_to_read_is_said_so(
    file: Path, monkeypatch: pytest.MonkeyPatch, free: int, said: str
) -> None:
    open_database(file)
    close_database()
    usage = shutil.disk_usage(file.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=free))
    with (
        LimitedFiles(file.parent).room(0),
        pytest.raises(StorageFailure, match=rf"portefeuille\.db{NBSP}: {said}"),
    ):
        open_database(file)


def leave_open(file: Path) -> None:
    """Leave a base and its log as a program that was killed does."""
    open_database(file)
    Cabinet.create(uid=uuid4(), nom="Au journal", cree_le=datetime.now(UTC))
    left = {path: path.read_bytes() for path in file.parent.glob(f"{file.name}*")}
    close_database()
    for path, content in left.items():
        path.write_bytes(content)


def test_the_log_of_a_missing_base_is_kept_for_it(file: Path) -> None:
    leave_open(file)
    elsewhere = file.rename(file.with_name("ailleurs"))
    with pytest.raises(StorageFailure, match=r"manque, mais son journal portefeuille\.db-wal"):
        open_database(file)
    elsewhere.rename(file)
    open_database(file)
    assert [one.nom for one in Cabinet.select()] == ["Au journal"]


def test_a_schema_that_cannot_be_quoted_is_said_damaged(file: Path) -> None:
    open_database(file)
    close_database()
    file.write_bytes(file.read_bytes().replace(b"CREATE TABLE compte", b"CRE\xc5TE TABLE compte"))
    with pytest.raises(StorageFailure, match="endommagée"):
        open_database(file)


@pytest.mark.parametrize("kept", [100, 4096, 20_000, -4096])
def test_a_truncated_base_is_refused(file: Path, kept: int) -> None:
    open_database(file)
    close_database()
    whole = file.read_bytes()
    file.write_bytes(whole[:kept])
    with pytest.raises(StorageFailure, match=r"endommagée|n'est pas une base"):
        open_database(file)


def test_the_base_of_another_program_is_refused(file: Path) -> None:
    file.touch()
    with own_connection(file) as other:
        other.execute_sql("CREATE TABLE facture (id INTEGER)")
    with pytest.raises(StorageFailure, match=r"n'est pas une base Portefeuille.*facture"):
        open_database(file)
    with own_connection(file) as other:
        assert other.get_tables() == ["facture"]
