"""A server whose sessions are toys: `python -m tests.veille.toy SOCKET MOST MOST_OF_ONE`."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tui.veille.client import RELAYED
from tui.veille.listening import listen
from tui.veille.places import FOLDER, Places
from tui.veille.server import Server


def tell(words: list[str]) -> dict[str, Any]:
    """Tell what a session is."""
    folder = os.umask(0)
    os.umask(folder)
    streams = [sys.stdin, sys.stdout, sys.stderr]
    return {
        "argv": sys.argv[1:],
        "words": words,
        "environ": dict(os.environ),
        "folder": str(Path.cwd()),
        "umask": folder,
        "random": random.random(),
        "streams": [(one.name, one.encoding, one.errors, one.line_buffering) for one in streams],
        "signals": {int(one): str(signal.getsignal(one)) for one in RELAYED},
        "blocked": len(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
        "threads": threading.active_count(),
        "leads": os.getsid(0) == os.getpid(),
        "files": sorted(int(one.name) for one in Path("/proc/self/fd").iterdir()),
    }


def cat() -> None:
    print(sys.stdin.read(), end="")


def wait(*_: str) -> None:
    print("waiting", flush=True)
    while True:
        time.sleep(60)


def fail() -> None:
    raise ValueError


GESTURES: dict[str, Any] = {
    "cat": cat,
    "wait": wait,
    "session": wait,
    "status": int,
    "exit": sys.exit,
    "raise": fail,
    "die": lambda: os.kill(os.getpid(), signal.SIGKILL),
}


def play(words: list[str]) -> int:
    """Do what the first word says."""
    if words[0] == "tell":
        print(json.dumps(tell(words)))
        return 0
    return GESTURES[words[0]](*words[1:]) or 0


def whose(words: tuple[bytes, ...]) -> str:
    """Name who has a toy."""
    return words[1].decode().casefold() if words[0] == b"session" else ""


def main() -> None:
    """Serve, in the socket of systemd if there is one."""
    path, most, most_of_one = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    listener = listen(path, os.environ)
    places = Places(most, most_of_one, listener.path.parent / FOLDER)
    print("ready", flush=True)
    Server(listener, places, play, whose, os.environ.get("TOY_CLOSED", "")).serve()
    listener.close()


if __name__ == "__main__":
    main()
