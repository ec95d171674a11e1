"""Backups that follow one another in a folder: named, verified, and only so many kept."""

from __future__ import annotations

import fcntl
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from models.storage.backup import Backup, Encrypt, Look, save_backup
from models.storage.database_file import folder_made
from models.storage.failures import explaining
from models.storage.file_copy import Taken, beside
from models.storage.in_sight import first_cabinet

NAMED = re.compile(
    r"portefeuille-[0-9a-f]{8}-\d{4}-\d\d-\d\dT\d{6}Z(?:_\d+)?\.sauvegarde(?:\.age)?"
)


def save_in(
    folder: Path,
    keep: int | None = None,
    *,
    encrypt: Encrypt | None = None,
    look: Look | None = None,
) -> tuple[Backup, list[Path]]:
    """Save the open base in `folder`, which is made if its parent is there.

    Then, of the backups of this base that this function made, encrypted or not, `keep` are left,
    the newest, and the one just made in any case; gives those that are gone: none, if what `look`
    saw of the new one is damaged. Raises StorageFailure, as `save_backup` does, and then nothing
    is gone, unless it is what could not be removed.
    """
    folder = folder.absolute()
    prefix = _prefix()
    with explaining(folder), folder_made(folder, parents=False), _one_at_a_time(folder):
        made = _save(folder, prefix, partial(save_backup, encrypt=encrypt, look=look))
        gone = (
            []
            if keep is None or (look and not look.sound)
            else _older(folder, prefix, made.path, keep)
        )
        for old in gone:
            with explaining(f"{made.path} est faite et vérifiée, mais {old.name} reste là"):
                # It first: a digest alone would stay for ever.
                beside(old, ".sha256").unlink(missing_ok=True)
                old.unlink()
    return made, gone


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait for whoever saves in `folder`: of two, each might remove what the other just made."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # some shared disks know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _save(folder: Path, prefix: str, save: Callable[[Path], Backup]) -> Backup:
    """Save under the name of this second, after those that it has already."""
    # The clock of everywhere: at the end of summer an hour comes twice.
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    named = (path for path in folder.iterdir() if path.name.startswith(f"{prefix}{stamp}"))
    ranks = [_when(path)[1] for path in named if NAMED.fullmatch(path.name)]
    rank = max(ranks, default=0)
    while True:
        rank += 1
        nth = f"_{rank:02}" if rank > 1 else ""
        # Where there are no locks, another may take the name first.
        with suppress(Taken):
            return save(folder / f"{prefix}{stamp}{nth}.sauvegarde")


def _prefix() -> str:
    """Begin the names of the backups of this base: two bases may share a folder."""
    first = first_cabinet()
    return f"portefeuille-{first.uid.hex[:8] if first else '0' * 8}-"


def _older(folder: Path, prefix: str, made: Path, keep: int) -> list[Path]:
    """Name the backups that go, the oldest first."""
    ours = [path for path in folder.iterdir() if _is_backup(path, prefix)]
    newest = sorted(ours, key=_when, reverse=True)
    others = [path for path in newest if path != made]
    left = {made, *newest[:1], *others[: keep - 1]}
    return [path for path in reversed(newest) if path not in left]


def _is_backup(path: Path, prefix: str) -> bool:
    if not path.name.startswith(prefix) or not NAMED.fullmatch(path.name):
        return False
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_size > 0


def _when(path: Path) -> tuple[str, int]:
    """Give the second of a backup and its rank in it."""
    stamp, _, rest = path.name.partition("Z")
    return stamp, int(rest.partition(".")[0].removeprefix("_") or 1)
