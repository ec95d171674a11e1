"""The socket of `veille`: systemd's, or one of its own in a folder that is nobody else's."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models.errors import Refusal

FIRST_HANDED = 3
"""The descriptor of the first socket that systemd hands over."""
WAITING = 128
LONGEST = 107
"""Bytes of the path of a socket, for who connects to it."""


class NoSocket(Refusal):
    """There is no socket to listen to."""


@dataclass(frozen=True)
class Listener:
    """A socket that listens; `mine` tells one that we made from systemd's."""

    line: socket.socket
    path: Path
    mine: tuple[int, int] | None

    def is_taken_over(self) -> bool:
        """Tell whether another server has put its socket in the place of ours."""
        return self.mine is not None and _identity(self.path) != self.mine

    def close(self) -> None:
        """Listen no more; a socket that we made goes, unless it is another server's by now."""
        if self.mine and not self.is_taken_over():
            with suppress(OSError):
                self.path.unlink()
        self.line.close()


def listen(path: Path, environ: MutableMapping[str, str]) -> Listener:
    """Take the socket that systemd hands over, or make one at `path`; NoSocket says why not."""
    if handed := _handed_over(environ):
        return handed
    folder = path.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_shared(folder)
        return _made(path)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise NoSocket(f"Le point d'accès {path} ne peut pas être ouvert ({why}).") from None


def _refuse_shared(folder: Path) -> None:
    """Raise NoSocket for a folder in which somebody else may put a socket of their own."""
    is_ = folder.stat()
    if is_.st_uid != os.getuid() or stat.S_IMODE(is_.st_mode) & 0o077:
        raise NoSocket(
            f"{folder} n'est pas à vous seul : un autre y mettrait le sien. Donnez un "
            "--socket dans un dossier fermé aux autres, par exemple /run/portefeuille/veille.sock"
        )


def _made(path: Path) -> Listener:
    """Make a socket, and put it in the place of whatever server was there, at one stroke."""
    if len(os.fsencode(path)) > LONGEST:
        raise NoSocket(f"{path} est trop long : un point d'accès a {LONGEST} octets au plus.")
    if path.exists() and not path.is_socket():
        raise NoSocket(f"{path} existe, et n'est pas un point d'accès. Donnez un autre --socket.")
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_CLOEXEC)
    new = path.with_name(f".{os.getpid()}.sock")
    new.unlink(missing_ok=True)
    mask = os.umask(0o177)
    try:
        line.bind(str(new))
    finally:
        os.umask(mask)
    line.listen(WAITING)
    mine = _identity(new)
    new.rename(path)
    line.setblocking(False)
    return Listener(line, path, mine)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_dev, known.st_ino


def _handed_over(environ: MutableMapping[str, str]) -> Listener | None:
    """Take systemd's socket; what says so does not reach the sessions."""
    told = {name: environ.pop(f"LISTEN_{name}", "") for name in ("PID", "FDS", "FDNAMES")}
    if told["PID"] != str(os.getpid()) or not told["FDS"].isdecimal():
        return None
    if int(told["FDS"]) != 1:
        raise NoSocket("systemd doit passer un seul point d'accès (ListenSequentialPacket).")
    line = socket.socket(fileno=FIRST_HANDED)
    if (line.family, line.type) != (socket.AF_UNIX, socket.SOCK_SEQPACKET):
        raise NoSocket("Le point d'accès de systemd doit être un ListenSequentialPacket local.")
    line.setblocking(False)
    os.set_inheritable(FIRST_HANDED, False)
    return Listener(line, Path(line.getsockname()), None)


def tell_systemd(state: str, environ: MutableMapping[str, str]) -> None:
    """Tell systemd how far the service is, where it asks (`Type=notify`)."""
    if not (where := environ.get("NOTIFY_SOCKET")):
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.connect(where.replace("@", "\0", 1) if where.startswith("@") else where)
        line.send(state.encode())
