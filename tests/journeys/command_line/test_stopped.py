"""A verb that a signal stops says so, and leaves the folder as it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.storage import upkeep_log
from tests.journeys.command_line.command import Run
from tests.pseudo_terminal import ROOT

WAITS = """
import signal
import sys

# What runs in the background, as a CI may, is started with some of them ignored.
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)[sys.argv.pop(1) == "nohup":]:
    signal.signal(number, signal.SIG_DFL)

from models.storage import regular_files

def wait(*_):
    print("begun", flush=True)
    while True:
        signal.pause()

regular_files.refuse_no_room = wait
from tui.__main__ import program
program()
"""
"""The program, which waits for a signal in the middle of a restore."""


@pytest.fixture
def restoring(espace: Run, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Give what starts a restore, and comes back when it waits in the middle of it."""
    all_started: list[subprocess.Popen[str]] = []
    source = tmp_path / "sauvegarde.db"
    assert espace("sauvegarder", str(source)).status == 0

    def start(*before: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WAITS, before[0] if before else "-"]
        words = [*before, *command, "restaurer", str(source)]
        started = subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        all_started.append(started)
        assert started.stdout is not None
        assert started.stdout.readline() == "begun\n"
        return started

    yield start
    for started in all_started:
        started.kill()
        started.communicate()


def names(tmp_path: Path) -> list[str]:
    """Name the files of the base, beside which it is noted when it was saved."""
    folder = tmp_path / "xdg_data_home" / "portefeuille"
    return sorted(path.name for path in folder.iterdir() if path.name != upkeep_log.NAME)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_restore_that_is_stopped_leaves_nothing(
    espace: Run,
    restoring: Callable[..., subprocess.Popen[str]],
    tmp_path: Path,
    number: signal.Signals,
) -> None:
    stopped = restoring()
    assert len(names(tmp_path)) == 2
    stopped.send_signal(number)
    out, err = stopped.communicate()
    assert (stopped.returncode, out, err) == (128 + number, "", "Interrompu.\n")
    assert names(tmp_path) == ["portefeuille.db"]
    assert espace("verifier").status == 0


def test_what_a_killed_restore_left_goes_when_the_base_is_opened(
    espace: Run, restoring: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    killed, live = restoring(), restoring()
    killed.kill()
    killed.wait()
    assert len(names(tmp_path)) == 3
    assert espace("lister").status == 0
    assert len(names(tmp_path)) == 2
    live.kill()
    live.wait()
    assert espace("lister").status == 0
    assert names(tmp_path) == ["portefeuille.db"]


def test_a_signal_that_is_ignored_stays_so(
    restoring: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    stopped = restoring("nohup")
    stopped.send_signal(signal.SIGHUP)
    stopped.send_signal(signal.SIGTERM)
    stopped.communicate()
    assert stopped.returncode == 128 + signal.SIGTERM
    assert names(tmp_path) == ["portefeuille.db"]
