"""The client of `veille`: hands it this terminal, and ends as the session ends.

    python -I -S -E client.py SOCKET PROGRAM [ITS OPTIONS] -- [WORDS]

Where nobody answers at SOCKET, or in another protocol, it becomes `PROGRAM … WORDS`, a plain start.
It is a script that imports nothing of ours and only modules written in C, which Python loads in
no time: `os`, `signal` and `socket` would double what it takes.
"""

import _signal  # type: ignore[import-not-found]
import _socket
import posix
import select
import sys
import termios

PROTOCOL = b"1"
"""To be changed whenever a request, or what follows it, is read in another way."""

PATIENCE = 3000
"""Milliseconds after which a server that says nothing is taken for absent."""

TAKEN, REFUSED, GO = b"+", b"-", b"\0"
"""A session waits / a sentence follows why there is none / it may begin: nobody does it twice."""

ALLOWED = frozenset(
    {
        *(b"TERM", b"COLORTERM", b"NO_COLOR", b"LANG", b"LC_ALL", b"LC_CTYPE"),
        *(b"SSH_CONNECTION", b"SSH_ORIGINAL_COMMAND"),
    }
)
PREFIX = b"PORTEFEUILLE_"
"""The variables that a session gets from here; all the others are the server's."""

RELAYED = (_signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT, _signal.SIGTERM, _signal.SIGWINCH)
HUNG_UP, CRASHED, TRY_AGAIN = 129, 70, 4
RESET = (
    b"\x1b[?2026l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[?7h\x1b[?1049l"
    b"\x1b[?25h\x1b[0m\r\n"
)
"""What gives a terminal back that a session left as it died."""


def main(arguments: list[str]) -> int:
    """Have the session of a server, or become a plain start; give the exit status."""
    cut = arguments.index("--")
    socket, program, words = arguments[0], arguments[1:cut], arguments[cut + 1 :]
    environ = _given()
    line = _taken(socket, words, environ)
    if isinstance(line, bytes):
        posix.write(2, line + b"\n")
        return TRY_AGAIN
    if line is None:
        posix.execve(program[0], [*program, *words], environ)
    return _relay(line)


def _given() -> dict[bytes, bytes]:
    """Read the environment as it was given: Python may have put an LC_CTYPE of its own in it."""
    with open("/proc/self/environ", "rb") as file:  # noqa: PTH123 - pathlib takes 10 ms to load
        pairs = (one.partition(b"=") for one in file.read().split(b"\0"))
        return {name: value for name, equals, value in pairs if equals}


def _taken(
    path: str, words: list[str], environ: dict[bytes, bytes]
) -> "_socket.socket | bytes | None":
    """Ask for a session: give the line to it, why it is refused, or None for a plain start."""
    line = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET | _socket.SOCK_CLOEXEC)
    answer = b""
    try:
        line.connect(path)
        line.send(_request(words, environ))
        answered = select.poll()
        answered.register(line.fileno(), select.POLLIN)
        answer = line.recv(4096) if answered.poll(PATIENCE) else b""
        if answer == TAKEN:
            _hand_over(line)
            return line
    except OSError:
        pass
    line.close()
    return answer[1:] if answer.startswith(REFUSED) else None


def _hand_over(line: "_socket.socket") -> None:
    """Give what a session works on, only now: a server that hangs would keep it open."""
    here = posix.open(".", posix.O_RDONLY | posix.O_DIRECTORY | posix.O_CLOEXEC)
    handed = b"".join(one.to_bytes(4, sys.byteorder) for one in (0, 1, 2, here))
    _signal.pthread_sigmask(_signal.SIG_BLOCK, RELAYED)  # until they are passed on
    try:
        line.sendmsg([GO], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, handed)])
    except OSError:
        _signal.pthread_sigmask(_signal.SIG_UNBLOCK, RELAYED)
        raise
    posix.close(here)


def _request(words: list[str], environ: dict[bytes, bytes]) -> bytes:
    """Write what the session needs to know: protocol, mask, words, environment."""
    mask = posix.umask(0o077)
    posix.umask(mask)
    coding = sys.getfilesystemencoding()
    typed = [word.encode(coding, "surrogateescape") for word in words]
    known = environ.items()
    sent = [b"%s=%s" % one for one in known if one[0] in ALLOWED or one[0].startswith(PREFIX)]
    return b"\0".join((PROTOCOL, b"%o" % mask, b"%d" % len(typed), *typed, *sent))


def _relay(line: "_socket.socket") -> int:
    """Pass signals on until the session ends; give its exit status."""
    modes = termios.tcgetattr(0) if posix.isatty(0) else None
    relayed = _pass_signals_on(line)
    said = select.poll()
    said.register(line.fileno(), select.POLLIN)
    if modes:
        said.register(0, 0)  # that the terminal is gone
    if line.fileno() not in dict(said.poll()):
        return HUNG_UP
    try:
        status = line.recv(1)
    except OSError:
        status = b""
    if status:
        return status[0]
    if modes:
        _give_back(modes)
    return 128 + relayed[-1] if relayed else CRASHED


def _pass_signals_on(line: "_socket.socket") -> list[int]:
    """Pass on from now on; give where those that end a session are noted."""
    relayed: list[int] = []

    def relay(number: int, _frame: object) -> None:
        if number != _signal.SIGWINCH:
            relayed.append(number)
        try:
            line.send(bytes([number]), _socket.MSG_DONTWAIT)
        except OSError:
            return

    for number in RELAYED:
        if _signal.getsignal(number) != _signal.SIG_IGN:  # as under `nohup`
            _signal.signal(number, relay)
    _signal.signal(_signal.SIGTSTP, _signal.SIG_IGN)
    _signal.pthread_sigmask(_signal.SIG_UNBLOCK, RELAYED)
    return relayed


def _give_back(modes: "list[int | list[bytes | int]]") -> None:
    """Give the terminal back as it was: the session died in the midst of it."""
    try:
        termios.tcsetattr(0, termios.TCSAFLUSH, modes)
        posix.write(1, RESET)
    except (OSError, termios.error):
        return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
