"""A long work, a slice at a time: how far it is, and whether the person still wants it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from models.errors import Abandoned

T = TypeVar("T")

SLICE = 200
"""Things between two questions of whether to go on."""

NOTHING_DONE = "Abandonné : rien n'a été enregistré."
NOTHING_WRITTEN = "Abandonné : rien n'a été écrit."

GoOn = Callable[[int], bool]
"""Is told how many are done so far, not committed yet; tells whether to go on."""


def to_the_end(_done: int) -> bool:
    """Go on, whatever is done."""
    return True


@contextmanager
def not_looked_through(*, kept: bool = False) -> Iterator[None]:
    """Look for no garbage for as long as the block runs: there is none in the rows it changes.

    Looking for some takes a tenth of its time. What it made and is `kept` is never looked through
    later either, which would hold up a key for as long as ten thousand rows last: no two of them
    hold each other, so they go when the last screen that shows them does.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if kept:
            gc.freeze()
        gc.enable()


def slices(things: Sequence[T], go_on: GoOn, *, done: int = 0) -> Iterator[Sequence[T]]:
    """Give `things` slice by slice, `done` others being done before; raises Abandoned."""
    for start in range(0, len(things), SLICE):
        if not go_on(done + start):
            raise Abandoned(NOTHING_DONE)
        yield things[start : start + SLICE]
    go_on(done + len(things))
