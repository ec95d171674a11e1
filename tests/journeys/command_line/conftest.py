"""The command line in a home of its own."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cabinet import numero
from tests.journeys.command_line.command import KEYS, PASSWORD, Answer, Run, Ssh
from tui.__main__ import main
from tui.verbs.server.session import ORIGINAL

HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `portefeuille` with a home of its own."""
    for name in HOMES:
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setattr("tui.__main__.take_over", lambda _: None)  # the hooks are pytest's here
    monkeypatch.delenv("PORTEFEUILLE_BASE", raising=False)
    monkeypatch.delenv("PORTEFEUILLE_CLE", raising=False)

    def command(*words: str, typed: str | bytes = "") -> Answer:
        content = typed.encode() if isinstance(typed, str) else typed
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))
        try:
            status = main(words)
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    return command


class Homes:
    """What each worker has made once, by its name, and gives copies of."""

    def __init__(self, tmp_path: Path, kept: pytest.TempPathFactory) -> None:
        self._here = tmp_path
        self._kept = kept

    def copy(self, name: str, make: Callable[[], None]) -> None:
        """Have in the homes of this test what `make` makes there."""
        if name in _MADE:
            shutil.copytree(_MADE[name], self._here, dirs_exist_ok=True)
            return
        make()
        _MADE[name] = self._kept.mktemp(name)
        for home in map(str.lower, HOMES):
            if (self._here / home).exists():
                shutil.copytree(self._here / home, _MADE[name] / home)


_MADE: dict[str, Path] = {}


@pytest.fixture
def homes(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """Give what makes a home once."""
    return Homes(tmp_path, tmp_path_factory)


@pytest.fixture
def espace(run: Run, homes: Homes) -> Run:
    """Give the command of a cabinet that exists."""
    homes.copy("espace", lambda: _espace(run))
    return run


def _espace(run: Run) -> None:
    words = ("--cabinet", "Cabinet Martin", "--identifiant", "c.durand", "--mot-de-passe-stdin")
    made = run("creer-espace", *words, typed=f"{PASSWORD}\n")
    assert made.status == 0, made.err


@pytest.fixture
def ssh(espace: Run, homes: Homes, monkeypatch: pytest.MonkeyPatch) -> Ssh:
    """Give what runs a command as sshd does, for a person of a cabinet of each role."""
    homes.copy("ssh", lambda: _people(espace))

    def run(who: str, command: str, *, empreinte: str = "", typed: str | bytes = "") -> Answer:
        with monkeypatch.context() as patch:
            patch.setenv(ORIGINAL, command)
            which = empreinte or KEYS[who].empreinte
            return espace("session", who, "--empreinte", which, typed=typed)

    return run


def _people(espace: Run) -> None:
    for words in (("m.petit", "--nom", "Marc Petit"), ("s.leroy", "consultation")):
        assert espace("utilisateur", "ajouter", *words).status == 0
    for who, known in KEYS.items():
        assert espace("utilisateur", "cle", "ajouter", who, typed=known.text).status == 0
    assert espace("inscrire", "--gerant", "--compte", numero(1), "--deja-inscrit").status == 0
