"""A state of a screen, to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from textual import events
from textual.screen import Screen

from models.portefeuille import Portefeuille
from tests.journeys.list_stage import Session
from tests.quiet import until
from tests.snapshots.parts import Part

Make = Callable[[Portefeuille], Screen[Any]]


class Pasted(str):
    """Among the keys of a state: a text that arrives at once."""

    __slots__ = ()


@dataclass(frozen=True)
class State:
    """A state of a screen: how it is made, and the keys that lead to it.

    `until` begins what its message line says in the end, where the last key alone does not tell;
    `part` is what its picture keeps, all of it without one.
    """

    name: str
    make: Make
    keys: Sequence[str] = ()
    svg: bool = False
    until: str = ""
    part: Part | None = None


async def reach(session: Session, keys: Sequence[str], said: str = "") -> None:
    """Press the keys of a state, paste its texts, and wait until the screen has answered."""
    for kind, run in groupby(keys, key=type):
        if kind is not Pasted:
            await session.press(*run)
            continue
        for text in run:
            await session.app.on_event(events.Paste(text))
            await session.press()
    if said:
        await until(lambda: session.message.startswith(said))
        await session.press()
