"""Keys typed ahead: each goes where it would have gone if it had been typed slowly.

Textual hands all keys of one packet to the widget that had the focus when the packet arrived,
before the first of them has moved the focus or opened a screen. Over SSH keys arrive in
packets. Here a key waits until everything that the keys before it started is done (ADR 0004).
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

from screens.widgets.answering_screen import AnsweringScreen
from tui.engine.runs import SlowWord, table_from, text_from
from tui.engine.screens import has_put_off, is_unpainted, paint_now

Typed: TypeAlias = events.Key | events.Paste

PATIENCE = 12.0
"""Seconds that a key waits at most for what the keys before it started.

It is longer than a gesture waits for the base (screens/flows/gestures.py), so that no key acts in
the middle of one.
"""

WAITING = ".-waits"
"""Selects what a screen marks while it waits for something that Échap or F12 gives up."""

GIVES_UP = ("escape", "f12")

SHORT_PATIENCE = 0.05
"""The same while what an earlier key started keeps the event loop busy."""

POLL = 0.005


class _Loop(Protocol):
    _ready: deque[object]


class KeysInOrder:
    """Queues the keys and pastes of one application, and hands them over one at a time."""

    def __init__(self, app: App[None], give: Callable[[Typed], Awaitable[None]]) -> None:
        """Handle the keys of *app*; *give* hands one to the widget that has the focus then."""
        self._app = app
        self._to_focus = give
        self._typed: deque[Typed] = deque()
        self._released: deque[Typed] = deque()
        self._delivery: asyncio.Task[None] | None = None
        self._settled = False
        self._field: Widget | None = None
        self._in_text = 0
        self._word = SlowWord()
        self._asking: set[Worker[Any]] = set()
        self._outlasting: set[Worker[Any]] = set()

    @property
    def are_waiting(self) -> bool:
        """Whether a key is still in the queue."""
        return bool(self._typed or self._released)

    async def take(self, event: Typed) -> None:
        """Handle a key that arrived: hand it over if its turn has come, else queue it."""
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

    def on_resize(self) -> None:
        """Have the next key wait for what a change of the window makes a screen read."""
        # `_busy` does not see that work.
        self._settled = False

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Let keys pass the worker that runs now: it waits for an answer of the person."""
        worker = get_current_worker()
        self._asking.add(worker)
        try:
            yield
        finally:
            self._asking.discard(worker)

    async def _give(self, event: Typed) -> None:
        """Hand *event* to what has the focus now; a text that no field takes is a paste."""
        if self._in_text:
            self._in_text -= 1
            return
        self._field = self._field_of(event)
        if text := self._text_from(event):
            self._in_text = len(text) - 1
            pasted = events.Paste(text)
            pasted.set_sender(self._app)
            await self._to_focus(pasted)
        else:
            await self._to_focus(event if self._field else _case_blind(event))

    def _text_from(self, event: Typed) -> str:
        """Give the text that *event* begins: a table, a word of one read, or a key of a slow one.

        No key of a slow word answers the question that one of its letters opened.
        """
        if self._field is not None:
            return table_from(event) if getattr(self._field, "takes_tables", False) else ""
        if table := table_from(event):
            return table
        in_word, screen = self._word.goes_on(event), self._app.screen
        if not isinstance(screen, AnsweringScreen):
            return ""
        return text_from(event) or ("\n" if in_word and screen.asks() else "")

    def _begin_delivery(self) -> None:
        if self._delivery is None or self._delivery.done():
            self._delivery = asyncio.create_task(self._deliver(), name="keys in order")

    def _gives_up(self, event: Typed) -> bool:
        """Tell whether *event* is a key that ends a wait; such a key does nothing else."""
        if not (isinstance(event, events.Key) and event.key in GIVES_UP):
            return False
        waiting = self._app.screen.query(WAITING)
        waiting.remove_class(WAITING.removeprefix("."))
        return bool(waiting)

    async def _deliver(self) -> None:
        """Hand over the keys of the queue one by one, then wait for the effects of the last."""
        while self._app.is_running:
            await self._settle()
            self._word.drawn(monotonic())
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
        """Wait until what the earlier keys started is done, `PATIENCE` seconds at most."""
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
        """Wait until the event loop has nothing to run; tell whether the program still runs."""
        soon = monotonic() + SHORT_PATIENCE
        ready = _ready()
        while ready and monotonic() < (min(soon, end) if self._outlasting else end):
            await asyncio.sleep(0)
        return self._app.is_running

    def _more_text(self) -> bool:
        """Tell whether the next key is text of what took the last one: it need not wait."""
        if not self._typed or self._in_text:
            return bool(self._typed)
        if self._field is None:
            return False
        return self._field is self._field_of(self._typed[0])

    def _field_of(self, event: Typed) -> Widget | None:
        """Return the focused widget if *event* is a character that it takes as text."""
        widget = self._app.focused
        if widget is None or isinstance(event, events.Paste):
            return None
        return widget if widget.check_consume_key(event.key, event.character) else None

    def _paint_what_waits(self) -> bool:
        """Paint now if something was put off until the next frame; tell whether it was."""
        if not has_put_off(self._app.screen):
            return False
        # A slow typist would have seen it done.
        paint_now(self._app.screen)
        return True

    def _busy(self) -> bool:
        """Tell whether something is in progress that a key must wait for."""
        return bool(_ready() or has_put_off(self._app.screen) or self._working() - self._outlasting)

    def _working(self) -> set[Worker[Any]]:
        """Return the running workers that keys wait for: not those that ask the person."""
        return {
            worker
            for worker in self._app.workers
            if worker.is_running and worker not in self._asking
        }

    async def _all_answer(self, end: float) -> bool:
        """Wait until each node that a key passes through is free; tell whether all were."""
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
    """Counts the nodes that have answered."""

    def __init__(self) -> None:
        self.answers = 0

    def answer(self) -> None:
        """Count one more."""
        self.answers += 1


def _ready() -> deque[object]:
    """Return what the event loop is about to run."""
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
