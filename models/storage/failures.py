"""One gesture, one transaction; what the database could not do becomes a French refusal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import StorageBusy, StorageFailure
from models.storage.causes import cause_of
from models.storage.drivers import DRIVER_ERRORS, INTEGRITY_ERRORS
from models.tables.table import database

OUTSIDE_ERRORS: tuple[type[Exception], ...] = (*DRIVER_ERRORS, OSError)
NOTHING_SAVED = "rien n'a été enregistré"
UNCERTAIN = "l'enregistrement n'est pas certain, vérifiez avant de recommencer"


@contextmanager
def gesture() -> Iterator[None]:
    """Write in one transaction; leaving the block without an error means that it is committed.

    Raises StorageBusy, StorageFailure. A broken constraint (IntegrityError) passes untouched:
    the caller knows which rule it is.
    """
    before = sys.exception()
    committing = False
    try:
        database.connect(reuse_if_open=True)
        outermost = database.transaction_depth() == 0
        with database.atomic():
            yield
            committing = outermost
    except INTEGRITY_ERRORS:
        raise
    except DRIVER_ERRORS as error:
        raise refusal(error, before, NOTHING_SAVED, lost=UNCERTAIN if committing else "") from error


@contextmanager
def reading() -> Iterator[None]:
    """Read without a transaction; raises StorageBusy, StorageFailure."""
    before = sys.exception()
    try:
        database.connect(reuse_if_open=True)
        yield
    except DRIVER_ERRORS as error:
        raise refusal(error, before) from error


@contextmanager
def explaining(subject: object) -> Iterator[None]:
    """Turn what drivers and the system refuse about `subject` (a path) into StorageFailure."""
    before = sys.exception()
    try:
        yield
    except OUTSIDE_ERRORS as error:
        cause = cause_of(error, before)
        kind = StorageBusy if cause.passing else StorageFailure
        raise kind(f"{subject} : {cause.sentence()}") from error


def refusal(
    error: BaseException, before: BaseException | None = None, outcome: str = "", *, lost: str = ""
) -> StorageFailure:
    """Make the refusal that tells the root cause of `error`.

    `outcome` says what became of the rows, `lost` says it when the server vanished while it
    was committing. A connection that is gone is put away: the next gesture opens another.
    """
    cause = cause_of(error, before)
    if cause.disconnected and database.transaction_depth() == 0:
        database.close()
    kind = StorageBusy if cause.passing else StorageFailure
    return kind(cause.sentence(lost if lost and cause.disconnected else outcome))
