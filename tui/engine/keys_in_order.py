"""Keys typed ahead: each goes where it would have gone had it been typed slowly.

Textual hands every key of one packet to the widget that had the focus when the packet
arrived, before the keys in front of it have moved the focus or opened a screen. Over SSH
keys arrive in packets. Here a key waits until all that the keys before it started is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Protocol, TypeAlias, cast

from textual import events
from textual.app import App
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from tui.engine.screens import has_put_off, is_unpainted, paint_now

Typed: TypeAlias = events.Key | events.Paste

LONG_WORK = "long"
"""Group of the workers that no key waits for (import, export): Échap must reach them."""

PATIENCE = 12.0
"""Seconds that a key waits for what those before it started; then it goes all the same.

More than a gesture waits for the base (screens/flows/gestures.py): a key never acts in its middle.
"""

WAITING = ".-waits"
"""What the screen marks while it waits for something that Échap gives up."""

SHORT_PATIENCE = 0.05
"""The same while a work that no key waits for keeps the event loop busy."""

POLL = 0.005


class _Loop(Protocol):
    _ready: deque[object]


class KeysInOrder:
    """The keys and pastes of one application, handed over one at a time, in order."""

    def __init__(self, app: App[None], give: Callable[[Typed], Awaitable[None]]) -> None:
        """Hand the keys of *app* over by *give*: to the widget that has the focus then."""
        self._app = app
        self._to_focus = give
        self._typed: deque[Typed] = deque()
        self._released: deque[Typed] = deque()
        self._delivery: asyncio.Task[None] | None = None
        self._settled = False
        self._field: Widget | None = None
        self._asking: set[Worker[Any]] = set()
        self._outlasting: set[Worker[Any]] = set()

    @property
    def are_waiting(self) -> bool:
        """Whether a key waits for its turn."""
        return bool(self._typed or self._released)

    async def take(self, event: Typed) -> None:
        """Queue what is typed, or give it if its turn has come."""
        if self._released and event is self._released[0]:
            self._released.popleft()
            await self._give(event)
        elif self._gives_up(event):
            self._typed.clear()
        elif self._settled and not self._busy():
            # Alone after a pause, as most keys are: it waits for nothing.
            self._settled = False
            await self._give(_as_meant(event))
            self._begin_delivery()
        else:
            self._settled = False
            self._typed.append(_as_meant(event))
            self._begin_delivery()

    def wait_for_resize(self) -> None:
        """Let no key overtake what a change of the window makes a screen read."""
        # It is no work that `_busy` sees.
        self._settled = False

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Let no key wait for the worker that runs now: it asks the person something."""
        worker = get_current_worker()
        self._asking.add(worker)
        try:
            yield
        finally:
            self._asking.discard(worker)

    async def _give(self, event: Typed) -> None:
        """Give *event* to what has the focus now."""
        self._field = self._field_of(event)
        await self._to_focus(event if self._field else _case_blind(event))

    def _begin_delivery(self) -> None:
        if self._delivery is None or self._delivery.done():
            self._delivery = asyncio.create_task(self._deliver(), name="keys in order")

    def _gives_up(self, event: Typed) -> bool:
        """Tell whether *event* is an Échap that ends a wait; it does nothing else."""
        if not (isinstance(event, events.Key) and event.key == "escape"):
            return False
        waiting = self._app.screen.query(WAITING)
        waiting.remove_class(WAITING.removeprefix("."))
        return bool(waiting)

    async def _deliver(self) -> None:
        """Post the keys typed, one at a time, and see what the last of them started to its end."""
        while self._app.is_running:
            await self._settle()
            if not self._typed and is_unpainted(self._app.screen):
                # The timer of the frames would let up to one frame go by.
                paint_now(self._app.screen)
                continue
            if not self._typed or not self._app.is_running:
                self._settled = True
                return
            event = self._typed.popleft()
            self._released.append(event)
            self._app.post_message(event)

    async def _settle(self) -> None:
        """Return when what came before has had all its effects, or patience has run out."""
        end = monotonic() + PATIENCE
        while self._app.is_running and monotonic() < end:
            if not await self._quiet(end) or self._more_text():
                return
            if self._paint_what_waits():
                continue
            if self._working() - self._outlasting:
                await asyncio.sleep(POLL)
            elif await self._all_answer(end):
                break
        self._outlasting = self._working()

    async def _quiet(self, end: float) -> bool:
        """Wait until only timers and the terminal can wake us; tell if the program goes on."""
        soon = monotonic() + SHORT_PATIENCE
        ready = _ready()
        while ready and monotonic() < (min(soon, end) if self._never_quiet() else end):
            await asyncio.sleep(0)
        return self._app.is_running

    def _never_quiet(self) -> bool:
        """Tell if some work that no key waits for keeps the event loop busy."""
        return bool(self._outlasting) or any(one.group == LONG_WORK for one in self._app.workers)

    def _more_text(self) -> bool:
        """Tell if the next key is text for the field that took the last one."""
        if not self._typed or self._field is None:
            return False
        return self._field is self._field_of(self._typed[0])

    def _field_of(self, event: Typed) -> Widget | None:
        """Return the focused widget if *event* is a character that it keeps for itself."""
        widget = self._app.focused
        if widget is None or isinstance(event, events.Paste):
            return None
        return widget if widget.check_consume_key(event.key, event.character) else None

    def _paint_what_waits(self) -> bool:
        """Paint at once if something was put off until the next frame; tell if it was."""
        if not has_put_off(self._app.screen):
            return False
        # A slow typist would have seen it done.
        paint_now(self._app.screen)
        return True

    def _busy(self) -> bool:
        """Tell if something was begun, by no key, whose end a key waits for."""
        return bool(_ready() or has_put_off(self._app.screen) or self._working() - self._outlasting)

    def _working(self) -> set[Worker[Any]]:
        """Return the workers that keys wait for: neither asking the person nor long."""
        return {
            worker
            for worker in self._app.workers
            if worker.is_running and worker.group != LONG_WORK and worker not in self._asking
        }

    async def _all_answer(self, end: float) -> bool:
        """Wait for all that a key goes through; tell if none was still in a handler."""
        roll = _Roll()
        asked = sum(
            node.call_later(roll.answer)
            for node in (self._app.focused or self._app.screen).ancestors_with_self
        )
        await self._quiet(end)
        at_once = roll.answers == asked
        while roll.answers < asked and self._app.is_running and monotonic() < end:
            await asyncio.sleep(POLL)
        return at_once


class _Roll:
    """How many have answered."""

    def __init__(self) -> None:
        self.answers = 0

    def answer(self) -> None:
        """Count one more."""
        self.answers += 1


def _ready() -> deque[object]:
    """Give what is ready to run."""
    # asyncio does not say publicly that nothing is; its queue does.
    return cast(_Loop, asyncio.get_running_loop())._ready  # noqa: SLF001


def _case_blind(event: Typed) -> Typed:
    """Return *event*, or the small letter of a capital: bindings name small letters only."""
    if isinstance(event, events.Key) and len(event.key) == 1 and event.key.isupper():
        letter = event.key.lower()
        return events.Key(letter, letter)
    return event


def _as_meant(event: Typed) -> Typed:
    """Return *event*, or Entrée for what Entrée sends before the terminal is in raw mode."""
    if isinstance(event, events.Key) and event.key == "ctrl+j":
        return events.Key("enter", "\r")
    return event
