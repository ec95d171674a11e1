"""The report of a failure: where in the code it happened, never with which values."""

from __future__ import annotations

import errno
import os
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from models.system_log import Weight, tell
from tui import __version__


def report(error: BaseException, folder: Path, reference: str | None = None) -> str:
    """Describe *error* in a file in *folder*; return the sentence to show.

    A message, a local variable or a line of source may hold a NIR or a key: none is written.
    """
    reference = reference or new_reference()
    tell("erreur_interne", Weight.ERROR, reference=reference)
    path = _write(_describe(error, reference), folder / f"erreur-{reference}.txt")
    details = f" Détails : {path}" if path else ""
    return (
        f"Erreur interne, référence {reference}. "
        "Rien de ce qui a été confirmé n'est perdu. Rouvrez Portefeuille ; si cela se répète, "
        f"donnez cette référence à votre administrateur.{details}"
    )


def new_reference() -> str:
    """Return six hexadecimal digits that a person can read out on the telephone."""
    return os.urandom(3).hex().upper()


def take_over(folder: Path) -> None:
    """Report uncaught errors in *folder*, instead of printing Python's traceback."""

    def uncaught(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        interrupted = isinstance(error, KeyboardInterrupt)
        sys.stderr.write(f"{'Interrompu.' if interrupted else report(error, folder)}\n")

    def in_thread(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            report(failure.exc_value, folder)

    def unraisable(failure: sys.UnraisableHookArgs) -> None:
        if failure.exc_value is not None:
            report(failure.exc_value, folder)

    sys.excepthook = uncaught
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable


def _write(text: str, path: Path) -> Path | None:
    """Add *text* to a file that only its owner reads; None if the disk refuses."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return None
    return path


def _describe(error: BaseException, reference: str) -> str:
    lines = [
        f"{reference} {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Portefeuille {__version__}, Python {platform.python_version()}, {platform.system()}",
    ]
    for link in _chain(error, set()):
        lines.append(_name(link))
        for frame, line in traceback.walk_tb(link.__traceback__):
            lines.append(f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}")
    return "\n".join(lines) + "\n\n"


def _name(error: BaseException) -> str:
    """Return the type of *error*, with the code of the system if it has one."""
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name} {errno.errorcode.get(error.errno, error.errno)}"
    return name


def _chain(error: BaseException, seen: set[int]) -> Iterator[BaseException]:
    """Yield *error*, the errors that it groups, and those behind it."""
    if id(error) in seen:
        return
    seen.add(id(error))
    yield error
    grouped = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for other in (*grouped, error.__cause__, error.__context__):
        if other is not None:
            yield from _chain(other, seen)
