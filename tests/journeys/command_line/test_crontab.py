"""The chapter of the guide on backups, to the letter: in a shell, and under cron."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.postgresql import CARETAKER
from tests.pseudo_terminal import ROOT
from tests.terminal.program import Home

SOMEBODY = "/home/c.durand"
INSTALLED = "/usr/bin/portefeuille"
BASE = ".local/share/portefeuille/portefeuille.db"
BACKUP = re.compile(r"portefeuille-[0-9a-f]{8}-2026-11-23T010000Z\.sauvegarde")
OLD = '0 2 * * * echo "portefeuille-$(date +%F).db"'


@pytest.fixture
def server_role() -> str:
    return CARETAKER


def chapter() -> str:
    text = (ROOT / "docs/guide.md").read_text("utf-8")
    return text.partition("## Sauvegarder et restaurer")[2].partition("\n## ")[0]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", chapter(), flags=re.DOTALL | re.MULTILINE)


def crontab() -> list[str]:
    return [line for block in blocks("crontab") for line in block.splitlines()]


def as_cron_reads(line: str) -> tuple[str, str]:
    r"""Give the command and its standard input: a `%` ends a line, unless it is `\%`."""
    command = line.split(maxsplit=5)[5]
    first, *others = re.split(r"(?<!\\)%", command)
    return first.replace("\\%", "%"), "\n".join(others).replace("\\%", "%")


class Account:
    """The home of who has the base, and the program."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.home = Home(folder)
        self.folder, self.url = folder, url
        self.program = program = folder / "bin/portefeuille"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\ncd "{ROOT}" && exec "{sys.executable}" -m tui "$@"\n')
        program.chmod(0o700)
        self.home.environment |= {"PORTEFEUILLE_BASE": url} if url else {}
        self.home.make_espace()

    def run(self, command: str, typed: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", "-c", command],
            check=False,
            env=env,
            input=typed,
            capture_output=True,
            text=True,
        )

    def under_cron(self, line: str, home: Path | str) -> subprocess.CompletedProcess[str]:
        """Run a line of the guide as cron does, for this account."""
        base = f"{SOMEBODY}/{BASE}"
        assert line.count(base) == 1
        if self.url:
            line = line.replace(base, f"'{self.url}'".replace("%", "\\%"))
        assert line.count(INSTALLED) == 1
        line = line.replace(INSTALLED, str(self.program))
        command, typed = as_cron_reads(line.replace(SOMEBODY, str(self.folder)))
        cron = {"HOME": str(home), "LOGNAME": "c.durand", "SHELL": "/bin/sh"}
        return self.run(command, typed, **cron, PATH="/usr/bin:/bin")

    def in_a_shell(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a line of the guide in a shell of this account."""
        if BACKUP.search(command):
            command = BACKUP.sub(self.backups()[-1], command)
        path = f"{self.program.parent}:/usr/bin:/bin"
        return self.run(command, PATH=path, LANG="C.UTF-8", **self.home.environment)

    def backups(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "sauvegardes").glob("*.sauvegarde"))


@pytest.fixture
def account(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Account:
    url = request.getfixturevalue("empty_url") if engine == "postgresql" else None
    return Account(tmp_path / "c.durand", url)


def test_cron_ends_a_line_at_a_percent() -> None:
    command, typed = as_cron_reads(OLD)
    assert (command, typed) == ('echo "portefeuille-$(date +', 'F).db"')
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert ended.returncode == 2
    assert as_cron_reads("* * * * * date +\\%F") == ("date +%F", "")


@pytest.mark.parametrize("nowhere", [False, True], ids=["another home", "an empty home"])
@pytest.mark.played
def test_the_lines_of_the_guide_run_under_cron(
    account: Account, tmp_path: Path, nowhere: bool
) -> None:
    other = tmp_path / "root"
    other.mkdir()
    save, verify = crontab()
    for _ in range(2):
        saved = account.under_cron(save, "" if nowhere else other)
        assert (saved.returncode, saved.stderr) == (0, "")
        assert "Elle contient 1\xa0cabinet, 0\xa0client, 1\xa0opération." in saved.stdout
    assert len(account.backups()) == 2
    checked = account.under_cron(verify, "" if nowhere else other)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.splitlines()[-1] == "La base est saine."
    assert list(other.iterdir()) == []


def test_a_line_of_cron_makes_no_base(tmp_path: Path) -> None:
    account = Account(tmp_path / "c.durand", None)
    account.home.base.unlink()
    before = sorted(account.folder.rglob("*"))
    for line in crontab():
        refused = account.under_cron(line, tmp_path)
        assert (refused.returncode, refused.stdout) == (3, "")
        assert "creer-espace" in refused.stderr
    assert sorted(account.folder.rglob("*")) == before


def test_the_commands_of_the_chapter_work_one_after_the_other(account: Account) -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    assert [line.split()[:2] for line in lines if "ls" not in line[:2]] == [
        *(["portefeuille", verb] for verb in ("sauvegarder", "verifier", "restaurer", "verifier"))
    ]
    for line in lines:
        done = account.in_a_shell(line)
        assert (done.returncode, done.stderr) == (0, ""), line
    assert len(account.backups()) >= 1
    assert (account.folder / "sauvegardes").stat().st_mode & 0o777 == 0o700
    assert os.fspath(account.folder) not in chapter()
