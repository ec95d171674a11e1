"""The command line in a home of its own."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.journeys.command_line.command import PASSWORD, Answer, Run
from tui.__main__ import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `portefeuille` with a home of its own."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
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


@pytest.fixture
def espace(run: Run) -> Run:
    """Give the command of a cabinet that exists."""
    words = ("--cabinet", "Cabinet Martin", "--identifiant", "c.durand", "--mot-de-passe-stdin")
    made = run("creer-espace", *words, typed=f"{PASSWORD}\n")
    assert made.status == 0, made.err
    return run
