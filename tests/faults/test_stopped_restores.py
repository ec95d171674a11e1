"""A restore that is ended at any step: the base is the old or the new, and nothing stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.errors import StorageFailure
from models.storage.backup import save_backup
from models.storage.opening import close_database, open_database
from models.storage.restoring import restore_backup
from tests.domain.bases import add, names_in
from tests.faults.steps import DONE, KILLED, STOPPED, Steps

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def steps() -> Iterator[Steps]:
    with Steps() as started:
        yield started


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    open_database(folder / "base.db")
    add("Sauvé")
    made = save_backup(folder / "lundi.db").path
    close_database()
    return made


@pytest.fixture(params=["closed", "with its log", "damaged, with its log", "lost"])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a folder with the base as it was before the restore, or without one."""
    folder = tmp_path / "avant"
    path = folder / "base.db"
    if request.param == "lost":
        folder.mkdir()
        return folder
    open_database(path)
    # The log does not hold all of the base.
    open_database(path)
    add("Avant")
    log = path.with_name("base.db-wal")
    kept = (path.read_bytes(), log.read_bytes())
    close_database()
    if request.param != "closed":
        whole, written = kept
        path.write_bytes(b"\xaa" * 8192 if "damaged" in request.param else whole)
        log.write_bytes(written)
    return folder


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refuse_leftovers(folder: Path, before: dict[str, bytes]) -> bool:
    """Fail unless all is as before, or all is done; tell whether it is done."""
    found = state(folder)
    base = folder / "base.db"
    kept = [name for name in found if "avant-restauration" in name and name.endswith(".db")]
    assert not [name for name in found if name.endswith(".partiel")], sorted(found)
    if base.exists() and "base.db" in before and not kept:
        assert base.stat().st_nlink == 1
        # SQLite makes it whenever it looks, and leaves it beside what is damaged.
        found.pop("base.db-shm", None)
        if found != before:
            # Its log was folded into it.
            assert sorted(found) == ["base.db"]
            assert names_in(base) == ["Avant"]
        return False
    if not base.exists():
        assert found == before == {}
        return False
    assert names_in(base) == ["Sauvé"]
    assert base.stat().st_nlink == 1
    assert len(kept) == (1 if before else 0)
    for one in kept:
        assert not (folder / one).samefile(base)
        damaged = before["base.db"].startswith(b"\xaa")
        assert damaged or names_in(folder / one) == ["Avant"]
        assert (f"{one}-wal" in found) == damaged
    return True


@pytest.mark.parametrize("how", [STOPPED, KILLED], ids=["signal", "kill -9"])
def test_a_restore_ended_at_any_step_leaves_the_old_base_or_the_new(
    steps: Steps, backup: Path, before: Path, tmp_path: Path, how: int, tell: Callable[..., None]
) -> None:
    was, target, step, done = state(before), tmp_path / "ici" / "base.db", 0, 0
    ended = how
    while ended != DONE:
        step += 1
        shutil.rmtree(target.parent, ignore_errors=True)
        shutil.copytree(before, target.parent)
        ended = steps.run("restaurer", backup, target, step=step, how=how)
        if ended == KILLED:
            # What nobody could put away goes with the next restore.
            with pytest.raises(StorageFailure):
                restore_backup(backup.with_name("lundi.db.sha256"), target)
        done += refuse_leftovers(target.parent, was)
    assert done >= 1
    assert step > 5
    tell(f"restore ended at each step ({how})", steps=step - 1, done=done, half=0)
