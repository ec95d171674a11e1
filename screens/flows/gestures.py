"""Carrying out a verb of the models from a screen: waiting for the base, saying what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum
from time import monotonic
from typing import Any, Final, Literal, TypeVar
from uuid import UUID, uuid4

from textual.screen import Screen

from models.errors import (
    AlreadyEnrolled,
    BadFields,
    BadValue,
    Conflict,
    Doubtful,
    LoginRefused,
    Refusal,
    StorageBusy,
    StorageLost,
)
from screens.flows.beside import beside
from screens.widgets.foot import Foot
from screens.widgets.key_names import names_on

R = TypeVar("R")

PATIENCE = 10.0
"""Seconds that a gesture waits for another writer before it gives up."""

PAUSE = 0.1

LOST_PATIENCE = 60.0
"""Seconds that a gesture waits for a server to be back, or for another to take its place."""

LOST_PAUSE = 0.5
LOST = "Connexion au serveur des données perdue."
HELD = "Portefeuille occupé par une autre session."
TRYING = "Nouvel essai… Échap : abandonner."

FOR_THE_CALLER = (AlreadyEnrolled, BadFields, BadValue, Doubtful, LoginRefused)
"""Refusals about what was typed: the screen that asked for it answers beside the field."""


class Refused(Enum):
    """What a verb gives when it was refused, and the screen has said why; false where asked."""

    REFUSED = "refused"

    def __bool__(self) -> Literal[False]:
        return False


REFUSED: Final = Refused.REFUSED


class Tries:
    """Numbers the gestures of a screen: the same one tried again keeps its number.

    Another one gets another, or a try whose answer was lost would swallow it.
    """

    def __init__(self) -> None:
        self._last: object = None
        self._operation = uuid4()

    def of(self, gesture: object) -> UUID:
        """Give the UUID of `gesture`, whatever it is made of."""
        if gesture != self._last:
            self._last = gesture
            self._operation = uuid4()
        return self._operation


async def carry_out(
    screen: Screen[Any], verb: Callable[[], R], *, long: bool = False
) -> R | Refused:
    """Run `verb` and give its result; REFUSED if it was, with the sentence on the screen.

    While another writer holds the base, or its server is gone, the screen says so and stays alive;
    a gesture that was being committed when the server went is not tried again unseen. What is
    FOR_THE_CALLER is raised. A `long` verb runs beside the loop.
    """
    foot = screen.query_one(Foot)

    async def run() -> R:
        return await beside(verb) if long else verb()

    try:
        return await _patiently(foot, run)
    except FOR_THE_CALLER:
        raise
    except Conflict as refusal:
        again = " <.reload> : actualiser." if ".reload" in names_on(screen) else ""
        foot.say(f"{refusal}{again}", "error")
    except Refusal as refusal:
        foot.say(str(refusal), "error")
    return REFUSED


async def _patiently(foot: Foot, verb: Callable[[], Awaitable[R]]) -> R:
    """Try again while the base is busy, or lost; raises that once patience, or the person, ends.

    Keys wait meanwhile, but for Échap, which takes the class `-waits` away (KeysInOrder).
    """
    waited = foot.has_class("-waits")
    try:
        return await verb()
    except (StorageBusy, StorageLost) as refusal:
        kind, (pause, end) = type(refusal), _told(foot, refusal)
        foot.add_class("-waits")
    try:
        while True:
            await asyncio.sleep(pause)
            try:
                done = await verb()
            except (StorageBusy, StorageLost) as again:
                if monotonic() > end or not foot.has_class("-waits"):
                    raise
                if type(again) is not kind:
                    # It was held, and its server went; or it is back, and held.
                    kind, (pause, end) = type(again), _told(foot, again)
            else:
                foot.clear()
                return done
    finally:
        foot.set_class(waited and foot.has_class("-waits"), "-waits")


def _told(foot: Foot, refusal: StorageBusy | StorageLost) -> tuple[float, float]:
    """Say what is waited for; gives how long between two tries, and until when."""
    if isinstance(refusal, StorageLost):
        foot.say(f"{LOST} {TRYING}", "warning")
        return LOST_PAUSE, monotonic() + LOST_PATIENCE
    foot.say(f"{refusal.under_way or HELD} {TRYING}", "warning")
    return PAUSE, monotonic() + PATIENCE


async def painted(screen: Screen[Any]) -> None:
    """Return once what was just said is on the screen: what follows will block it a moment."""
    done = asyncio.Event()
    screen.call_after_refresh(done.set)
    await done.wait()
