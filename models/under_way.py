"""The long works of a cabinet that are under way: told to whoever waits for the base meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from uuid import UUID

from models.errors import Refusal
from models.long_work import not_looked_through
from models.storage.failures import gesture, reading
from models.storage.opening import opened
from models.tables import Cabinet, Travail
from models.wording import count

FORGOTTEN = timedelta(minutes=10)
"""After so long a work was killed: none takes as much."""


@contextmanager
def announced(
    cabinet: Cabinet, lot: UUID, who: str, what: str, number: int, now: datetime
) -> Iterator[None]:
    """Say what is done to `number` comptes for as long as the block runs, outside a transaction.

    Raises StorageBusy, StorageFailure, before the block has begun.
    """
    ours = (Travail.cabinet == cabinet) & (Travail.lot == lot)
    old = (Travail.cabinet == cabinet) & (Travail.depuis < now - FORGOTTEN)
    with gesture():
        Travail.delete().where(ours | old).execute()
        Travail.create(cabinet=cabinet, lot=lot, qui=who, quoi=what, combien=number, depuis=now)
    try:
        with opened().large_cache(), not_looked_through():
            yield
    finally:
        # What could not be taken away is old soon; what the block did, or why not, matters more.
        with suppress(Refusal), gesture():
            Travail.delete().where(ours).execute()


def told(cabinet: Cabinet, now: datetime) -> str:
    """Say what is under way, the last begun first; empty if nothing is, or it cannot be read."""
    mine = (Travail.cabinet == cabinet) & (Travail.depuis > now - FORGOTTEN)
    with suppress(Refusal), reading():
        row = Travail.select().where(mine).order_by(Travail.depuis.desc()).first()
        if row:
            since = row.depuis.astimezone().strftime("%H:%M")
            number = count(row.combien, "compte")
            return f"{row.quoi} en cours\u00a0: {number}, {row.qui}, depuis {since}."
    return ""
