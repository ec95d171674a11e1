"""What `veille` gives: first paint, memory, many at once, a verb; beside plain starts, in turn."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import report
from bench.report import Line
from bench.terminal import ROOT, Terminal, python
from bench.works import PERSON, Home, log_in

SIZE = 10
AT_ONCE, SIDE_BY_SIDE, PLAIN_ONES = 20, 30, 5
PAINTED = "Je me connecte"
KEY = (
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJRoBRR6P2J2vjFZU0UBdJKfZ7romgxajsgvahl/pmZR",
    "SHA256:QClRaWaVc6vS7goRkQuBaoM3i5pGIS103Zhc3ka2o2c",
)
SESSION = ("session", PERSON, "--empreinte", KEY[1])
"""What sshd runs for who comes by this key."""


@dataclass(frozen=True)
class Way:
    """A way to start the program: what stands before its words."""

    name: str
    command: tuple[str, ...]

    def open(self, home: Home, *words: str) -> Terminal:
        """Open the screens."""
        return Terminal([*self.command, *words], home.env)


PLAIN = Way("plain", tuple(python("tui")))


@dataclass(frozen=True)
class Watching:
    """A server that runs."""

    process: int
    way: Way

    @property
    def sessions(self) -> list[int]:
        """The processes of its sessions."""
        path = Path(f"/proc/{self.process}/task/{self.process}/children")
        return [int(one) for one in path.read_text().split()]


@contextmanager
def watching(home: Home, folder: Path) -> Iterator[Watching]:
    """Run the server for `home`, with its socket in `folder`."""
    socket = folder / "veille" / "v.sock"
    most = ("--sessions", "200", "--par-personne", "200")
    words = python("tui", "veille", "--socket", str(socket), *most)
    with subprocess.Popen(words, cwd=ROOT, env=home.env, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        client = (*python()[:1], "-I", "-S", "-E", str(ROOT / "tui/veille/client.py"), str(socket))
        try:
            yield Watching(server.pid, Way("veille", (*client, *PLAIN.command, "--")))
        finally:
            server.terminate()


def lines(folder: Path, times: int) -> list[Line]:
    """Measure, and give the lines of the table."""
    home = Home(folder / "veille-home", SIZE)
    home.prepare()
    key = folder / "cle.pub"
    key.write_text(KEY[0])
    _run([*PLAIN.command, "utilisateur", "cle", "ajouter", PERSON, "--cle", str(key)], home)
    with watching(home, folder) as server:
        ways = (PLAIN, server.way)
        plain, forked = _first_paints(home, ways, times)
        verb, quick = _verbs(home, ways, times)
        one, many = (_at_once(home, way) for way in ways)
        fat, (session, client) = _fat(home), _lean(home, server)
    return [
        _line("premier écran", _ms(forked), forked / plain, 0.35, f"plein : {_ms(plain)}"),
        _line("lister --json", _ms(quick), quick / verb, None, f"plein : {_ms(verb)}"),
        _line(f"{AT_ONCE} à la fois", _ms(many), many / one, 0.35, f"plein : {_ms(one)}"),
        _line(
            "mémoire d'une session",
            _mo(session),
            session / fat,
            0.65,
            f"plein : {_mo(fat)} ; client : {_mo(client)}",
        ),
        Line("… et en tout", str(SIDE_BY_SIDE), _mo(session), "", "≤ 26 Mo", session <= 26_000),
    ]


def _line(work: str, measured: str, ratio: float, most: float | None, beside: str) -> Line:
    goal = f"≤ {most:.2f} ×".replace(".", ",") if most else ""
    said = f"{ratio:.2f} ×".replace(".", ",")
    reached = ratio <= most if most else None
    return Line(f"veille : {work}", str(SIZE), f"{measured} ({beside})", said, goal, reached)


def _first_paints(home: Home, ways: Sequence[Way], times: int) -> tuple[float, float]:
    """Give the milliseconds to the login by each way, in turn."""
    spent: dict[str, list[float]] = {}
    for _ in range(times):
        for way in ways:
            with way.open(home, *SESSION) as program:
                spent.setdefault(way.name, []).append(program.seconds_until(PAINTED) * 1000)
    first, second = (median(spent[way.name]) for way in ways)
    return first, second


def _verbs(home: Home, ways: Sequence[Way], times: int) -> tuple[float, float]:
    """Give the milliseconds of a verb by each way, in turn."""
    spent: dict[str, list[float]] = {}
    for _ in range(times):
        for way in ways:
            start = perf_counter()
            _run([*way.command, "lister", "--json"], home)
            spent.setdefault(way.name, []).append((perf_counter() - start) * 1000)
    first, second = (median(spent[way.name]) for way in ways)
    return first, second


def _run(words: Sequence[str], home: Home) -> None:
    subprocess.run(words, cwd=ROOT, env=home.env, check=True, capture_output=True)


def _at_once(home: Home, way: Way) -> float:
    """Give the milliseconds until all of those that come at once see the login."""
    with ExitStack() as open_:
        start = perf_counter()
        waited = [open_.enter_context(way.open(home, *SESSION)) for _ in range(AT_ONCE)]
        while waited:
            for one in waited:
                one.idle(0.001)
            waited = [one for one in waited if PAINTED not in one.text()]
        return (perf_counter() - start) * 1000


def _fat(home: Home) -> float:
    """Give the kilobytes of a plain session that is signed in."""
    with ExitStack() as open_:
        programs = [open_.enter_context(PLAIN.open(home)) for _ in range(PLAIN_ONES)]
        for one in programs:
            log_in(one)
        return sum(one.memory() for one in programs) / len(programs)


def _lean(home: Home, server: Watching) -> tuple[float, float]:
    """Give the kilobytes of a session of the server that is signed in, and of its client."""
    with ExitStack() as open_:
        programs = []
        for _ in range(SIDE_BY_SIDE):
            programs.append(open_.enter_context(server.way.open(home)))
            log_in(programs[-1])
        sessions = [_pss(one) for one in server.sessions]
        assert len(sessions) == SIDE_BY_SIDE
        clients = [one.memory() for one in programs]
        return sum(sessions) / len(sessions), sum(clients) / len(clients)


def _pss(process: int) -> int:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])


def _ms(number: float) -> str:
    return f"{number:.0f} ms"


def _mo(kilobytes: float) -> str:
    return f"{kilobytes / 1024:.1f} Mo".replace(".", ",")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="portefeuille-bench-") as where:
        print(report.table(lines(Path(where), int((sys.argv[1:] or ["9"])[0]))))
