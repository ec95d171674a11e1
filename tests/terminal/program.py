"""The whole program on a pseudo-terminal, with a home of its own."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from models.storage.opening import close_database, open_database
from tests.pseudo_terminal import ENTER, ROOT, TAB, PseudoTerminal
from tests.zygote import ForkedTerminal, Zygote

PASSWORD = "cheval correct agrafe lundi"
PERSON = "c.durand"
LOGIN = f"{PERSON}{TAB}{PASSWORD}{ENTER}"

T = TypeVar("T")


class Home:
    """A home folder: its base, its key, and `portefeuille` started in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = folder / ".local/share/portefeuille/portefeuille.db"
        self.key = folder / ".config/portefeuille/cle-principale"
        self.environment = {"HOME": str(folder), "TZ": "Europe/Paris"}

    def command(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run one verb of the command line."""
        return subprocess.run(
            [sys.executable, "-m", "tui", *words],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **self.environment},
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    def create_espace(self) -> None:
        """Give the cabinet of PERSON, in a file: it is made once in a process, and copied."""
        shutil.copytree(_espace(), self.folder, dirs_exist_ok=True)

    def make_espace(self) -> None:
        """Have the program create the cabinet of PERSON, in the base that the environment names."""
        words = ("--cabinet", "Cabinet Martin", "--identifiant", PERSON, "--nom", "Claire Durand")
        made = self.command("creer-espace", *words, "--mot-de-passe-stdin", typed=f"{PASSWORD}\n")
        assert made.returncode == 0, made.stderr

    @contextmanager
    def screens(self, *words: str, **settings: object) -> Iterator[PseudoTerminal]:
        """Open the screens."""
        environment = {**self.environment, **settings.pop("env", {})}  # type: ignore[dict-item]
        with PseudoTerminal.module("tui", *words, env=environment, **settings) as terminal:
            yield terminal

    @contextmanager
    def forked_screens(self, zygote: Zygote) -> Iterator[PseudoTerminal]:
        """Open the screens where how they start plays no part: three times sooner."""
        with ForkedTerminal(zygote, env=self.environment) as terminal:
            yield terminal

    def look(self, read: Callable[[], T]) -> T:
        """Read the base from this process."""
        open_database(self.base, migrate=False)
        try:
            return read()
        finally:
            close_database()


@cache
def _espace() -> Path:
    """Give a folder where nothing was done but to create the cabinet."""
    folder = Path(mkdtemp(prefix="portefeuille-espace-"))
    atexit.register(shutil.rmtree, folder)
    Home(folder).make_espace()
    return folder
