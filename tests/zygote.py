"""A process that has loaded the program and forks it: kills fall in its work, not its imports."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, NoReturn, Self

from tests.pseudo_terminal import ROOT, PseudoTerminal

SMALLEST = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
RUNNING = 256
"""The answer for a program that has not ended: no exit status."""


class Zygote:
    """The test's end: start programs; use it in a `with` statement."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()
        self._server = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            env=SMALLEST,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()

    def start(
        self,
        *words: str,
        env: Mapping[str, str],
        streams: Sequence[str | Path],
        user: int | None = None,
        clock: Path | None = None,
    ) -> Forked:
        """Start `portefeuille words`; `streams` are the files or the terminal of 0, 1 and 2.

        `user` is whom the program runs for, if we are root; `clock` is the file that holds by
        how many seconds its clock is wrong.
        """
        asked = {
            "words": words,
            "env": {**SMALLEST, **env},
            "streams": [*map(str, streams)],
            "user": user if os.geteuid() == 0 else None,
            "clock": str(clock) if clock else None,
        }
        return Forked(self, self.ask(asked))

    def ask(self, question: Mapping[str, object]) -> int:
        """Send a question to the server and give its answer, a number."""
        server = self._server
        assert server.stdin is not None
        assert server.stdout is not None
        with self._one_at_a_time:
            server.stdin.write(json.dumps(question) + "\n")
            server.stdin.flush()
            return int(server.stdout.readline())


class Forked:
    """A program that the zygote forked, with what the tests use of `subprocess.Popen`."""

    def __init__(self, zygote: Zygote, pid: int) -> None:
        self._zygote = zygote
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Give the exit status (negative for a signal) once the program has ended."""
        return self._ended(wait=False)

    def wait(self) -> int | None:
        """Wait for the end of the program and give its exit status."""
        return self._ended(wait=True)

    def kill(self) -> None:
        """End the program as `kill -9` does."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to the program, unless it has ended: its number may be another's."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def _ended(self, *, wait: bool) -> int | None:
        if self.returncode is None:
            answer = self._zygote.ask({"pid": self.pid, "wait": wait})
            self.returncode = None if answer == RUNNING else answer
        return self.returncode


class Killer:
    """Kills at any moment of what a program usually takes, which is learnt as it goes."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self._usual = 0.0
        self._runs = 0

    def kill(self, start: Callable[[], Forked]) -> bool:
        """Start a program and kill it; False if it had time to end by itself."""
        begun = time.monotonic()
        one = start()
        if self._runs % 20 == 0:
            one.wait()
            self._usual = time.monotonic() - begun
        else:
            time.sleep(self._draw.uniform(0, 1.2 * self._usual))
        self._runs += 1
        one.kill()
        return one.wait() != 0


class ForkedTerminal(PseudoTerminal):
    """The screens on a pseudo-terminal, forked."""

    def __init__(
        self,
        zygote: Zygote,
        *,
        user: int | None = None,
        clock: Path | None = None,
        **settings: Any,
    ) -> None:
        self._zygote = zygote
        self._choices: dict[str, Any] = {"user": user, "clock": clock}
        super().__init__((), **settings)

    def _start(self, argv: Sequence[str], env: Mapping[str, str], **_: object) -> Any:
        name = os.ttyname(self._slave)
        return self._zygote.start(*argv, env=env, streams=(name, name, name), **self._choices)


def serve() -> None:
    """Answer the questions on stdin: fork a program, or tell how one ended."""
    # Textual reads the environment when it is imported.
    import_module("tui.terminal.environment").scrub()
    warm: Any = import_module("tui.veille.warm")
    warm.load_everything("")
    warm.show_login(import_module("tui.config").Config(base="", cle=Path(), folder=Path()))
    warm.freeze()
    # No fault is about a password, which takes as long to check as a save to be killed.
    import_module("tests.cheap_passwords").cheapen()
    for line in sys.stdin:
        asked = json.loads(line)
        if "words" in asked:
            answer = os.fork()
            if not answer:
                become(asked)
        else:
            pid, status = os.waitpid(asked["pid"], 0 if asked["wait"] else os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else RUNNING
        print(answer, flush=True)


def become(asked: Mapping[str, Any]) -> NoReturn:
    """Be the program that was asked for, to its end."""
    os.setsid()
    for number, stream in enumerate(asked["streams"]):
        handle = os.open(stream, os.O_RDWR | os.O_CREAT | os.O_NOCTTY, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    if os.isatty(0):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    if asked["user"]:
        os.setresgid(*[asked["user"]] * 3)
        os.setresuid(*[asked["user"]] * 3)
    if asked["clock"]:
        file = Path(asked["clock"])
        front_door: Any = import_module("models.access.front_door")
        front_door.now = lambda: datetime.now(UTC) + timedelta(seconds=float(file.read_text()))
    os.environ.clear()
    os.environ.update(asked["env"])
    # The zygote's own were made for its pipes, and have read further questions already.
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    try:
        status = import_module("tui.__main__").main(asked["words"])
    except SystemExit as end:
        status = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    # Python would take 200 ms to put away all that the zygote has loaded.
    os._exit(status or 0)


if __name__ == "__main__":
    serve()
