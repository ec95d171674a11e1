"""When Python looks for garbage: in the pauses, and never in what was loaded for the login.

Nothing of that is ever garbage, and looking for some in it takes a tenth of the start. A screen
that opens makes fifteen thousand objects: to look for garbage among them, again and again, is a
tenth of what it takes, and now and then all that was made since the login is looked through, a
tenth of a second in the middle of a key.
"""

from __future__ import annotations

import asyncio
import gc
from time import monotonic

AT_ONCE = (50_000, 10, 10)
"""After how many objects garbage is looked for without a pause, as Python counts them."""

PAUSE, REST = 0.5, 5.0
"""Seconds without a key after which what is new is looked through, and after which all is."""

NEW = 2_000
"""New objects that are worth a look."""

LOOKS = 8
"""Looks at what is new after which all is to be looked through."""


def hold_off() -> None:
    """Look for no garbage while the login is loaded and painted."""
    gc.disable()


def collect_from_now_on() -> None:
    """Look for garbage from now on, never in what was loaded, the fields of the login included."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*AT_ONCE)
        gc.enable()


class Pauses:
    """Looks for garbage where who types pauses, so that no key waits for it."""

    def __init__(self) -> None:
        self._last = 0.0
        self._looks = 0
        self._next: asyncio.TimerHandle | None = None

    def key(self) -> None:
        """Note that somebody typed; what is new is looked through once nobody does."""
        self._last = monotonic()
        if self._next is None:
            self._look_in(PAUSE)

    def _look(self) -> None:
        """Look, or look again when the pause may be long enough."""
        self._next = None
        quiet = monotonic() - self._last
        if quiet < PAUSE:
            self._look_in(PAUSE - quiet)
        elif self._looks >= LOOKS and quiet >= REST:
            self._looks = 0
            gc.collect()
        else:
            self._look_at_new()
            if self._looks >= LOOKS:
                self._look_in(REST - quiet)

    def _look_at_new(self) -> None:
        if gc.isenabled() and gc.get_count()[0] >= NEW:
            self._looks += 1
            gc.collect(1)

    def _look_in(self, seconds: float) -> None:
        self._next = asyncio.get_running_loop().call_later(seconds, self._look)
