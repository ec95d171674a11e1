"""An upgrade that migrates: sessions are warned, waited for and ended; then the base is migrated.

An upgrade that does not is nothing: the new server takes the socket over, and the sessions of the
old one go on to their end.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from models.storage.opening import close_database, open_database, opened
from models.storage.schema import HISTORY, pending
from tui.config import Config
from tui.veille.places import Places
from tui.veille.server import Server

UPDATING = (
    "Portefeuille est mis à jour : les sessions ouvertes se terminent, puis la base est préparée. "
    "Réessayez dans quelques minutes."
)
GRACE = 10.0
"""Seconds that a session has to end once it is told to: it ends by force after three."""


def look_at_base(config: Config) -> tuple[str, ...]:
    """Name the migrations that the base waits for; StorageFailure if this role may not do them.

    NotFound: there is no base, or it holds no cabinet.
    """
    open_database(config.base, migrate=False, create=False)
    try:
        base = opened()
        waiting = pending(base)
        if waiting and not base.may_change(HISTORY):
            open_database(config.base)  # it says why
        return waiting
    finally:
        close_database()


def upgrade(server: Server, places: Places, minutes: float, migrate: Callable[[], None]) -> bool:
    """Warn the sessions of the old server, wait, end those that are left, then `migrate`.

    False if the server was stopped before: nothing is migrated then.
    """
    server.closed = UPDATING
    _signal_all(places, signal.SIGUSR1)
    for seconds, number in ((60 * minutes, signal.SIGTERM), (GRACE, signal.SIGKILL)):
        end = time.monotonic() + seconds
        server.serve(until=lambda: not places.before or time.monotonic() > end)  # noqa: B023
        if server.is_ending:
            return False
        _signal_all(places, number)
    migrate()
    server.closed = ""
    return True


def _signal_all(places: Places, number: signal.Signals) -> None:
    for process in places.before:
        with suppress(ProcessLookupError):
            os.kill(process, number)
