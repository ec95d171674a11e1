"""Puts out who may not stay: an access that is closed, a role or a key that is no longer theirs.

One row is read every two seconds, on the connection that is there, and nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from models.portefeuille import Portefeuille

GLANCE = 2.0
"""Seconds between two looks; the session ends within five, what is said on the screen included."""

AGAIN = 30.0
"""Seconds between two looks while the base is away: to find a server again may take two."""


class Times(Protocol):
    """The application, as far as this goes."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Any:
        """Call back every `interval` seconds; what is given has `stop`."""


class AccessWatch:
    """Looks from `begin` until `end`; calls `put_out` once, with the reason."""

    def __init__(self, app: Times, *, put_out: Callable[[str], None]) -> None:
        self._app = app
        self._put_out = put_out
        self._timer: Any = None
        self._inside: Portefeuille | None = None
        self._empreinte = ""
        self._tried = 0.0

    def begin(self, inside: Portefeuille, empreinte: str) -> None:
        """Look from now on whether who is in may stay, by the key `empreinte` or by none."""
        self.end()
        self._inside, self._empreinte = inside, empreinte
        self._timer = self._app.set_interval(GLANCE, self.look)

    def end(self) -> None:
        """Look no longer."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._inside = None

    def look(self) -> None:
        """Put out who may not stay."""
        from models.access.still_in import is_connected, why_out

        if self._inside is None:
            return
        now = monotonic()
        if not is_connected() and now - self._tried < AGAIN:
            return
        self._tried = now
        if why := why_out(self._inside, self._empreinte):
            self.end()
            self._put_out(why)
