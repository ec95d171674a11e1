"""One gesture, one transaction; what the database could not do becomes a French refusal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import local

from models.errors import StorageBusy, StorageFailure, StorageLost
from models.storage.causes import cause_of
from models.storage.drivers import driver_errors, integrity_errors
from models.tables.table import database

NOTHING_SAVED = "rien n'a été enregistré"
UNCERTAIN = "l'enregistrement n'est pas certain, vérifiez avant de recommencer"


@dataclass
class _Gestures(local):
    """The gestures that are under way in a thread, and what is to be done once all is committed."""

    depth: int = 0
    then: list[Callable[[], None]] = field(default_factory=list)


_under_way = _Gestures()


def once_committed(do: Callable[[], None]) -> None:
    """Do something once the gesture under way is committed; never, if it is given up."""
    if _under_way.depth:
        _under_way.then.append(do)


@contextmanager
def gesture(*, joins: bool = False) -> Iterator[None]:
    """Write in one transaction; leaving the block without an error means that it is committed.

    One that `joins` another is a part of it: what it raises, nobody may keep from that one. It
    sets no savepoint, at which SQLite writes all the words that it has to index.

    Raises StorageBusy, StorageFailure. A broken constraint (IntegrityError) passes untouched:
    the caller knows which rule it is.
    """
    if joins and database.transaction_depth():
        yield
        return
    before = sys.exception()
    committing = False
    try:
        database.connect(reuse_if_open=True)
        outermost = database.transaction_depth() == 0
        with _following(), database.atomic():
            yield
            committing = outermost
    except integrity_errors():
        raise
    except driver_errors() as error:
        raise refusal(error, before, NOTHING_SAVED, lost=UNCERTAIN if committing else "") from error


@contextmanager
def _following() -> Iterator[None]:
    """Do what waits for the commit; what belongs to a block that is given up goes with it."""
    kept = len(_under_way.then)
    _under_way.depth += 1
    try:
        yield
    except BaseException:
        del _under_way.then[kept:]
        raise
    finally:
        _under_way.depth -= 1
    if not _under_way.depth:
        todo, _under_way.then = _under_way.then, []
        for do in todo:
            do()


@contextmanager
def reading() -> Iterator[None]:
    """Read without a transaction; raises StorageBusy, StorageFailure."""
    before = sys.exception()
    try:
        database.connect(reuse_if_open=True)
        yield
    except driver_errors() as error:
        raise refusal(error, before) from error


def _outside_errors() -> tuple[type[Exception], ...]:
    return (*driver_errors(), OSError)


@contextmanager
def explaining(subject: object) -> Iterator[None]:
    """Turn what drivers and the system refuse about `subject` (a path) into StorageFailure."""
    before = sys.exception()
    try:
        yield
    except _outside_errors() as error:
        cause = cause_of(error, before)
        kind = StorageBusy if cause.passing else StorageFailure
        raise kind(f"{subject} : {cause.sentence()}") from error


def refusal(
    error: BaseException, before: BaseException | None = None, outcome: str = "", *, lost: str = ""
) -> StorageFailure:
    """Make the refusal that tells the root cause of `error`.

    `outcome` says what became of the rows, `lost` says it when the server vanished while it
    was committing: that may not be tried again unseen, and is no StorageLost. A connection that is
    gone is put away: the next gesture opens another.
    """
    cause = cause_of(error, before)
    if not cause.disconnected:
        kind = StorageBusy if cause.passing else StorageFailure
        return kind(cause.sentence(outcome))
    if database.transaction_depth() == 0:
        database.close()
    return StorageFailure(cause.sentence(lost)) if lost else StorageLost(cause.sentence(outcome))
