"""The program, whose methods tell when they begin and end: run only to measure a key.

The file named by BENCH_SPANS gets one line for each span: its name, its begin, its end and
the time spent in spans inside it, by the clock that all programs of the machine share.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn

from textual import _compositor
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

from models.portefeuille import Portefeuille
from tui.__main__ import program

HANDLERS, MODELS, LAYOUT, PAINT, WRITING = "gestes", "modèles", "mise en page", "dessin", "écriture"
READ = ("page", "get", "several", "neighbour", "recent", "compteurs", "personnes")

_inside: list[float] = []
_spans: list[str] = []


def timed(owner: Any, name: str, span: str) -> None:
    """Have a method of `owner` tell its time."""
    method: Callable[..., Any] = getattr(owner, name)

    @wraps(method)
    def told(*arguments: Any, **named: Any) -> Any:
        _inside.append(0.0)
        start = perf_counter()
        try:
            return method(*arguments, **named)
        finally:
            end = perf_counter()
            within = _inside.pop()
            if _inside:
                _inside[-1] += end - start
            _spans.append(f"{span}\t{start!r}\t{end!r}\t{within!r}\n")

    setattr(owner, name, told)


def flush() -> None:
    """Write what was told."""
    with Path(os.environ["BENCH_SPANS"]).open("a", encoding="utf-8") as file:
        file.writelines(_spans)
    _spans.clear()


def main() -> None:
    """Put the hooks, and open the screens."""
    timed(asyncio.events.Handle, "_run", HANDLERS)
    for name in READ:
        timed(Portefeuille, name, MODELS)
    timed(Screen, "_refresh_layout", LAYOUT)
    for name in ("render_update", "render_full_update", "render_partial_update"):
        timed(_compositor.Compositor, name, PAINT)
    timed(_compositor.ChopsUpdate, "render_segments", PAINT)
    timed(_compositor.LayoutUpdate, "render_segments", PAINT)
    timed(LinuxDriver, "write", WRITING)
    # The program ends without `atexit`.
    ended = os._exit

    def end(status: int) -> NoReturn:
        flush()
        ended(status)

    os._exit = end
    program()


if __name__ == "__main__":
    main()
