"""A server of sessions, and its clients."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from tests.pseudo_terminal import FAR, ROOT, PseudoTerminal

CLIENT = ROOT / "tui/veille/client.py"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
PLAIN = (sys.executable, "-m", "tui")
TOY = ("tests.veille.toy",)


class Served:
    """A server that runs; use it in a `with` statement."""

    def __init__(
        self, socket: Path, *words: str, env: Mapping[str, str], plain: Sequence[str] = PLAIN
    ) -> None:
        self.socket = socket
        self.env = {**ENVIRONMENT, **env}
        self._plain = plain
        self.process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()

    @classmethod
    def toy(cls, socket: Path, most: int = 50, most_of_one: int = 2, **env: str) -> Self:
        """Start a server of toys."""
        words = (*TOY, str(socket), str(most), str(most_of_one))
        return cls(socket, *words, env=env, plain=(sys.executable, "-c", "print('plain')"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        left = self.sessions if self.process.poll() is None else []
        self.process.kill()
        self.process.communicate()
        for one in left:
            end(one)

    @property
    def sessions(self) -> list[int]:
        """The processes of its sessions."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(one) for one in children.read_text().split()]

    def client(self, *words: str) -> list[str]:
        """Give the command of a client."""
        python = [sys.executable, "-I", "-S", "-E", str(CLIENT), str(self.socket)]
        return [*python, *self._plain, "--", *words]

    def run(self, *words: str, **settings: Any) -> subprocess.CompletedProcess[bytes]:
        """Run a command through it, to its end."""
        kept: dict[str, Any] = {"cwd": ROOT, "env": self.env, **settings}
        return subprocess.run(self.client(*words), capture_output=True, check=False, **kept)

    @contextmanager
    def start(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """Start a command through it, and wait until it has written a line."""
        out = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(self.client(*words), cwd=ROOT, env=self.env, **out) as one:  # type: ignore[call-overload]
            try:
                assert one.stdout.readline() == b"waiting\n"
                yield one
            finally:
                one.kill()

    def terminal(self, *words: str, **settings: Any) -> PseudoTerminal:
        """Open the screens through it."""
        env = {**self.env, **settings.pop("env", {})}
        env["TERM"] = settings.pop("term", env["TERM"])
        return ServedTerminal(self, self.client(*words), env=env, **settings)


class ServedTerminal(PseudoTerminal):
    """A terminal whose program is a session of the server, and not its client."""

    def __init__(self, served: Served, argv: Sequence[str], **settings: Any) -> None:
        self._served = served
        super().__init__(argv, **settings)

    @property
    def _is_at_work(self) -> bool:
        threads = [
            file
            for one in self._served.sessions
            for file in Path(f"/proc/{one}/task").glob("*/stat")
        ]
        return any(_state(one) in "RD" for one in threads)


def _state(stat: Path) -> str:
    try:
        return stat.read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def end(process: int) -> None:
    """Kill what a test has left."""
    subprocess.run(["kill", "-9", str(process)], capture_output=True, check=False)


def is_alive(process: int) -> bool:
    """Whether a process runs."""
    return _state(Path(f"/proc/{process}/stat")) not in "XZ"


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    last = time.monotonic() + FAR
    while not true():
        assert time.monotonic() < last, "it never came"
        time.sleep(0.01)
