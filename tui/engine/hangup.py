"""The terminal may go away: how that is detected, and how the program ends without it."""

from __future__ import annotations

import os
import select
import sys
import termios
from contextlib import suppress
from typing import Any, NoReturn, TypeAlias

Modes: TypeAlias = list[Any] | None
"""The settings of a terminal (`termios`); None without a terminal."""


def modes() -> Modes:
    """Return the settings that the terminal has now."""
    with suppress(termios.error):
        return termios.tcgetattr(0)
    return None


def is_cut() -> bool:
    """Tell whether the terminal is gone."""
    line = select.poll()
    line.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
    return bool(line.poll(0))


def let_go() -> None:
    """Point the standard streams at the null device: without a terminal they fail."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def end_by_force(before: Modes, status: int) -> NoReturn:
    """Give the terminal its settings of *before*, and end the process at once with *status*."""
    if before is not None:
        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, before)
    os._exit(status)
