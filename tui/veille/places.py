"""How many sessions there may be, in all and for each person, and who has one."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from models.wording import count

FOLDER = "sessions"


@dataclass
class Places:
    """The sessions that are open; those that another server forked before count too."""

    most: int
    most_of_one: int
    folder: Path
    _taken: dict[int, str] = field(default_factory=dict)
    _before: dict[Path, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        for file in self.folder.iterdir():
            if _is_held(file):
                self._before[file] = file.read_text("utf-8")

    @property
    def before(self) -> list[int]:
        """The processes of the sessions that another server forked."""
        self._before = {file: who for file, who in self._before.items() if _is_held(file)}
        return [int(file.name) for file in self._before]

    def refusal(self, person: str) -> str:
        """Say why `person` may have no session now; empty if they may."""
        open_now = len(self.before) + len(self._taken)
        if open_now >= self.most:
            return (
                f"Le serveur a déjà {count(open_now, 'session')}, autant qu'il en permet. "
                "Réessayez dans quelques minutes."
            )
        theirs = [*self._before.values(), *self._taken.values()].count(person)
        if person and theirs >= self.most_of_one:
            return (
                f"Vous avez déjà {count(theirs, 'session')}, autant qu'une personne peut en avoir. "
                "Fermez-en une, puis revenez."
            )
        return ""

    def take(self, process: int, person: str) -> None:
        """Note the session of `person`."""
        self._taken[process] = person

    def leave(self, process: int) -> None:
        """Note that the session in `process` has ended."""
        self._taken.pop(process, None)
        (self.folder / str(process)).unlink(missing_ok=True)


def hold(folder: Path, person: str) -> None:
    """Hold a place from within the session: the lock goes with the process, however it ends."""
    with suppress(OSError):
        file = os.open(folder / str(os.getpid()), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.truncate(file, 0)
        os.write(file, person.encode())


def _is_held(file: Path) -> bool:
    """Tell whether the session of this file still runs; take its file away if not."""
    try:
        with file.open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.unlink()
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False
