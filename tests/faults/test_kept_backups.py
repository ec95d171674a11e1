"""Backups in a folder: ended at any step, several at once, on a disk that is full or closed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.errors import StorageFailure
from models.storage.kept_backups import save_in
from models.storage.opening import close_database, open_database
from tests.domain.bases import add, names_in
from tests.faults.conftest import NOBODY
from tests.faults.full_disk import Full
from tests.faults.steps import DONE, KILLED, STOPPED, Steps
from tests.pseudo_terminal import ROOT
from tests.terminal.program import Home
from tests.tries import rounds
from tests.zygote import Zygote

pytestmark = pytest.mark.slow


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """Give a base that is closed, and holds one cabinet."""
    open_database(tmp_path / "base.db")
    add("Gardé")
    close_database()
    yield tmp_path / "base.db"
    close_database()


def backups_in(folder: Path) -> list[Path]:
    """Give the backups of `folder`; fails unless each is whole."""
    found = sorted(path for path in folder.iterdir() if path.suffix == ".sauvegarde")
    for path in found:
        if not path.name.startswith("."):
            assert names_in(path) == ["Gardé"]
    return found


@pytest.mark.parametrize("how", [STOPPED, KILLED], ids=["signal", "kill -9"])
def test_a_backup_ended_at_any_step_leaves_no_half(
    base: Path, tmp_path: Path, how: int, tell: Callable[..., None]
) -> None:
    folder, full = tmp_path / "ici", tmp_path / "avant"
    open_database(base)
    made = [save_in(full)[0].path for _ in range(3)]
    close_database()
    step, ended, most, alone = 0, how, 0, 0
    with Steps() as steps:
        while ended != DONE:
            step += 1
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(full, folder)
            ended = steps.run("sauvegarder", base, folder, step=step, how=how)
            found = backups_in(folder)
            assert made[-1].name in [path.name for path in found]
            assert len(found) >= 2
            most = max(most, len(found))
            open_database(base)
            save_in(folder, 2)
            close_database()
            left = backups_in(folder)
            digests = [path.with_name(f"{path.name}.sha256") for path in left]
            # What was ended between its name and its digest is whole, and named as the other.
            missing = {*left, *digests} - {*folder.iterdir()}
            assert missing <= {digests[0]}
            assert {*folder.iterdir()} <= {*left, *digests}
            assert len(left) == 2
            alone += len(missing)
    assert (most, alone > 0) == (4, True)
    tell(f"backup in a folder ended at each step ({how})", steps=step - 1, half=0)


def test_several_at_once_each_make_one_and_the_newest_stays(
    base: Path, tmp_path: Path, tell: Callable[..., None]
) -> None:
    folder, rounds_made = tmp_path / "ici", max(2, rounds(20))
    words = ("--base", str(base), "sauvegarder", "--dans", str(folder), "--garder", "1")
    for _ in range(rounds_made):
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "tui", *words],
                cwd=ROOT,
                env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        for one in started:
            out, err = one.communicate()
            assert (one.returncode, err) == (0, "")
            assert "Elle contient 1\xa0cabinet, 0\xa0client, 0\xa0opération." in out
        (left,) = backups_in(folder)
        assert sorted(folder.iterdir()) == [left, left.with_name(f"{left.name}.sha256")]
    tell("backups in one folder at once", runs=4 * rounds_made, half=0)


def test_on_a_full_disk_what_was_kept_stays(
    base: Path, full: Full, tell: Callable[..., None]
) -> None:
    folder, draw, refused, tries = full.folder / "ici", random.Random(7), 0, rounds(100)
    open_database(base)
    kept = save_in(folder, 1)[0].path
    for _ in range(tries):
        try:
            with full.room(draw.randrange(600_000)):
                kept = save_in(folder, 1)[0].path
        except StorageFailure:
            refused += 1
        # Of what had no room for its digest, there may be one more, which is whole.
        assert kept in backups_in(folder)
        assert not list(folder.glob(".*"))
        kept = save_in(folder, 1)[0].path
        assert backups_in(folder) == [kept]
    assert 0 < refused < tries
    tell(f"disk full during a kept backup ({type(full).__name__})", tries=tries, refused=refused)


@pytest.mark.parametrize(("mode", "where"), [(0o500, "ici"), (0o000, "ici"), (0o500, "ici/la")])
def test_a_folder_where_nothing_may_be_written_is_said(
    home: Home, zygote: Zygote, mode: int, where: str
) -> None:
    folder = home.folder / "ici"
    folder.mkdir()
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    folder.chmod(mode)
    told = home.folder / "stderr"
    words = ("sauvegarder", "--dans", str(home.folder / where), "--garder", "1")
    streams = ("/dev/null", "/dev/null", told)
    assert zygote.start(*words, env=home.environment, streams=streams, user=NOBODY).wait() == 1
    assert "Vous n'avez pas le droit d'écrire" in told.read_text()
    assert len(told.read_text().splitlines()) == 1
    folder.chmod(0o700)
    assert list(folder.iterdir()) == []
