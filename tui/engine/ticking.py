"""What is done every few seconds while nobody types, at the least cost."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from math import ceil


class Every:
    """Calls back every so many seconds, about, in the event loop, until `stop`.

    A timer of Textual's sends a message, after which the whole application looks whether it has
    something to draw: thirty idle sessions took four hundredths of a core.
    """

    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self._seconds, self._call = seconds, call
        self._loop = asyncio.get_running_loop()
        self._next = self._loop.call_later(seconds, self._tick)

    def stop(self) -> None:
        """Call back no more."""
        self._next.cancel()

    def _tick(self) -> None:
        """Call back, and again in a period: one process wakes once for all of its own."""
        shift = os.getpid() % 97 / 97  # no two processes at once
        soonest = self._loop.time() / self._seconds + 0.5
        self._next = self._loop.call_at((ceil(soonest - shift) + shift) * self._seconds, self._tick)
        self._call()
