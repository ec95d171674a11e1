"""A folder in memory, where what is thrown away is written ten times faster than on a disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""Bytes that must be free."""


def in_memory() -> Path | None:
    """Give the folder, where there is one with room, and in which a program may be run."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return None
    runs = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    return MEMORY if runs and shutil.disk_usage(MEMORY).free > ROOM else None
