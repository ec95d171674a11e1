"""A disk that has room for so many more bytes, made in two ways."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SIZE = 4 << 20


class LimitedFiles:
    """A folder where no file of this process may be longer than what is left (EFBIG)."""

    said = "Le disque ne répond pas correctement|La base a refusé l'opération"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def room(self, left: int) -> Iterator[None]:
        """Leave room for `left` bytes."""
        before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (left, most))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


class SmallDisk:
    """A disk in memory, of a few megabytes (ENOSPC)."""

    said = "Disque plein"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def room(self, left: int) -> Iterator[None]:
        """Leave room for `left` bytes, as well as pages of 4 KiB can."""
        ballast = self.folder / "lest"
        free = shutil.disk_usage(self.folder).free
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, free - left))
        try:
            yield
        finally:
            ballast.unlink()


Full = LimitedFiles | SmallDisk


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount a small disk on the new folder `folder`; skips the test where that is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk may be mounted here: {done.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
