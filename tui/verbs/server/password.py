"""The password of who comes through sshd: on their terminal, unseen, or the first line of stdin."""

from __future__ import annotations

import os
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select

from models.cleaning import one_line
from models.errors import Refusal
from tui.terminal.checks import codeset_of

TERMINAL = "/dev/tty"
LONGEST = 1024
"""Bytes: no password has as many."""
SILENCE = 1.0
"""Seconds without a line after which one says what is waited for."""
NONE_GIVEN = (
    "Cette commande demande votre mot de passe : au terminal, par « ssh -t », ou sur la première "
    "ligne de l'entrée standard."
)


def asked_of(identifiant: str) -> str:
    """Ask for the password of this person; Refusal if none is given."""
    who = one_line(identifiant)
    if sys.stdin.isatty():
        line = _unseen(f"Mot de passe de {who} : ")
        codeset = codeset_of(os.environ)
    else:
        _say_if_silent(who)
        line, codeset = sys.stdin.buffer.readline(LONGEST), "utf-8"
    # What is in no alphabet is no password: it is a wrong one.
    if not (typed := line.decode(codeset, "replace").rstrip("\r\n")):
        raise Refusal(NONE_GIVEN)
    return typed


def _unseen(prompt: str) -> bytes:
    """Read a line of the terminal, which does not show it."""
    terminal = _opened()
    try:
        with _without_echo(terminal):
            os.write(terminal, prompt.encode(codeset_of(os.environ), "replace"))
            return os.read(terminal, LONGEST)
    finally:
        os.write(terminal, b"\n")
        os.close(terminal)


def _opened() -> int:
    """Open the terminal; that of a forked session (tui/veille) is another session's, sshd's."""
    how = os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC
    try:
        return os.open(TERMINAL, how)
    except OSError:
        return os.open(os.ttyname(sys.stdin.fileno()), how)


@contextmanager
def _without_echo(terminal: int) -> Iterator[None]:
    before = termios.tcgetattr(terminal)
    silent = [*before]
    silent[3] &= ~termios.ECHO
    # What was typed before it was asked for is no answer, nor is what comes after the line.
    termios.tcsetattr(terminal, termios.TCSAFLUSH, silent)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)


def _say_if_silent(who: str) -> None:
    """Tell who forgot `-t` what is waited for: they would type it in clear, or wait for ever."""
    with suppress(OSError, ValueError):  # it has no descriptor
        if not select([sys.stdin], [], [], SILENCE)[0]:
            print(
                f"Mot de passe de {who} attendu sur l'entrée standard. Pour le taper sans qu'il "
                "s'affiche : ssh -t",
                file=sys.stderr,
                flush=True,
            )
