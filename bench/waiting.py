"""How soon the screens answer while they work on many inscriptions: from F12 to its answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from bench.importing import Table
from bench.terminal import Terminal
from bench.works import Home, log_in

ROWS = 10_000
SETTLED = 0.5
"""Seconds after which what was given up is gone."""
PATIENCE = 30.0
"""Seconds after which an answer is one that never comes."""


def measure(folder: Path, times: int) -> list[float]:
    """Begin to change ROWS inscriptions and give it up, `times` times; gives milliseconds."""
    home = Home(folder / "attente", ROWS)
    home.prepare()
    with home.open() as program:
        log_in(program)
        program.type("*", "c")
        _until(program, "Appliquer")
        program.type("1")
        return [_change_given_up(program) for _ in range(times)]


def _change_given_up(program: Terminal) -> float:
    program.type("save")
    program.write(str(ROWS), "enter")
    return _given_up(program, "░")


def measure_import(folder: Path, times: int) -> dict[str, list[float]]:
    """Begin each step of an import of ROWS lines, and give it up, `times` times.

    Gives milliseconds by what was under way.
    """
    home, table = Home(folder / "attente-import", 10), Table(folder, ROWS)
    home.prepare()
    read, look = ("i", str(table.file), "enter"), ("save",)
    spent: dict[str, list[float]] = {}
    with home.open() as program:
        log_in(program)

        def give_up(step: str, keys: Sequence[str], at_work: str, leave: str = "") -> None:
            for _ in range(times):
                _begin(program, keys)
                spent.setdefault(step, []).append(_given_up(program, at_work))
                if leave:
                    program.type(leave)

        def go_on(keys: Sequence[str], step: str) -> None:
            _begin(program, keys)
            _until(program, step)
            _until_gone(program, "░")

        give_up("lire le fichier", read, "En cours", "f12")
        give_up("comprendre le tableau", read, "░")
        go_on(read, "1 sur 3")
        give_up("regarder les lignes", look, "░")
        go_on(look, "2 sur 3")
        give_up("inscrire", ("save", "o", "enter"), "░")
    return spent


def _begin(program: Terminal, keys: Sequence[str]) -> None:
    """Press the first key, then write the others at once, in the window that it opens."""
    program.type(*keys[:1])
    if keys[1:]:
        _until(program, "╔")
        program.write(*keys[1:])


def _given_up(program: Terminal, at_work: str) -> float:
    """Give what is under way up, a moment after it is said to be; then wait until it is."""
    _until(program, at_work)
    program.idle(0.2)
    start = time.perf_counter()
    program.send("f12")
    _until_gone(program, at_work)
    spent = (time.perf_counter() - start) * 1000
    _until_gone(program, "Abandon…")
    program.idle(SETTLED)
    return spent


def _until(program: Terminal, text: str) -> None:
    """Wait until `text` is on the screen."""
    end = time.perf_counter() + PATIENCE
    while text not in program.text():
        if time.perf_counter() > end:
            raise AssertionError(f"{text!r} never came; the screen:\n{program.text()}")
        program.idle(0.001)


def _until_gone(program: Terminal, text: str) -> None:
    while text in program.text():
        program.idle(0.001)
