"""The head of a journal, kept beside the main key: a journal that is cut, or older, is seen.

One line of 128 bytes for each cabinet: its uid, the rank of the last operation, its seal. A line
is replaced in place, forwards only and after the commit: it may be behind the base, never ahead.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path
from uuid import UUID

from models.errors import Refusal

ENDING = ".tete"
LINE = 128
"""Bytes: a line never straddles two sectors of a disk."""

Stands = Callable[[int, bytes], bool]
"""Tells whether a journal has the operation of this rank and this seal."""

_SEAL = 64
_RANK = LINE - 32 - _SEAL - 3
_TRIES = 20
_PAUSE = 0.001
_FLAGS = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class HeadUnreadable(Refusal):
    """The file of the heads is there, and is not what this program writes."""


@dataclass(frozen=True)
class Head:
    """Where the head of one cabinet's journal is kept: beside the file of its main key."""

    key: Path
    cabinet_uid: UUID

    @property
    def path(self) -> Path:
        """The file, which other cabinets of the key share."""
        return self.key.with_name(f"{self.key.name}{ENDING}")

    def read(self) -> tuple[int, bytes] | None:
        """Give the rank and the seal that were kept; None: there are none; HeadUnreadable."""
        try:
            with _opened(self.path) as file:
                _, line = self._line(file)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise HeadUnreadable(f"{self.path} est illisible.") from error
        return line

    @property
    def kept(self) -> tuple[int, bytes] | None:
        """What `read` gives; None too where that is unreadable."""
        with suppress(HeadUnreadable):
            return self.read()
        return None

    def move(self, rank: int, seal: bytes, stands: Stands) -> None:
        """Keep a later operation, where one is kept that `stands` in its journal.

        One that does not stays: it is what tells of a base that was put back, however long one
        works on in it. What cannot be written stays behind.
        """
        with suppress(OSError, HeadUnreadable), _opened(self.path) as file, _locked(file):
            place, kept = self._line(file)
            if kept and kept[0] < rank and stands(*kept):
                os.pwrite(file, self._written(rank, seal), place)

    def found(self, rank: int, seal: bytes) -> None:
        """Keep this operation, whatever was kept before; OSError."""
        descriptor = os.open(self.path, _FLAGS | os.O_CREAT, 0o600)
        try:
            with _locked(descriptor):
                try:
                    place, _ = self._line(descriptor)
                except HeadUnreadable:
                    os.ftruncate(descriptor, 0)
                    place = 0
                os.pwrite(descriptor, self._written(rank, seal), place)
                os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _line(self, file: int) -> tuple[int, tuple[int, bytes] | None]:
        """Give where the line of the cabinet is, or would be, and what it says."""
        content = os.pread(file, os.fstat(file).st_size, 0)
        if len(content) % LINE:
            raise HeadUnreadable(f"{self.path} est abîmé.")
        for place in range(0, len(content), LINE):
            try:
                uid, rank, seal = content[place : place + LINE].decode("ascii").split()
                if UUID(uid) == self.cabinet_uid:
                    return place, (int(rank), bytes.fromhex(seal))
            except ValueError:
                raise HeadUnreadable(f"{self.path} est abîmé.") from None
        return len(content), None

    def _written(self, rank: int, seal: bytes) -> bytes:
        return f"{self.cabinet_uid.hex} {rank:>{_RANK}d} {seal.hex():>{_SEAL}}\n".encode()


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, _FLAGS)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _locked(file: int) -> Iterator[None]:
    """Hold the file; OSError if another session does for long: it was stopped, and stays behind."""
    for _ in range(_TRIES):
        try:
            flock(file, LOCK_EX | LOCK_NB)
            break
        except BlockingIOError:
            time.sleep(_PAUSE)
    else:
        raise BlockingIOError
    try:
        yield
    finally:
        flock(file, LOCK_UN)
