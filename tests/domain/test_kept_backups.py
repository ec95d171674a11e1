"""Backups that follow one another in a folder: named, and only so many kept."""

from __future__ import annotations

import fcntl
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from models.errors import StorageFailure
from models.portefeuille import Portefeuille
from models.storage import backup, file_copy, kept_backups
from models.storage.kept_backups import save_in
from models.storage.opening import close_database, open_database
from models.storage.restoring import restore_backup
from models.tables import Cabinet
from tests.cabinet import gerant
from tests.domain.bases import add, owner_url

pytestmark = pytest.mark.looked_after

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


class Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003
        return NOON


@pytest.fixture
def folder(base: Database, tmp_path: Path) -> Path:
    add("Cabinet")
    return tmp_path / "sauvegardes"


@pytest.fixture
def prefix(folder: Path) -> str:
    return f"portefeuille-{Cabinet.get().uid.hex[:8]}-"


def older(folder: Path, prefix: str, *days: int) -> list[Path]:
    """Make what the backups of these days would be, with their digests."""
    made = [folder / f"{prefix}2020-01-{day:02}T020000Z.sauvegarde" for day in days]
    for path in made:
        path.write_bytes(b"une sauvegarde")
        digest_of(path).write_text("son empreinte")
    return made


def digest_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def files(*backups: Path) -> list[Path]:
    return sorted([*backups, *map(digest_of, backups)])


def test_it_has_a_name_and_a_folder_of_its_own(folder: Path, prefix: str) -> None:
    made, gone = save_in(folder)
    assert re.fullmatch(rf"{prefix}\d{{4}}-\d\d-\d\dT\d{{6}}Z\.sauvegarde", made.path.name)
    assert made.contents == (1, 0, 0)
    assert gone == []
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(folder.iterdir()) == files(made.path)


def test_what_is_told_is_what_it_holds(
    portefeuille: Portefeuille, base_url: str, tmp_path: Path
) -> None:
    fiches = [portefeuille.enroll(gerant(rank)) for rank in (1, 2, 3)]
    portefeuille.terminate(fiches[0])
    held = save_in(tmp_path / "ici")[0].contents
    assert (held.cabinets, held.clients) == (1, 2)
    assert held.operations == 4


def test_only_so_many_are_kept_with_their_digests(folder: Path, prefix: str) -> None:
    folder.mkdir()
    first, second, third = older(folder, prefix, 1, 2, 3)
    made, gone = save_in(folder, 2)
    assert gone == [first, second]
    assert sorted(folder.iterdir()) == files(third, made.path)


def test_all_are_kept_if_nobody_says_how_many(folder: Path, prefix: str) -> None:
    folder.mkdir()
    kept = older(folder, prefix, *range(1, 20))
    made, gone = save_in(folder)
    assert (gone, sorted(folder.iterdir())) == ([], files(*kept, made.path))


def test_nothing_else_is_removed_nor_counted(folder: Path, prefix: str) -> None:
    folder.mkdir()
    (ours,) = older(folder, prefix, 1)
    others = older(folder, "portefeuille-00000000-", 1, 2)
    alike = [folder / f"{ours.name}{end}" for end in (".bak", ".2", "~")]
    alike += [folder / f"x{ours.name}", folder / f"{prefix}hier.sauvegarde"]
    for path in alike:
        path.write_bytes(b"a quelqu'un")
    (folder / f"{prefix}2020-01-04T020000Z.sauvegarde").mkdir()
    (folder / f"{prefix}2020-01-05T020000Z.sauvegarde").symlink_to(others[0])
    (folder / f"{prefix}2020-01-06T020000Z.sauvegarde").touch()
    before = set(folder.iterdir())
    made, gone = save_in(folder, 2)
    assert gone == []
    again, gone = save_in(folder, 1)
    assert gone == [ours, made.path]
    assert set(folder.iterdir()) == (before - {*files(ours)}) | {*files(again.path)}


def test_the_one_just_made_stays_when_the_clock_went_back(folder: Path, prefix: str) -> None:
    folder.mkdir()
    later = folder / f"{prefix}2999-01-01T000000Z.sauvegarde"
    later.write_bytes(b"de l'avenir")
    made, gone = save_in(folder, 1)
    assert made.path.exists()
    assert later.exists()
    assert gone == []


def test_several_in_one_second_have_each_a_name(
    folder: Path, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_backups, "datetime", Clock)
    names = [save_in(folder)[0].path.name for _ in range(11)]
    begun = f"{prefix}2026-11-29T120000Z"
    assert names == [
        f"{begun}{end}.sauvegarde" for end in ("", *(f"_{n:02}" for n in range(2, 12)))
    ]
    assert names == sorted(names)
    made, gone = save_in(folder, 3)
    assert [path.name for path in gone] == names[:9]
    assert made.path.name == f"{begun}_12.sauvegarde"
    again, gone = save_in(folder, 1)
    assert again.path.name == f"{begun}_13.sauvegarde"
    assert sorted(folder.iterdir()) == files(again.path)


def test_whoever_saves_in_the_folder_is_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older_ones, held = kept_backups._older, list[bool]()

    def look(*settings: Any) -> list[Path]:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.append(True)
        finally:
            os.close(handle)
        return older_ones(*settings)

    monkeypatch.setattr(kept_backups, "_older", look)
    save_in(folder, 1)
    assert held == [True]


def test_a_name_that_is_taken_meanwhile_is_left(
    folder: Path, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_backups, "datetime", Clock)
    sync, taken = file_copy._sync, folder / f"{prefix}2026-11-29T120000Z.sauvegarde"

    def take(part: Path) -> None:
        if taken.name in part.name and not taken.exists():
            taken.write_bytes(b"celle d'un autre")
        sync(part)

    monkeypatch.setattr(file_copy, "_sync", take)
    made, _ = save_in(folder)
    assert made.path.name == f"{prefix}2026-11-29T120000Z_02.sauvegarde"
    assert taken.read_bytes() == b"celle d'un autre"


@pytest.mark.parametrize("where", ["dump", "digest"])
def test_nothing_goes_before_the_new_one_is_whole(
    folder: Path, prefix: str, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder.mkdir()
    kept = older(folder, prefix, 1, 2)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if where == "dump":
        monkeypatch.setattr(file_copy, "_sync", full)
    else:
        monkeypatch.setattr(backup, "_write_digest", full)
    with pytest.raises(StorageFailure, match="Disque plein"):
        save_in(folder, 1)
    assert {*files(*kept)} <= set(folder.iterdir())
    assert len(list(folder.iterdir())) == (4 if where == "dump" else 5)


def test_a_folder_is_made_beside_what_is_there_alone(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageFailure, match="n'existe pas"):
        save_in(folder / "absent")
    (tmp_path / "fichier").touch()
    with pytest.raises(StorageFailure, match="n'est pas un dossier"):
        save_in(tmp_path / "fichier")
    assert not folder.exists()


def test_a_folder_that_was_made_goes_if_nothing_came_into_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_copy, "_sync", full)
    with pytest.raises(StorageFailure, match="Disque plein"):
        save_in(folder, 1)
    assert not folder.exists()


def test_it_is_restored_as_any_other(folder: Path, base_url: str) -> None:
    made, _ = save_in(folder, 1)
    add("Après") if base_url.startswith("postgresql") else None
    close_database()
    restore_backup(made.path, owner_url(base_url))
    open_database(base_url)
    assert Cabinet.select().count() == 1


@given(st.lists(st.integers(1, 28), unique=True), st.integers(1, 6))
def test_the_newest_are_kept(days: list[int], keep: int) -> None:
    made = Path("p-2020-02-01T020000Z.sauvegarde")

    class Folder:
        def iterdir(self) -> list[Path]:
            return [*(Path(f"p-2020-01-{day:02}T020000Z.sauvegarde") for day in days), made]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_backups, "_is_backup", lambda *_: True)
        gone = kept_backups._older(Folder(), "p-", made, keep)  # type: ignore[arg-type]
    left = sorted(set(Folder().iterdir()) - set(gone))
    assert left == sorted(Folder().iterdir())[-keep:]
