"""The line to the terminal: it may send what is not UTF-8, be cut, or stop reading."""

from __future__ import annotations

import codecs
import os
import select
import sys
import termios
from contextlib import suppress
from typing import Any, NoReturn

from tui.engine.escape_key import TypedParser
from tui.engine.textual_hooks import HookedDriver

USELESS = frozenset({"\x1b[<u", "\x1b[?1004h", "\x1b[?1004l"})
"""What Textual sends and nobody wants: the end of a Kitty protocol that never began, which old
consoles write out; and the focus of the window, of which we take no notice."""


class SteadyDriver(HookedDriver):
    """Textual's driver, which outlives a byte that is not UTF-8 and a line that is cut."""

    def new_parser(self) -> TypedParser:
        """Make what reads the keys."""
        return TypedParser()

    def new_decoder(self) -> Any:
        """Make the decoder of what is typed: of UTF-8, or of the alphabet of the terminal."""
        name = sys.__stdin__.encoding if sys.__stdin__ else "utf-8"
        return codecs.getincrementaldecoder(name)()

    def write(self, data: str) -> None:
        """Write *data* to the terminal, unless it is `USELESS`."""
        if data not in USELESS:
            super().write(data)

    def run_input_thread(self) -> None:
        """Read keys until the end; the bell answers a packet that cannot be decoded."""
        while not self.exit_event.is_set():
            try:
                super().run_input_thread()
            except UnicodeDecodeError:
                self.write("\a")
            except OSError:
                break  # The line is cut: `is_cut` tells it too.


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


def end_by_force(driver: object, status: int) -> NoReturn:
    """End the process at once with *status*; give the line back the modes it had."""
    modes: list[Any] | None = getattr(driver, "attrs_before", None)
    if modes is not None:
        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, modes)
    os._exit(status)
