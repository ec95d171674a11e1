"""Encrypted backups and trials ended at any step: nothing plain is left, and no half backup."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.backups.age_files import decrypter, encrypter
from models.backups.age_keys import create_identity
from models.backups.throwaway import private_folder
from models.storage.kept_backups import save_in
from models.storage.opening import close_database, open_database
from tests.domain.bases import add, names_in
from tests.faults.steps import DONE, IDENTITY, KILLED, STOPPED, Steps
from tests.tries import FULL, in_full

pytestmark = pytest.mark.slow
STRIDE = 1 if FULL else 3
"""Each so many-th step is one where it ends."""
ENDS = pytest.mark.parametrize(
    "how", [pytest.param(STOPPED, marks=in_full, id="signal"), pytest.param(KILLED, id="kill -9")]
)
PLAIN = b"SQLite format 3"


@pytest.fixture
def recipient(tmp_path: Path) -> str:
    return create_identity(tmp_path / IDENTITY)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """Give a base that is closed, and holds one cabinet."""
    open_database(tmp_path / "base.db")
    add("Gardé")
    close_database()
    yield tmp_path / "base.db"
    close_database()


def plain_in(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if path.read_bytes().startswith(PLAIN))


def opened_from(folder: Path, identity: Path, into: Path) -> list[Path]:
    """Give the backups of `folder`; fails unless each is whole."""
    found = sorted(path for path in folder.glob("p*.age"))
    for path in found:
        decrypt = decrypter(path, identity)
        assert decrypt
        decrypt(path, into)
        assert names_in(into) == ["Gardé"]
    into.unlink(missing_ok=True)
    return found


@ENDS
def test_an_encrypted_backup_ended_at_any_step_leaves_nothing_plain(
    base: Path, recipient: str, tmp_path: Path, how: int, tell: Callable[..., None]
) -> None:
    folder, full, identity = tmp_path / "ici", tmp_path / "avant", tmp_path / IDENTITY
    open_database(base)
    made = [save_in(full, encrypt=encrypter([recipient]))[0].path for _ in range(2)]
    close_database()
    step, ended, hidden = 1 - STRIDE, how, 0
    with Steps() as steps:
        while ended != DONE:
            step += STRIDE
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(full, folder)
            ended = steps.run("chiffrer", base, folder, step=step, how=how)
            assert ended in (DONE, how)
            left = plain_in(tmp_path)
            hidden += len(left) - 1
            assert all(path.stat().st_mode & 0o777 == 0o600 for path in left)
            assert not [path for path in left if folder in path.parents]
            open_database(base)
            assert plain_in(tmp_path) == [base]
            found = opened_from(folder, identity, tmp_path / "ouverte")
            assert made[-1].name in [path.name for path in found]
            save_in(folder, 2, encrypt=encrypter([recipient]))
            close_database()
            assert not list(tmp_path.rglob("*.partiel"))
            assert len(opened_from(folder, identity, tmp_path / "ouverte")) == 2
    assert how == KILLED or not hidden
    assert hidden or how == STOPPED
    tell(f"encrypted backup ended at each step ({how})", steps=step // STRIDE, plain_left=0)


@ENDS
def test_a_trial_ended_at_any_step_leaves_nothing(
    base: Path,
    recipient: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: int,
    tell: Callable[..., None],
) -> None:
    place = tmp_path / "essais"
    place.mkdir()
    open_database(base)
    made = save_in(tmp_path / "ici", encrypt=encrypter([recipient]))[0].path
    close_database()
    source = Path(shutil.copy(made, tmp_path / "une.sauvegarde.age"))
    monkeypatch.setattr("tempfile.tempdir", str(place))
    step, ended, found = 1 - STRIDE, how, 0
    with Steps() as steps:
        while ended != DONE:
            step += STRIDE
            ended = steps.run("essayer", source, place, step=step, how=how)
            assert ended in (DONE, how)
            left = list(place.iterdir())
            found += len(left)
            assert all(folder.stat().st_mode & 0o777 == 0o700 for folder in left)
            with private_folder() as folder:
                assert list(place.iterdir()) == [folder]
            assert list(place.iterdir()) == []
    assert (found > 0) == (how == KILLED)
    tell(f"trial of a backup ended at each step ({how})", steps=step // STRIDE, left=0)
