"""What a key of the list costs in a wide window, beside the same in one of 80×24.

The three sizes are pressed in turn, so that what else the machine does weighs on each alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from bench.report import Line
from bench.terminal import SIZE, Answer
from bench.works import Home, log_in, ms, octets, p95
from models.wording import show_number

WIDE = ((120, 40), (200, 55))
MOVES, PAGES = "↓ ou ↑", "page suivante"
MOST_RATIO = {MOVES: 1.2, PAGES: 1.5}
"""How much of the time of the same key at 80×24 one may take."""
MOST_BYTES = 900
"""What a move may send with the panel that follows it."""
TURN = 8
"""Moves in one direction."""

Answers = dict[tuple[int, int], dict[str, list[Answer]]]


def measure(home: Home, times: int) -> Answers:
    """Press the keys `times` times in a window of each size."""
    found: Answers = {size: {MOVES: [], PAGES: []} for size in (SIZE, *WIDE)}
    with ExitStack() as stack:
        programs = {size: stack.enter_context(home.open(size=size)) for size in found}
        for program in programs.values():
            log_in(program)
        for rank in range(times):
            for size, program in programs.items():
                key = "down" if rank % (2 * TURN) < TURN else "up"
                found[size][MOVES].append(program.press(key))
        for rank in range(times):
            for size, program in programs.items():
                found[size][PAGES].append(program.press("s" if rank % 2 == 0 else "p"))
    return found


def lines(home: Home, times: int) -> Iterator[Line]:
    """Give the lines of the table, each size beside 80×24 of the same run."""
    found = measure(home, times)
    for work, most in MOST_RATIO.items():
        usual = ms(found[SIZE][work])
        for size, answers in found.items():
            taken = ms(answers[work])
            ratio, sent = taken / usual, octets(answers[work])
            said = f"{taken:.1f} ms, p95 {p95(answers[work]):.1f} ms".replace(".", ",")
            named = f"{work}, {size[0]}×{size[1]}"
            told = f"{said}, {show_number(sent)} o (n = {len(answers[work])})"
            goal, reached = _goal(work, most, ratio, sent) if size != SIZE else ("", None)
            shown = f"{ratio:.2f} ×".replace(".", ",")
            yield Line(named, show_number(home.size), told, shown, goal, reached)


def _goal(work: str, most: float, ratio: float, sent: int) -> tuple[str, bool]:
    goal = f"≤ {most} × à 80×24".replace(".", ",")
    if work == MOVES:
        return f"{goal}, {MOST_BYTES} o", ratio <= most and sent <= MOST_BYTES
    return goal, ratio <= most
