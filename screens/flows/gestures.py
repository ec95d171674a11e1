"""Carrying out a verb of the models from a screen: waiting for the base, saying what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from textual.screen import Screen

from models.errors import (
    AlreadyEnrolled,
    BadFields,
    BadValue,
    Doubtful,
    LoginRefused,
    Refusal,
    StorageBusy,
)
from screens.widgets.foot import Foot

R = TypeVar("R")

PATIENCE = 10.0
"""Seconds that a gesture waits for another writer before it gives up."""

PAUSE = 0.1

FOR_THE_CALLER = (AlreadyEnrolled, BadFields, BadValue, Doubtful, LoginRefused)
"""Refusals about what was typed: the screen that asked for it answers beside the field."""


async def carry_out(screen: Screen[Any], verb: Callable[[], R]) -> R | None:
    """Run `verb` and give its result; None if it was refused, with the sentence on the screen.

    While another writer holds the base the screen says so and stays alive. What is
    FOR_THE_CALLER is raised.
    """
    foot = screen.query_one(Foot)
    end = monotonic() + PATIENCE
    waited = False
    while True:
        try:
            done = verb()
        except StorageBusy as refusal:
            if monotonic() > end:
                foot.say(str(refusal), "error")
                return None
            foot.say("La base est occupée par un autre poste : nouvel essai…", "warning")
            waited = True
            await asyncio.sleep(PAUSE)
        except FOR_THE_CALLER:
            raise
        except Refusal as refusal:
            foot.say(str(refusal), "error")
            return None
        else:
            if waited:
                foot.clear()
            return done


async def painted(screen: Screen[Any]) -> None:
    """Return once what was just said is on the screen: what follows will block it a moment."""
    done = asyncio.Event()
    screen.call_after_refresh(done.set)
    await done.wait()
