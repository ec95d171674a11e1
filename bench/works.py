"""What is measured: people's gestures, beside the same in the smallest program."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.portfolio import RARE, fill, numero_of, siren_of
from bench.terminal import LONG_QUIET, QUIET, SIZE, Answer, Terminal, python

PERSON, PASSWORD = "c.durand", "cheval correct agrafe lundi"
BACK = (("revenir à la liste (F12)", "f12"), ("revenir à la liste (Échap)", "escape"))
Series = dict[str, list[Answer]]


class Home:
    """A home folder with a portefeuille of `size` inscriptions, in a file or at the URL `base`."""

    def __init__(self, folder: Path, size: int, base: str = "") -> None:
        self.size = size
        self.base = base
        self.on_server = bool(base)
        self._folder = folder
        self._file = folder / ".local/share/portefeuille/portefeuille.db"
        self.key = folder / ".config/portefeuille/cle-principale"
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }

    def prepare(self) -> None:
        """Create the espace and write its inscriptions, unless they are there already."""
        if self._folder.exists():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        words = ("creer-espace", "--cabinet", "Cabinet Martin", "--identifiant", PERSON)
        self._run(*words, "--mot-de-passe-stdin", typed=f"{PASSWORD}\n")
        fill(self.where, self.size)

    @property
    def where(self) -> str | Path:
        """The base, as `open_database` wants it."""
        return self.base or self._file

    def open(self, module: str = "tui", *, size: tuple[int, int] = SIZE, **more: str) -> Terminal:
        """Start the screens in a window of `size`; `more` is added to the environment."""
        options = ("--base", self.base) if self.base else ()
        return Terminal(python(module, *options), {**self.env, **more}, size)

    def _run(self, *words: str, typed: str) -> None:
        options = ("--base", self.base) if self.base else ()
        subprocess.run(
            python("tui", *options, *words),
            env=self.env,
            input=typed,
            text=True,
            check=True,
            capture_output=True,
        )


def minimal(home: Home) -> Terminal:
    """Start the smallest program."""
    return Terminal(python("bench.minimal"), home.env)


def starts(home: Home, times: int) -> tuple[list[float], list[float], list[float]]:
    """Start both in turn; give seconds to the login, to the rows of the other, and to quit ours."""
    ours, theirs, quits = [], [], []
    for _ in range(times):
        with home.open() as program:
            ours.append(program.seconds_until("Je me connecte"))
            program.idle(0.2)
            quits.append(program.seconds_to_quit())
        with minimal(home) as program:
            theirs.append(program.seconds_until("BOULANGERIE"))
    return ours, theirs, quits


def log_in(program: Terminal) -> None:
    """Sign in and open the list."""
    program.seconds_until("Je me connecte")
    program.idle(0.2)
    program.write(f"{PERSON}\t{PASSWORD}\r")
    program.seconds_until("Bonjour")
    program.type("g")
    program.seconds_until("comptes 1 à")


@dataclass(frozen=True)
class Run:
    """The answers of both programs, how many ended late, and the memory of ours at the end."""

    ours: Series
    theirs: Series
    late: int
    memory: int


def keys(home: Home, times: int) -> Run:
    """Press each key in both programs in turn."""
    ours: Series = {}
    theirs: Series = {}
    with home.open() as program, minimal(home) as floor:
        floor.seconds_until("BOULANGERIE")
        log_in(program)
        _moves(program, floor, ours, theirs, times)
        _pages(program, floor, ours, theirs, times)
        _fields(program, floor, ours, theirs, times)
        _clients(program, ours, times)
        _numbers(program, ours, home.size, times)
        _names(program, ours, times)
        return Run(ours, theirs, program.late + floor.late, program.memory())


def _moves(program: Terminal, floor: Terminal, ours: Series, theirs: Series, times: int) -> None:
    for rank in range(times):
        key = "down" if rank % 16 < 8 else "up"
        _keep(ours, "↓ ou ↑", program.press(key))
        _keep(theirs, "↓ ou ↑", floor.press(key))


def _pages(program: Terminal, floor: Terminal, ours: Series, theirs: Series, times: int) -> None:
    for _ in range(times):
        _keep(ours, "page suivante", program.press("s"))
        _keep(theirs, "page", floor.press("s"))
        _keep(ours, "page précédente", program.press("p"))
    for _ in range(times // 4):
        program.type("end")
        _keep(ours, "dernière page", program.press("end"))
        program.type("home")
        _keep(ours, "première page", program.press("home"))
    assert "comptes 1 à" in program.text(), program.text()


def _fields(program: Terminal, floor: Terminal, ours: Series, theirs: Series, times: int) -> None:
    program.type("d")
    floor.type("tab")
    for _ in range(times // 5):
        for _ in range(5):
            _keep(ours, "Tab", program.press("tab", LONG_QUIET))
        program.type(*["back"] * 5)
    program.type("tab")
    for rank in range(times):
        _keep(ours, "caractère", program.press("1" if rank % 2 == 0 else "erase"))
        _keep(theirs, "caractère", floor.press("1" if rank % 2 == 0 else "erase"))
    program.type("escape")
    if "Abandonner" in program.text():
        program.type("o", "enter")
    assert "Chercher" in program.text(), program.text()


def _clients(program: Terminal, ours: Series, times: int) -> None:
    for rank in range(times // 4):
        _keep(ours, "ouvrir un client", program.press("enter", LONG_QUIET))
        assert "Mode consultation" in program.text(), program.text()
        name, key = BACK[rank % len(BACK)]
        _keep(ours, name, program.press(key, LONG_QUIET))
        assert "Mode consultation" not in program.text(), program.text()


def _numbers(program: Terminal, ours: Series, size: int, times: int) -> None:
    for name, number, steps in (
        ("Siren exact", siren_of(size // 2), 3),
        ("Siren, 3 chiffres", siren_of(size // 2)[:3], 3),
        ("compte exact", numero_of(size // 2), 2),
        ("compte, 16 chiffres", numero_of(size // 2)[:16], 2),
        ("compte, 3 chiffres", numero_of(size // 2)[:3], 2),
    ):
        for _ in range(max(2, times // 4)):
            program.write(*["back"] * steps, "erase-all", number)
            _keep(ours, name, program.press("enter", LONG_QUIET))
            program.type("f12")


def _names(program: Terminal, ours: Series, times: int) -> None:
    sought = (
        ("nom rare", RARE.lower()),
        ("nom courant", "boulangerie"),
        ("nom tardif", "transports"),
        ("nom absent", "zwxkqzwx"),
        ("1 ou 2 lettres", "bo"),
        ("1 ou 2 lettres", "le"),
        ("1 ou 2 lettres", "ta"),
    )
    for _ in range(max(1, times // 20)):
        for name, word in sought:
            program.type("/")
            for rank, letter in enumerate(word):
                # The first rows that are found change the screen more than once.
                answer = program.press(letter, QUIET if rank >= 2 else LONG_QUIET)
                if rank >= 2 or name == "1 ou 2 lettres":
                    _keep(ours, name, answer)
            program.type("f12")
            assert "comptes 1 à" in program.text(), program.text()


def _keep(series: Series, name: str, answer: Answer) -> None:
    series.setdefault(name, []).append(answer)


def rest(home: Home, seconds: float) -> tuple[int, float]:
    """Leave the list alone; give its bytes and its processor time."""
    with home.open() as program:
        log_in(program)
        program.idle(1.0)
        octets, cpu = program.idle(seconds)
        return octets, cpu / seconds


def ms(answers: list[Answer]) -> float:
    """Give the median time."""
    return median(one.ms for one in answers)


def p95(answers: list[Answer]) -> float:
    """Give the time that nineteen answers in twenty do not exceed."""
    ordered = sorted(one.ms for one in answers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def octets(answers: list[Answer]) -> int:
    """Give the median number of bytes."""
    return int(median(one.octets for one in answers))
