"""The log of the machine (journald, or syslog): one line for what who watches over it must see.

Who comes in, who is refused, what is saved, what fails. A line bears no personal data: neither
identifiant nor name nor address, but the number of the operation by which the journal of the
cabinet, which only its people read, tells who it was. Nothing waits for it and nothing fails by
it; where there is no such log, there is none. It says nothing until `begin`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from enum import IntEnum

SOCKET = "/dev/log"
OFF = "PORTEFEUILLE_SYSLOG"
"""A variable of the environment: « non » keeps the program from writing there."""
_TAG = "portefeuille"
_DAEMON = 3 << 3
_UNSAID = re.compile(r"[^A-Za-z0-9_.:+-]")
_LONGEST = 64

_where: list[str] = []


class Weight(IntEnum):
    """How much a line matters, as syslog has it."""

    ERROR = 3
    WARNING = 4
    NOTICE = 5
    INFO = 6


def begin(environ: Mapping[str, str], socket: str = "") -> None:
    """Write there from now on, unless the environment says not to."""
    _where[:] = [] if environ.get(OFF) == "non" else [socket or SOCKET]


def end() -> None:
    """Write nothing from now on."""
    _where.clear()


def tell(what: str, weight: Weight = Weight.INFO, **details: object) -> None:
    """Write one line: `what`, then each of the details as `name=value`."""
    if not _where:
        return
    from socket import AF_UNIX, SOCK_DGRAM, socket

    said = "".join(f" {name}={_clean(value)}" for name, value in details.items() if value)
    line = f"<{_DAEMON | weight}>{_TAG}[{os.getpid()}]: {_clean(what)}{said}"
    # One that is full, or gone, keeps nobody waiting.
    with suppress(OSError), socket(AF_UNIX, SOCK_DGRAM) as log:
        log.setblocking(False)
        log.connect(_where[0])
        log.send(line.encode("ascii"))


def _clean(value: object) -> str:
    return _UNSAID.sub("_", str(value)[:_LONGEST])
