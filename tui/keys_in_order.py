"""Keys typed ahead: each goes where it would have gone had it been typed slowly.

Textual hands every key of one packet to the widget that had the focus when the packet
arrived, before the keys in front of it have moved the focus or opened a screen. Over SSH
keys arrive in packets. Here a key waits until all that the keys before it started is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic
from typing import Any, Protocol, TypeAlias, cast

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

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


class KeysInOrder(App[None]):
    """An application whose keys and pastes are handled one at a time, in order."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._typed: deque[Typed] = deque()
        self._released: deque[Typed] = deque()
        self._delivery: asyncio.Task[None] | None = None
        self._field: Widget | None = None
        self._asking: set[Worker[Any]] = set()
        self._outlasting: set[Worker[Any]] = set()

    async def on_event(self, event: events.Event) -> None:
        """Queue what is typed; let the rest through, and each key when its turn comes."""
        # In this method Textual gives a key to the widget that has the focus now.
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
        elif self._released and event is self._released[0]:
            self._released.popleft()
            self._field = self._field_of(event)
            await super().on_event(event)
        elif self._gives_up(event):
            self._typed.clear()
        else:
            self._typed.append(_as_meant(event))
            if self._delivery is None or self._delivery.done():
                self._delivery = asyncio.create_task(self._deliver(), name="keys in order")

    def _gives_up(self, event: Typed) -> bool:
        """Tell whether *event* is an Échap that ends a wait; it does nothing else."""
        if not (isinstance(event, events.Key) and event.key == "escape"):
            return False
        waiting = self.screen.query(WAITING)
        waiting.remove_class(WAITING.removeprefix("."))
        return bool(waiting)

    async def push_screen_wait(self, screen: Screen[Any] | str, *, mode: str | None = None) -> Any:
        """Push *screen* and wait for its answer; meanwhile no key waits for this worker."""
        worker = get_current_worker()
        self._asking.add(worker)
        try:
            return await super().push_screen_wait(screen, mode=mode)
        finally:
            self._asking.discard(worker)

    async def _deliver(self) -> None:
        """Post the keys typed, one at a time, until none is left or the program ends."""
        while self._typed and self.is_running:
            await self._settle()
            if self.is_running:
                event = self._typed.popleft()
                self._released.append(event)
                self.post_message(event)

    async def _settle(self) -> None:
        """Return when what came before has had all its effects, or patience has run out."""
        end = monotonic() + PATIENCE
        while self.is_running and monotonic() < end:
            if not await self._quiet(end) or self._more_text():
                return
            if self._paint_now():
                continue
            if self._working() - self._outlasting:
                await asyncio.sleep(POLL)
            elif await self._all_answer(end):
                break
        self._outlasting = self._working()

    async def _quiet(self, end: float) -> bool:
        """Wait until only timers and the terminal can wake us; tell if the program goes on."""
        if any(worker.group == LONG_WORK for worker in self.workers) or self._outlasting:
            end = min(end, monotonic() + SHORT_PATIENCE)
        # asyncio does not say publicly that nothing is ready to run; its queue does.
        ready = cast(_Loop, asyncio.get_running_loop())._ready  # noqa: SLF001
        while ready and monotonic() < end:
            await asyncio.sleep(0)
        return self.is_running

    def _more_text(self) -> bool:
        """Tell if the next key is text for the field that took the last one."""
        return self._field is not None and self._field is self._field_of(self._typed[0])

    def _field_of(self, event: Typed) -> Widget | None:
        """Return the focused widget if *event* is a character that it keeps for itself."""
        widget = self.focused
        if widget is None or isinstance(event, events.Paste):
            return None
        return widget if widget.check_consume_key(event.key, event.character) else None

    def _paint_now(self) -> bool:
        """Paint at once if something was put off until the next frame; tell if it was."""
        screen = self.screen
        # What `call_after_refresh` has put off; a slow typist would have seen it done.
        if not screen._callbacks:  # noqa: SLF001
            return False
        # What the frame's timer calls; Textual's own Pilot calls it too.
        screen._on_timer_update()  # noqa: SLF001
        return True

    def _working(self) -> set[Worker[Any]]:
        """Return the workers that keys wait for: neither asking the person nor long."""
        return {
            worker
            for worker in self.workers
            if worker.is_running and worker.group != LONG_WORK and worker not in self._asking
        }

    async def _all_answer(self, end: float) -> bool:
        """Wait for all that a key goes through; tell if none was still in a handler."""
        answers: list[MessagePump] = []
        asked = [
            node
            for node in (self.focused or self.screen).ancestors_with_self
            if node.call_later(answers.append, node)
        ]
        await self._quiet(end)
        at_once = len(answers) == len(asked)
        while len(answers) < len(asked) and self.is_running and monotonic() < end:
            await asyncio.sleep(POLL)
        return at_once


def _as_meant(event: Typed) -> Typed:
    """Return *event*, or Entrée for what Entrée sends before the terminal is in raw mode."""
    if isinstance(event, events.Key) and event.key == "ctrl+j":
        return events.Key("enter", "\r")
    return event
