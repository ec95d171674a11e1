"""What a client asks for: the words of a command, and the environment that it has."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from tui.veille.client import ALLOWED, PREFIX, PROTOCOL

LONGEST = 256 << 10
HANDED = 4
"""Standard input, output, error output, and the folder: what comes once a session waits."""


class BadRequest(Exception):
    """What came is no request of this protocol."""


@dataclass(frozen=True)
class Request:
    """The words of a command and its environment, as bytes, and the mask of its files."""

    words: tuple[bytes, ...]
    environ: Mapping[bytes, bytes]
    umask: int


def receive(line: socket.socket) -> Request:
    """Read the request that came on `line`, or raise BadRequest."""
    try:
        # What would be handed over with it is closed by the kernel: nothing is expected yet.
        packet, _, how, _ = line.recvmsg(LONGEST)
        return _read(b"" if how & socket.MSG_TRUNC else packet)
    except (OSError, ValueError) as error:
        raise BadRequest from error


def receive_handed(line: socket.socket, go: bytes) -> tuple[int, ...]:
    """Read what a client hands over as it says `go`; BadRequest if it has given up."""
    try:
        said, handed, _, _ = socket.recv_fds(line, len(go), HANDED, socket.MSG_CMSG_CLOEXEC)
    except OSError as error:
        raise BadRequest from error
    if said != go or len(handed) != HANDED:
        close_all(handed)
        raise BadRequest
    return tuple(handed)


def is_ours(line: socket.socket) -> bool:
    """Tell whether who is at the other end of `line` runs for the same account as we do."""
    said = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, user, _ = struct.unpack("3i", said)
    return bool(user == os.getuid())


def close_all(descriptors: Iterable[int]) -> None:
    """Close each of these."""
    for one in descriptors:
        with suppress(OSError):
            os.close(one)


def _read(packet: bytes) -> Request:
    protocol, *rest = packet.split(b"\0")
    if protocol != PROTOCOL or len(rest) < 2:
        raise BadRequest
    number = int(rest[1])
    words, pairs = rest[2 : 2 + number], rest[2 + number :]
    if len(words) != number:
        raise BadRequest
    known = dict(_pair(one) for one in pairs)
    return Request(tuple(words), known, int(rest[0], 8) & 0o777)


def _pair(text: bytes) -> tuple[bytes, bytes]:
    name, equals, value = text.partition(b"=")
    if not equals or not (name in ALLOWED or name.startswith(PREFIX)):
        raise BadRequest
    return name, value
