"""What a forked child becomes: the command that its client asked for, as if started plainly."""

from __future__ import annotations

import fcntl
import gc
import os
import random
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

from tui.terminal.locales import Alphabet, begin_again, standard_streams
from tui.veille.client import CRASHED, GO, RELAYED, TAKEN
from tui.veille.request import BadRequest, Request, close_all, receive_handed

KEPT = ("PATH", "HOME", "USER", "LOGNAME", "TZ", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
"""The variables that are the server's own: those of the account that owns base and key."""

INTERRUPTED = 128 + signal.SIGINT
Program = Callable[[list[str]], int]


def become(request: Request, line: socket.socket, program: Program) -> None:
    """Be the command that was asked for, to its end, and tell the client its status."""
    status = CRASHED
    try:
        alphabet = _settle(request)
        line.settimeout(None)
        line.send(TAKEN)
        _work_on(receive_handed(line, GO), alphabet)
        _relay_from(line)
        words = [one.decode(alphabet.encoding, "surrogateescape") for one in request.words]
        status = _status_of(program, words)
    except (BadRequest, BrokenPipeError):
        return  # the client has given up, and started plainly
    finally:
        # Its server has things of its own to put away, and this is not its server.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        signal.signal(signal.SIGIO, signal.SIG_IGN)  # the client goes as soon as it knows
        with suppress(OSError):
            line.send(bytes([status & 0xFF]))
        os._exit(status & 0xFF)


def _settle(request: Request) -> Alphabet:
    """Take the environment and the locale of the client, and the signals of a new process."""
    os.setsid()
    os.umask(request.umask)
    for number in (*RELAYED, signal.SIGCHLD, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # that an upgrade waits: the screens say it
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept)
    for name, value in request.environ.items():
        os.environb[name] = value
    alphabet = begin_again()
    # Read as Python reads its arguments and its environment under that locale.
    for name, value in request.environ.items():
        os.environ[os.fsdecode(name)] = value.decode(alphabet.encoding, "surrogateescape")
    random.seed()
    gc.enable()
    return alphabet


def _work_on(handed: tuple[int, ...], alphabet: Alphabet) -> None:
    """Take the files and the folder of the client."""
    for number, one in enumerate(handed[:3]):
        os.dup2(one, number)
    os.fchdir(handed[3])
    close_all(handed)
    standard_streams(alphabet)


def _relay_from(line: socket.socket) -> None:
    """Have each signal of the client come here, and its end as the end of a terminal.

    The kernel tells by SIGIO that something came: no thread waits for it, which would get the
    signals that the program expects.
    """

    def hear(*_: object) -> None:
        with suppress(BlockingIOError):
            while _obey(line.recv(1, socket.MSG_DONTWAIT)):
                pass
            fcntl.fcntl(line, fcntl.F_SETFL, flags)

    flags = fcntl.fcntl(line, fcntl.F_GETFL)
    signal.signal(signal.SIGIO, hear)
    fcntl.fcntl(line, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(line, fcntl.F_SETFL, flags | os.O_ASYNC)
    signal.raise_signal(signal.SIGIO)  # for what came before


def _obey(said: bytes) -> bool:
    """Do what the client relays; False once it is gone."""
    if not said:
        signal.raise_signal(signal.SIGHUP)
        return False
    if said[0] in RELAYED:
        signal.raise_signal(signal.Signals(said[0]))
    return True


def _status_of(program: Program, words: list[str]) -> int:
    """Run the command; end as Python does where it raises."""
    sys.argv[1:] = words
    try:
        return program(words)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException as error:  # noqa: BLE001 - as Python does at its own end
        sys.excepthook(type(error), error, error.__traceback__)
        return INTERRUPTED if isinstance(error, KeyboardInterrupt) else 1
