"""The server: it waits for clients, and forks a session for each."""

from __future__ import annotations

import errno
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tui.veille import session
from tui.veille.client import CRASHED, REFUSED
from tui.veille.listening import Listener
from tui.veille.places import Places, hold
from tui.veille.request import BadRequest, Request, is_ours, receive

GLANCE = 1.0
"""Seconds between two looks at whether another server has taken over."""
SILENCE = 5.0
"""Seconds that a client may be long to say what it wants."""
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
HEARD = (*ENDING, signal.SIGCHLD)
FULL = "Le serveur n'a plus assez de mémoire pour une session de plus. Réessayez plus tard."


@dataclass
class Server:
    """Forks a session for each client, until a signal or another server ends it.

    It never holds a connection to a base, a thread or a key: what is in it is in every session.
    """

    listener: Listener
    places: Places
    program: session.Program
    whose: Callable[[tuple[bytes, ...]], str]
    closed: str = ""
    """Why nobody may come in now; empty if they may."""
    _waiting: dict[socket.socket, float] = field(default_factory=dict)
    _own: tuple[socket.socket, ...] = ()
    _is_ending: bool = False

    def serve(self, until: Callable[[], bool] = lambda: False) -> None:
        """Answer clients, until a signal, another server or `until` says that it is enough."""
        with selectors.PollSelector() as poll, self._hearing() as wakes:
            poll.register(self.listener.line, selectors.EVENT_READ, self._accept)
            poll.register(wakes, selectors.EVENT_READ, self._reap)
            while not (self._is_ending or until()):
                if self.listener.is_taken_over():
                    # Those who came before are still ours.
                    self._accept(poll, self.listener.line)
                    break
                for key, _ in poll.select(GLANCE):
                    key.data(poll, key.fileobj)
                self._forget_the_silent(poll)

    @property
    def is_ending(self) -> bool:
        """Whether a signal said that it is enough."""
        return self._is_ending

    def _accept(self, poll: selectors.BaseSelector, listener: socket.socket) -> None:
        """Let in those who wait, if they run for our account."""
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            if not is_ours(line):
                line.close()
                continue
            line.setblocking(False)
            self._waiting[line] = time.monotonic() + SILENCE
            poll.register(line, selectors.EVENT_READ, self._hear)
            self._hear(poll, line)  # it has mostly spoken by now

    def _hear(self, poll: selectors.BaseSelector, line: socket.socket) -> None:
        """Read what a client wants, and fork."""
        try:
            request = receive(line)
        except BadRequest as bad:
            if isinstance(bad.__cause__, BlockingIOError):
                return
            self._drop(poll, line)  # it starts plainly
            return
        try:
            person = self.whose(request.words)
            why = self.closed or self.places.refusal(person) or self._fork(line, request, person)
            if why:
                _say("session refusée")
                with suppress(OSError):
                    line.send(REFUSED + why.encode())
        finally:
            self._drop(poll, line)

    def _fork(self, line: socket.socket, request: Request, person: str) -> str:
        """Fork a session; say why there is none."""
        # A signal that came before the child has its own handlers would be taken for ours.
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        try:
            process = os.fork()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ENOMEM):
                raise
            return FULL
        else:
            if not process:
                try:
                    self._become(line, request, person)
                finally:
                    os._exit(CRASHED)  # never one more server
            self.places.take(process, person)
            return ""
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)

    def _become(self, line: socket.socket, request: Request, person: str) -> None:
        """Be a session, which has nothing of its server's."""
        signal.set_wakeup_fd(-1)
        for other in (self.listener.line, *self._own, *self._waiting):
            if other is not line:
                other.close()
        hold(self.places.folder, person)
        session.become(request, line, self.program)

    def _drop(self, poll: selectors.BaseSelector, line: socket.socket) -> None:
        self._waiting.pop(line, None)
        with suppress(KeyError):
            poll.unregister(line)
        line.close()

    def _forget_the_silent(self, poll: selectors.BaseSelector) -> None:
        now = time.monotonic()
        for line in [one for one, end in self._waiting.items() if end < now]:
            self._drop(poll, line)

    @contextmanager
    def _hearing(self) -> Iterator[socket.socket]:
        """Have signals wake the server: those that end it, and the end of a session."""
        wakes, wake = self._own = socket.socketpair()
        with wakes, wake:
            wakes.setblocking(False)
            wake.setblocking(False)
            before = [(one, signal.signal(one, self._on_signal)) for one in HEARD]
            signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
            try:
                yield wakes
            finally:
                signal.set_wakeup_fd(-1)
                for one, handler in before:
                    signal.signal(one, handler)

    def _on_signal(self, number: int, _frame: object) -> None:
        self._is_ending = self._is_ending or number in ENDING

    def _reap(self, _poll: selectors.BaseSelector, wakes: socket.socket) -> None:
        """Note the sessions that have ended."""
        with suppress(BlockingIOError):
            wakes.recv(4096)
        with suppress(ChildProcessError):
            while True:
                process, status = os.waitpid(-1, os.WNOHANG)
                if not process:
                    return
                self.places.leave(process)
                if os.WIFSIGNALED(status):
                    _say(f"session tuée par le signal {os.WTERMSIG(status)}")


def _say(what: str) -> None:
    """Write one line for who watches the service; it names nobody."""
    with suppress(OSError, ValueError):
        sys.stderr.write(f"veille : {what}\n")
        sys.stderr.flush()
