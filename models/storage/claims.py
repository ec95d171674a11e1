"""What is held by a program that lives: each thing a hidden, locked file beside the base.

The kernel lets go of a lock with its program, whatever ended that.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from models.storage.failures import explaining

SUFFIX = ".ouvert"


class Claims:
    """What the programs that have the base `base` open hold."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._own: dict[UUID, int] = {}

    def take(self, thing: UUID) -> None:
        """Hold `thing` until it is let go, or the program ends; StorageFailure."""
        if thing not in self._own:
            with explaining(self._base.parent):
                self._own[thing] = _locked(self._file(thing))

    def let_go(self, thing: UUID) -> None:
        """Hold it no longer."""
        handle = self._own.pop(thing, None)
        if handle is not None:
            with suppress(OSError):
                self._file(thing).unlink()
            os.close(handle)

    def held(self) -> frozenset[UUID]:
        """Give what somebody holds; the files that a kill left go. StorageFailure."""
        prefix = f".{self._base.name}."
        with explaining(self._base.parent):
            files = [one for one in self._base.parent.iterdir() if one.name.startswith(prefix)]
            named = ((one, _thing(one.name.removeprefix(prefix))) for one in files)
            return frozenset(thing for one, thing in named if thing and _is_held(one))

    def _file(self, thing: UUID) -> Path:
        return self._base.with_name(f".{self._base.name}.{thing.hex}{SUFFIX}")


def _thing(name: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(name.removesuffix(SUFFIX)) if name.endswith(SUFFIX) else None
    return None


def _locked(file: Path) -> int:
    while True:
        handle = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            # Before it was locked, another program may have thought it abandoned.
            if file.exists() and os.fstat(handle).st_nlink:
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _is_held(file: Path) -> bool:
    """Tell whether a program holds `file`, which is removed if none does.

    One of another account cannot be looked at: as far as one knows, it is held.
    """
    try:
        with suppress(FileNotFoundError), file.open("rb") as seen:
            fcntl.flock(seen, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.unlink()
    except (BlockingIOError, PermissionError):
        return True
    return False
