"""What `veille` gives through a real sshd: beside plain starts and a bare ssh, in turn."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from statistics import median
from time import perf_counter

from bench import report
from bench.behind_ssh import Behind, SshMissing, Watching, Way, pss
from bench.report import Line
from bench.terminal import Terminal
from bench.works import PASSWORD

SIZE = 10
AT_ONCE, SIDE_BY_SIDE, PLAIN_ONES = 20, 30, 5
PAINTED = "Je me connecte"
SETTLED = 0.5
"""Seconds after which the first screen sends nothing more."""


def lines(times: int, seconds: float) -> list[Line]:
    """Measure, and give the lines of the table."""
    try:
        with Behind(SIZE) as behind:
            forked = behind.forked()
            ways = (behind.bare(), behind.plain(forked), forked)
            with behind.watching() as server:
                return _measured(ways, server, times, seconds)
    except SshMissing as missing:
        return [Line("par sshd", "", f"n'a pas été mesuré ({missing})")]


def _measured(
    ways: tuple[Way, Way, Way], server: Watching, times: int, seconds: float
) -> list[Line]:
    bare, full, quick = _first_paints(ways, times)
    base, verb, forked_verb = _verbs(ways, times)
    one, many = (_at_once(way, server) for way in ways[1:])
    sent = _first_bytes(ways[2])
    fat = _fat(ways[1], server)
    lean, beside, octets, rest = _lean(ways[2], server, seconds)
    beyond, verb_beyond = quick - bare, forked_verb - base
    said = f"ssh nu {_ms(bare)}, plein {_ms(full - bare)} de plus"
    return [
        _line("premier écran, au-delà de ssh", beyond, f"{_ms(beyond)} ({said})", "≤ 110 ms", 110),
        _line("… de ce que prend un plein", beyond / (full - bare), "", "≤ 0,35 ×", 0.35),
        _line("octets du premier écran", sent, f"{sent} o", "≤ 6 Ko", 6 * 1024),
        _line(
            "lister --json, au-delà de ssh",
            verb_beyond,
            f"{_ms(verb_beyond)} (ssh nu {_ms(base)}, plein {_ms(verb - base)} de plus)",
            "≤ 120 ms",
            120,
        ),
        _line(
            f"{AT_ONCE} à la fois",
            many / one,
            f"{_ms(many)} (plein : {_ms(one)})",
            "≤ 0,35 ×",
            0.35,
        ),
        _line(
            f"mémoire d'une session, à {SIDE_BY_SIDE}",
            lean / 1024,
            f"{_mo(lean)} (son client : {_mo(beside)})",
            "≤ 26 Mo",
            26,
        ),
        _line("… de celle d'une pleine", lean / fat, f"plein : {_mo(fat)}", "≤ 0,65 ×", 0.65),
        _line(
            f"{SIDE_BY_SIDE} sessions au repos",
            max(rest / 0.01, float(octets > 0) * 2),
            f"{octets} o, {rest * 100:.2f} % d'un cœur".replace(".", ","),
            "0 o, ≤ 1 % d'un cœur",
            1,
        ),
    ]


def _line(work: str, found: float, measured: str, goal: str, most: float) -> Line:
    ratio = f"{found:.2f} ×".replace(".", ",") if goal.endswith("×") else ""
    return Line(f"sshd : {work}", str(SIZE), measured, ratio, goal, found <= most)


def _first_paints(ways: Sequence[Way], times: int) -> list[float]:
    """Give the milliseconds of a bare ssh, and to the login by each other way, in turn."""
    spent: dict[str, list[float]] = {way.name: [] for way in ways}
    for _ in range(times):
        for way in ways:
            with way.open() as program:
                if way is ways[0]:
                    spent[way.name].append(program.seconds_to_end() * 1000)
                else:
                    spent[way.name].append(program.seconds_until(PAINTED) * 1000)
    return [median(one) for one in spent.values()]


def _verbs(ways: Sequence[Way], times: int) -> list[float]:
    """Give the milliseconds of a bare ssh and of a verb by each other way, in turn."""
    spent: dict[str, list[float]] = {way.name: [] for way in ways}
    for _ in range(times):
        for way in ways:
            start = perf_counter()
            way.run("lister", "--json")
            spent[way.name].append((perf_counter() - start) * 1000)
    return [median(one) for one in spent.values()]


def _at_once(way: Way, server: Watching) -> float:
    """Give the milliseconds until all of those that come at once see the login."""
    server.until_all_left()
    with ExitStack() as open_:
        start = perf_counter()
        programs = waited = [open_.enter_context(way.open()) for _ in range(AT_ONCE)]
        while waited:
            for one in waited:
                one.idle(0.001)
            waited = [one for one in waited if PAINTED not in one.text()]
            if any(one.has_ended() for one in programs):
                raise AssertionError("somebody was refused")
        return (perf_counter() - start) * 1000


def _first_bytes(way: Way) -> int:
    with way.open() as program:
        program.seconds_until(PAINTED)
        program.idle(SETTLED)
        return program.received


def _sign_in(program: Terminal) -> None:
    program.seconds_until(PAINTED)
    program.idle(0.2)
    program.write(f"{PASSWORD}\r")
    program.seconds_until("Bonjour")
    program.type("g")
    program.seconds_until("comptes 1 à")


def _fat(way: Way, server: Watching) -> float:
    """Give the kilobytes of a plain session that is signed in."""
    server.until_all_left()
    with ExitStack() as open_:
        before = set(server.programs)
        for _ in range(PLAIN_ONES):
            _sign_in(open_.enter_context(way.open()))
        found = [pss(one) for one in set(server.programs) - before]
        assert len(found) == PLAIN_ONES
        return sum(found) / PLAIN_ONES


def _lean(way: Way, server: Watching, seconds: float) -> tuple[float, float, int, float]:
    """Give the kilobytes of a session that is signed in, and of its client.

    Then the bytes that all send while nobody types, and the share of a core that they take.
    """
    server.until_all_left()
    with ExitStack() as open_:
        programs = []
        for _ in range(SIDE_BY_SIDE):
            programs.append(open_.enter_context(way.open()))
            _sign_in(programs[-1])
        sessions, clients = [[*map(pss, found)] for found in (server.sessions, server.clients)]
        assert len(sessions) == len(clients) == SIDE_BY_SIDE
        for one in programs:
            one.idle(SETTLED / SIDE_BY_SIDE)
        before, start = server.seconds(), perf_counter()
        programs[0].idle(seconds)
        rest = (server.seconds() - before) / (perf_counter() - start)
        octets = sum(one.idle(0.0)[0] for one in programs)
        each = float(SIDE_BY_SIDE)
        return sum(sessions) / each, sum(clients) / each, octets, rest


def _ms(number: float) -> str:
    return f"{number:.0f} ms"


def _mo(kilobytes: float) -> str:
    return f"{kilobytes / 1024:.1f} Mo".replace(".", ",")


if __name__ == "__main__":
    print(report.table(lines(int((sys.argv[1:] or ["9"])[0]), 10.0)))
