"""Says who is in, and puts out who may not stay: an access, a role or a key that changed.

Every two seconds, on the connection that is there, a file is asked whether anybody has written in
it, and a row is read if so; a server's row is read each time. Nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from models.system_log import Weight, tell
from tui.engine.application import EngineApp
from tui.engine.ticking import Every
from tui.idle_lock import IdleLock

if TYPE_CHECKING:
    from models.portefeuille import Portefeuille

GLANCE = 2.0
"""Seconds between two looks; the session ends within five, what is said on the screen included."""

AGAIN = 30.0
"""Seconds between two looks while the base is away: to find a server again may take two."""


HOUR = 3600.0
REFUSED = 1
"""The exit status of who was put out."""


class AccessWatch:
    """Looks from `begin` until `end`; calls `put_out` once, with the reason.

    A session ends after so many `hours`, 0 for never.

    `show_changes` is called when the journal has grown, until it tells that they are shown.
    """

    def __init__(
        self, *, put_out: Callable[[str], None], show_changes: Callable[[], bool], hours: int
    ) -> None:
        self._put_out = put_out
        self._show_changes = show_changes
        self._hours = hours
        self._last = 0.0
        self._length: int | None = None
        self._settled: Hashable | None = None
        self._timer: Every | None = None
        self._inside: Portefeuille | None = None
        self._empreinte = ""
        self._tried = 0.0
        self._session: UUID | None = None

    def begin(self, inside: Portefeuille, empreinte: str) -> None:
        """Look from now on whether who is in may stay, by the key `empreinte` or by none."""
        from models.access.sources import source_of

        self.end()
        self._inside, self._empreinte = inside, empreinte
        self._timer = Every(GLANCE, self.look)
        self._last = monotonic() + HOUR * self._hours
        self._length = self._settled = None
        self._session = uuid4()
        inside.seances.begin(self._session, source_of(empreinte).name)

    def end(self) -> None:
        """Look no longer: who was in leaves."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._inside is not None and self._session is not None:
            from models.access.still_in import is_connected

            if is_connected():
                self._inside.seances.end(self._session)
        self._inside = self._session = None

    def look(self) -> None:
        """Put out who may not stay."""
        from models.access.still_in import is_connected, state_of_base

        if self._inside is None:
            return
        now = monotonic()
        if self._hours and now >= self._last:
            self.end()
            self._put_out(too_long(self._hours))
            return
        away = not is_connected()
        if away and now - self._tried < AGAIN:
            return
        self._tried = now
        # Before the look: what is written meanwhile is looked at the next time.
        state = None if away else state_of_base()
        if state is None or state != self._settled:
            self._settled = state if self._has_seen(self._inside, away=away) else None

    def _has_seen(self, inside: Portefeuille, *, away: bool) -> bool:
        """Look; False if it is to be looked at again, even if nobody writes."""
        from models.access.still_in import is_connected, why_out

        if why := why_out(inside, self._empreinte):
            self.end()
            self._put_out(why)
        elif is_connected() and away and self._session is not None:
            inside.seances.hold(self._session)
        elif is_connected():
            return self._look_at_others(inside) and why is not None
        return False

    def _look_at_others(self, inside: Portefeuille) -> bool:
        """Have what was changed shown, by whomever, once the journal has grown; tell if it is."""
        from models.errors import Refusal

        with suppress(Refusal):
            length = inside.journal.length()
            if self._length is None or (length != self._length and self._show_changes()):
                self._length = length
            return length == self._length
        return False


def too_long(hours: int) -> str:
    """Say why a session ends that has lasted its `hours`."""
    from models.wording import count

    return f"Cette session est ouverte depuis {count(hours, 'heure')}\u00a0: reconnectez-vous."


def put_out(app: EngineApp, idle: IdleLock, why: str) -> None:
    """End the session of who may not stay: keep what is typed, hide the rest, say `why`."""
    from screens.access.ferme import SHOWN, FermeScreen, told

    idle.end()
    app.forget_clipboard()
    tell("session_fermee", Weight.NOTICE)
    typed = any(getattr(screen, "unsaved", False) for screen in app.screen_stack)
    said = told(why, typed=typed)
    app.before_exit()

    def leave(_: object = None) -> None:
        app.exit(return_code=REFUSED, message=said)

    app.push_screen(FermeScreen(said), leave)
    app.set_timer(SHOWN, leave)


def show_changes(app: EngineApp) -> bool:
    """Have the screen on top show what others changed; False if it lists nothing, or comes yet."""
    shows = getattr(app.screen, "show_changes", None)
    return bool(app.screen.is_mounted and shows and shows())
