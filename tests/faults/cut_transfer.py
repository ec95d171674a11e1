"""A transfer that ends as by kill -9 at one of its points: run it by `python -m`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

from models.clock import now
from models.sealing.vault import MainKey
from models.storage.transferred import mark_transferred
from models.transfer.transfer import transfer

COMMITTED, MARKED = "committed", "marked"


def end() -> NoReturn:
    """End this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def cut_at(point: str) -> Callable[[int, int], None]:
    """Have this process end at so many per cent, or once all is committed, or marked."""

    def marked(path: Path, where: str, instant: datetime) -> Path:
        if point == MARKED:
            mark_transferred(path, where, instant)
        end()

    if point in (COMMITTED, MARKED):
        patch("models.transfer.transfer.mark_transferred", marked).start()
        return lambda _done, _whole: None
    return lambda done, whole: None if 100 * done < int(point) * whole else end()


if __name__ == "__main__":
    home, url, point = sys.argv[1:]
    key = MainKey.load(Path(home) / "cle")
    transfer(Path(home) / "base.db", url, key, now(), cut_at(point))
