"""Carrying out a verb of the models from a screen: waiting for the base, saying what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from textual.screen import Screen

from models.errors import (
    Conflict,
    KeyMissing,
    NotAllowed,
    NotFound,
    StorageBusy,
    StorageFailure,
)
from screens.widgets.message_line import MessageLine

R = TypeVar("R")

PATIENCE = 10.0
"""Seconds that a gesture waits for another writer before it gives up."""

PAUSE = 0.1


async def carry_out(screen: Screen[Any], verb: Callable[[], R]) -> R | None:
    """Run `verb` and give its result; None if it was refused, with the sentence on the screen.

    While another writer holds the base the screen says so and stays alive. Refusals about what
    was typed (BadFields, Doubtful, AlreadyEnrolled) go to the caller.
    """
    line = screen.query_one(MessageLine)
    end = monotonic() + PATIENCE
    while True:
        try:
            return verb()
        except StorageBusy as refusal:
            if monotonic() > end:
                line.say(str(refusal), "error")
                return None
            line.say("La base est occupée par un autre poste : nouvel essai…", "warning")
            await asyncio.sleep(PAUSE)
        except (Conflict, KeyMissing, NotAllowed, NotFound, StorageFailure) as refusal:
            line.say(str(refusal), "error")
            return None


async def painted(screen: Screen[Any]) -> None:
    """Return once what was just said is on the screen: what follows will block it a moment."""
    done = asyncio.Event()
    screen.call_after_refresh(done.set)
    await done.wait()
