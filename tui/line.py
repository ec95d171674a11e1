"""The line to the terminal: it may send what is not UTF-8, be cut, or stop reading."""

from __future__ import annotations

import codecs
import os
import select
import selectors
import sys
import termios
from contextlib import suppress
from functools import partial
from types import SimpleNamespace
from typing import Any, NoReturn

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from tui.escape_key import TypedParser

USELESS = frozenset({"\x1b[<u", "\x1b[?1004h", "\x1b[?1004l"})
"""What Textual sends and nobody wants: the end of a Kitty protocol that never began, which old
consoles write out; and the focus of the window, of which we take no notice."""


def _decoder(_utf8: str) -> Any:
    """Give the decoder of what is typed: of UTF-8, or of the alphabet of the terminal."""
    return codecs.getincrementaldecoder(sys.__stdin__.encoding if sys.__stdin__ else "utf-8")


# The driver makes its parser and its decoder itself.
linux_driver.XTermParser = TypedParser  # type: ignore[attr-defined]
linux_driver.getincrementaldecoder = _decoder  # type: ignore[attr-defined, assignment]


class WakingSelector(selectors.SelectSelector):
    """What the reading thread waits on: the line, and a pipe that ends the wait for good.

    Textual's own waits out two tenths of a second when the program ends.
    """

    def __init__(self, wakes: int) -> None:
        super().__init__()
        self._wakes = wakes
        self.register(wakes, selectors.EVENT_READ)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Give what happened on the line, and at once once the pipe is written to."""
        return [one for one in super().select(timeout) if one[0].fd != self._wakes]


class SteadyDriver(LinuxDriver):
    """Textual's driver, which outlives a byte that is not UTF-8 and a line that is cut."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._wakes, self._wake = os.pipe()

    def disable_input(self) -> None:
        """End the reading thread at once."""
        os.write(self._wake, b"!")
        super().disable_input()
        os.read(self._wakes, 1)

    def write(self, data: str) -> None:
        """Write *data* to the terminal, unless it is `USELESS`."""
        if data not in USELESS:
            super().write(data)

    def run_input_thread(self) -> None:
        """Read keys until the end; the bell answers a packet that cannot be decoded."""
        # The driver makes its selector itself.
        waking = SimpleNamespace(
            SelectSelector=partial(WakingSelector, self._wakes), EVENT_READ=selectors.EVENT_READ
        )
        linux_driver.selectors = waking  # type: ignore[attr-defined, assignment]
        while not self.exit_event.is_set():
            try:
                super().run_input_thread()
            except UnicodeDecodeError:
                self.write("\a")
            except OSError:
                break  # The line is cut: `is_cut` tells it too.

    def _sigcont_application(self, *_: object) -> None:
        # The kernel sends SIGCONT with SIGHUP: Textual would start its threads a second time.
        if self._must_signal_resume:
            super()._sigcont_application()

    def _run_input_thread(self) -> None:
        # Textual would print the traceback on the screen; `threading.excepthook` reports it.
        self.run_input_thread()


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
