"""Which cabinet the open base shows: one at a time, as a process serves one person.

A server of PostgreSQL holds to it (ADR 0018); an SQLite file has one cabinet, and shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from models.errors import StorageFailure
from models.storage.failures import reading
from models.storage.opening import opened
from models.tables import Cabinet


def see(cabinet: int | None) -> None:
    """Show the rows of this cabinet from now on, and no other's; None: none. StorageFailure."""
    with reading():
        opened().see(cabinet)


def hide() -> None:
    """Show nothing to this thread until somebody is let in; what others write goes on."""
    with suppress(StorageFailure), reading():
        opened().hide()


@contextmanager
def looking_at(cabinet: int | None) -> Iterator[None]:
    """Show this cabinet for as long as the block runs, then what was shown before.

    StorageFailure, before the block has begun. Inside a transaction that is given up, the server
    puts back by itself what was shown before it.
    """
    base = opened()
    before, hidden = base.seen, base.is_hidden
    if before == cabinet and not hidden:
        yield
        return
    see(cabinet)
    try:
        yield
    finally:
        base.seen = before
        # One that was lost is told when it is made again.
        if not base.is_closed():
            with suppress(StorageFailure), reading():
                base.see(before)
                if hidden:
                    base.hide()
        elif hidden:
            base.hide()


def first_cabinet() -> Cabinet | None:
    """Give the first cabinet of the base, which a copy and a backup have too; StorageFailure."""
    with reading():
        numbers = opened().cabinets()
    if not numbers:
        return None
    with looking_at(numbers[0]), reading():
        found: Cabinet = Cabinet.get_by_id(numbers[0])
    return found
