"""A program on a pseudo-terminal: send it keys, read its screen, watch how it ends."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from tests.quick_terminal import QuickByteStream, QuickScreen

ROOT = Path(__file__).parent.parent
TAB, ENTER, ESCAPE = "\t", "\r", "\x1b"

# What pyte takes for text or for something else: private modes, the Kitty protocol, OSC.
NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;?<>=]*\$?|\][^\x07\x1b]*)?$")
ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[6n": b"\x1b[1;1R",
}

FAR = 60.0
"""Seconds after which what is waited for will not come; no verdict hangs on how many."""
SLEEPS = 0.1
"""Seconds of sleep after which no timer of a screen, a frame or Échap, is still to come."""


def paste(text: str) -> str:
    """Return *text* as a terminal sends what is pasted."""
    return f"\x1b[200~{text}\x1b[201~"


class PseudoTerminal:
    """A program and the terminal that it believes to be on; use it in a `with` statement."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        term: str = "xterm-256color",
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
        encoding: str = "utf-8",
        controlling: bool = True,
    ) -> None:
        """Start *argv* on a terminal of *size* columns and rows.

        The environment is the smallest that works, then *env*. The terminal shows *encoding*.
        Without *controlling*, the kernel sends no signal when the terminal goes away.
        """
        self.raw = b""
        self._encoding = encoding
        self._fed = 0
        self._answered = 0
        self._screen = QuickScreen(*size)
        self._stream = QuickByteStream(self._screen)
        self._rows: list[str] = []
        self._master, slave = pty.openpty()
        self._resize_to(size)
        self.modes_before: list[Any] = termios.tcgetattr(slave)
        self._slave = slave
        # What the tests use of a `subprocess.Popen`.
        self.process: Any = self._start(
            argv,
            {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": term, **(env or {})},
            cwd=cwd,
            preexec_fn=_take_terminal if controlling else None,
        )

    @classmethod
    def module(cls, name: str, *arguments: str, **settings: Any) -> Self:
        """Start `python -m name arguments`, from the root of the project."""
        return cls([sys.executable, "-m", name, *arguments], **settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.hang_up()
        os.close(self._slave)

    def send(self, keys: str | bytes) -> None:
        """Write *keys* in one packet."""
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        self.screen()
        self._resize_to((columns, rows))
        self._screen.resize(rows, columns)
        self._rows = []

    def write_over(self, sent: bytes) -> None:
        """Draw what another program sends to the same terminal."""
        self._stream.feed(sent)
        self._rows = []

    @property
    def cursor_row(self) -> str:
        """The row on which the cursor of the terminal stands, from there on; seen or not."""
        row = self.screen()[self._screen.cursor.y]
        return row[self._screen.cursor.x :]

    def read(self, timeout: float = 0.05) -> bool:
        """Take in what the program has written; False if nothing came within *timeout*."""
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            chunk = os.read(self._master, 65536)
        except OSError:
            chunk = b""
        self.raw += chunk
        self._answer()
        return bool(chunk)

    def wait_for(self, *texts: str, timeout: float = FAR) -> None:
        """Return once one of *texts* stands on the screen."""
        end = time.monotonic() + timeout
        while not any(text in self.text() for text in texts):
            if time.monotonic() > end or (not self.read() and self.process.poll() is not None):
                told = " or ".join(map(repr, texts))
                raise AssertionError(f"{told} never came; the screen:\n{self.text()}")

    def wait_until_gone(self, text: str, timeout: float = FAR) -> None:
        """Return once *text* stands nowhere on the screen."""
        end = time.monotonic() + timeout
        while text in self.text():
            if time.monotonic() > end or (not self.read() and self.process.poll() is not None):
                raise AssertionError(f"{text!r} never went; the screen:\n{self.text()}")

    def wait_until_idle(self) -> None:
        """Return once the program has read and written all, and sleeps: no timer is near."""
        asleep = time.monotonic()
        end = asleep + FAR
        while (now := time.monotonic()) < min(end, asleep + SLEEPS):
            if self.read(0.005) or self._has_more_to_read or self._is_at_work:
                asleep = time.monotonic()
        assert now < end, f"the program is never idle; the screen:\n{self.text()}"

    def written_in(self, seconds: float) -> bytes:
        """Return what the program writes while nobody types."""
        before, end = len(self.raw), time.monotonic() + seconds
        while time.monotonic() < end:
            self.read()
        return self.raw[before:]

    @property
    def _has_more_to_read(self) -> bool:
        """Whether keys wait on the line."""
        count: int = struct.unpack("i", fcntl.ioctl(self._slave, termios.FIONREAD, b"\0" * 4))[0]
        return count > 0

    @property
    def _is_at_work(self) -> bool:
        """Whether a thread of the program runs, waits for a processor or for a disk."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/stat")
        with suppress(FileNotFoundError, ProcessLookupError):
            return any(
                one.read_text("utf-8").rpartition(")")[2].split()[0] in "RD" for one in threads
            )
        return False

    def screen(self) -> list[str]:
        """Return the rows of the screen, without the spaces at their end."""
        unfinished = UNFINISHED.search(self.raw, self._fed)
        end = unfinished.start() if unfinished else len(self.raw)
        text = NOT_FOR_PYTE.sub(b"", self.raw[self._fed : end])
        if self._encoding != "utf-8":
            text = text.decode(self._encoding).encode()
        if text or not self._rows:
            self._stream.feed(text)
            self._rows = [row.rstrip() for row in self._screen.display]
        self._fed = end
        return list(self._rows)

    def cells(self) -> list[list[object]]:
        """Return every cell of the screen: its character, colours and attributes."""
        self.screen()
        rows, columns = self._screen.lines, self._screen.columns
        return [[self._screen.buffer[y][x] for x in range(columns)] for y in range(rows)]

    def text(self) -> str:
        """Return the screen in one string, a line for each row."""
        return "\n".join(self.screen())

    def wait(self, timeout: float = FAR) -> int:
        """Return the exit status (negative for a signal) once the program has ended."""
        end = time.monotonic() + timeout
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError(f"the program does not end; the screen:\n{self.text()}")
            self.read()
        while self.read(0):
            pass
        return int(self.process.returncode)

    def modes(self) -> list[Any]:
        """Return the modes of the terminal line (`termios.tcgetattr`)."""
        return termios.tcgetattr(self._slave)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Take the terminal away, as a lost connection does."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def kill(self) -> None:
        """End the program if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def _start(self, argv: Sequence[str], env: Mapping[str, str], **settings: Any) -> Any:
        settings |= dict.fromkeys(("stdin", "stdout", "stderr"), self._slave)
        return subprocess.Popen(argv, env=env, start_new_session=True, **settings)

    def _resize_to(self, size: tuple[int, int]) -> None:
        columns, rows = size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _answer(self) -> None:
        """Answer what the program has asked the terminal since the last time."""
        asked = re.compile(b"|".join(map(re.escape, ANSWERS)))
        for question in asked.finditer(self.raw, self._answered):
            os.write(self._master, ANSWERS[question.group()])
            self._answered = question.end()


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
