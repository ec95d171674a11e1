"""Locks the session of who typed nothing for a while, and warns before.

Keys count, and clicks of who gave the mouse to the program: a colleague whose change is shown is
nobody at the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, Protocol

WARNING = 60.0
"""Seconds between the warning and the lock."""

SOON = 0.1
"""Seconds that are none: a timer may be early by a hair."""

SAID = "Sans touche tapée, la session se verrouille dans une minute."


class Warns(Protocol):
    """The application, as far as this goes."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Any:
        """Call back once, after `delay` seconds; what is given has `stop`."""

    def notify(self, message: str, *, severity: Any, timeout: float) -> None:
        """Show a message in a corner."""

    def clear_notifications(self) -> None:
        """Take the messages away."""


class IdleLock:
    """Counts from `begin`, or from the last key, until `end`; then calls `lock`, once.

    Nothing is done at a key but to note the instant: the timer looks how long ago that was.
    """

    def __init__(self, app: Warns, *, minutes: int, lock: Callable[[], object]) -> None:
        self._app = app
        self._limit = 60.0 * minutes
        self._lock = lock
        self._last = 0.0
        self._timer: Any = None
        self._warned = False

    def begin(self) -> None:
        """Count from now on; never, if no limit is set."""
        self.end()
        self._last = monotonic()
        if self._limit:
            self._look_in(self._limit - WARNING)

    def end(self) -> None:
        """Count no longer."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._take_back()

    def key(self) -> None:
        """Note that somebody typed."""
        self._last = monotonic()
        self._take_back()

    def look(self) -> None:
        """Warn, lock, or look again when that may be due."""
        left = self._limit - (monotonic() - self._last)
        if left < SOON:
            self.end()
            self._lock()
            return
        near = left < WARNING + SOON
        if near and not self._warned:
            self._warned = True
            self._app.notify(SAID, severity="warning", timeout=WARNING)
        self._look_in(left if near else left - WARNING)

    def _look_in(self, delay: float) -> None:
        self._timer = self._app.set_timer(max(delay, 0.0), self.look)

    def _take_back(self) -> None:
        if self._warned:
            self._warned = False
            self._app.clear_notifications()
