"""How soon the screens answer while they change many inscriptions: from F12 to « Abandon… »."""

from __future__ import annotations

import time
from pathlib import Path

from bench.terminal import Terminal
from bench.works import Home, log_in

ROWS = 10_000
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
        return [_given_up(program) for _ in range(times)]


def _given_up(program: Terminal) -> float:
    program.type("save")
    program.write(str(ROWS), "enter")
    _until(program, "░")
    program.idle(0.2)
    start = time.perf_counter()
    program.send("f12")
    _until(program, "Abandon…")
    spent = (time.perf_counter() - start) * 1000
    _until(program, "Appliquer")
    return spent


def _until(program: Terminal, text: str) -> None:
    """Wait until `text` is on the screen."""
    end = time.perf_counter() + PATIENCE
    while text not in program.text():
        if time.perf_counter() > end:
            raise AssertionError(f"{text!r} never came; the screen:\n{program.text()}")
        program.idle(0.001)
