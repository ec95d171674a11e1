"""A program on a pseudo-terminal, and how long it takes to answer a key."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte

ROOT = Path(__file__).parent.parent
QUIET, LONG_QUIET = 0.03, 0.1
"""Seconds without a byte, outside a frame, after which an answer is whole: it may be several
frames, and a screen that changes paints twice. What comes later still is counted in
`Terminal.late`, and told."""

ESCAPE_QUIET = 0.2
"""The same after Échap, which does nothing before ESCDELAY: a late byte of the key before it
must not be taken for its answer."""

FIRST_BYTE, FRAME = 1.0, 1.0
"""Seconds that the first byte, and the end of a frame, may be long to come."""

FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"

ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}
NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
SIZE = (80, 24)
"""Columns and rows of a terminal, unless another size is asked for."""

KEYS = {
    "down": "\x1b[B",
    "up": "\x1b[A",
    "end": "\x1b[F",
    "home": "\x1b[H",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "back": "\x1b[Z",
    "erase": "\x7f",
    "erase-all": "\x15",
    "quit": "\x11",
    "save": "\x13",
    "f12": "\x1b[24~",
}


@dataclass(frozen=True)
class Answer:
    """Milliseconds from the key to the last byte that it caused, and how many bytes came."""

    ms: float
    octets: int
    pressed: float = 0.0
    """When, by the clock that all programs of the machine share."""


class Terminal:
    """One program; use it in a `with` statement."""

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = SIZE
    ) -> None:
        self._raw = bytearray()
        self._asked = 0
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._fed, self._drawn = 0, ""
        self.late = 0
        """Answers after which more bytes came than were waited for."""
        self.frames = 0
        self.last_frame = 0.0
        """Frames that `take` has taken to their end, and when the last of them ended."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            os.login_tty(slave)
            os.chdir(ROOT)
            os.execvpe(argv[0], list(argv), {**env})
        os.close(slave)
        self._master = master

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self._master)

    def press(self, key: str, quiet: float = QUIET) -> Answer:
        """Send one key, and wait for its whole answer."""
        self.late += self._read(0.0)
        while self._read(0.0):
            pass
        quiet = max(quiet, ESCAPE_QUIET) if key == "escape" else quiet
        before, start = len(self._raw), time.perf_counter()
        os.write(self._master, KEYS.get(key, key).encode())
        last = start
        wait = FIRST_BYTE
        while self._read(wait):
            last = time.perf_counter()
            wait = FRAME if self._in_a_frame(before) else quiet
        return Answer((last - start) * 1000, len(self._raw) - before, start)

    def send(self, key: str) -> None:
        """Send one key, and wait for nothing."""
        os.write(self._master, KEYS.get(key, key).encode())

    def type(self, *keys: str) -> None:
        """Send keys that nobody measures, each once the one before is answered."""
        for key in keys:
            self.press(key)

    def write(self, *keys: str) -> None:
        """Send text or keys in one packet, as a paste comes, and wait for what they cause."""
        self.press("".join(KEYS.get(key, key) for key in keys))

    def seconds_until(self, text: str, limit: float = 30.0) -> float:
        """Give the seconds from the start of the program to when `text` was on the screen."""
        while text not in self.text():
            if time.perf_counter() - self.started > limit or not self._read(limit):
                raise AssertionError(f"{text!r} never came; the screen:\n{self.text()}")
        return time.perf_counter() - self.started

    def fileno(self) -> int:
        """Give the descriptor by which what the program writes comes."""
        return self._master

    def take(self) -> bool:
        """Take what has come, without waiting; False if nothing has."""
        before = len(self._raw)
        came = self._read(0.0)
        more = self._raw.count(FRAME_ENDS, max(0, before - len(FRAME_ENDS) + 1))
        if more:
            self.frames += more
            self.last_frame = time.perf_counter()
        return came

    def seconds_to_end(self) -> float:
        """Give the seconds from the start of the program to its end."""
        while not self.has_ended():
            self._read(0.001)
        return time.perf_counter() - self.started

    def has_ended(self) -> bool:
        """Tell whether the program has ended; its status is kept for who waits for it."""
        ended = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return ended is not None

    @property
    def received(self) -> int:
        """How many bytes have come."""
        return len(self._raw)

    def idle(self, seconds: float) -> tuple[int, float]:
        """Wait; give the bytes that came and the processor time used, in seconds."""
        before, cpu, end = len(self._raw), self._cpu(), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
        return len(self._raw) - before, self._cpu() - cpu

    def seconds_to_quit(self) -> float:
        """Press ^Q and wait for the end of the program."""
        start = time.perf_counter()
        os.write(self._master, KEYS["quit"].encode())
        while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            self._read(0.001)
        return time.perf_counter() - start

    def memory(self) -> int:
        """Give the proportional memory (PSS) of the program, in kilobytes."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])

    def text(self) -> str:
        """Give what is on the screen; it is drawn again only if something has come."""
        if self._fed < len(self._raw):
            self._stream.feed(NOT_FOR_PYTE.sub(b"", bytes(self._raw[self._fed :])))
            self._fed = len(self._raw)
            self._drawn = "\n".join(self._screen.display)
        return self._drawn

    def _in_a_frame(self, since: int) -> bool:
        begun = self._raw.rfind(FRAME_BEGINS, since)
        return begun >= 0 and self._raw.find(FRAME_ENDS, begun) < 0

    def _read(self, timeout: float) -> bool:
        if not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            self._raw += os.read(self._master, 65536)
        except OSError:
            return False
        for question, answer in ANSWERS.items():
            if self._raw.find(question, self._asked) >= 0:
                os.write(self._master, answer)
        self._asked = max(self._asked, len(self._raw) - 8)
        return True

    def _cpu(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def python(*words: str) -> list[str]:
    """Give the command line of a module, in the environment of who only uses the program."""
    return [str(ROOT / ".venv" / "bin" / "python"), "-m", *words]
