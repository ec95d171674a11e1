"""A terminal that has gone: how that is seen, and how the program ends without it."""

from __future__ import annotations

import os
import select
import sys
import termios
from contextlib import suppress
from typing import Any, NoReturn, TypeAlias

Modes: TypeAlias = list[Any] | None
"""How a terminal treats what is typed (`termios`); None without a terminal."""


def modes() -> Modes:
    """Give the modes of the terminal."""
    with suppress(termios.error):
        return termios.tcgetattr(0)
    return None


def is_cut() -> bool:
    """Tell if the terminal has gone: then reading gives nothing, for ever."""
    line = select.poll()
    line.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
    return bool(line.poll(0))


def let_go() -> None:
    """Read from and write to nowhere from now on: on a line that is cut, both fail."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def end_by_force(before: Modes, status: int) -> NoReturn:
    """End the process at once with *status*; give the terminal back the modes it had *before*."""
    if before is not None:
        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, before)
    os._exit(status)
