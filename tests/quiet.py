"""An application that is played: keys in, then nothing left to do but to wait for the next.

Textual's own Pilot sleeps 20 ms at a time until the process seems idle, which a loaded machine
always seems, and sends every widget a message to see that it answers: half of what a test costs.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any, TypeVar, cast

from textual import events
from textual._context import visible_screen_stack
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import Worker

from tui.engine.keys_in_order import WAITING

FAR = 60.0
"""Seconds after which what is waited for will not come; no verdict hangs on how many."""
SOON = 0.002
"""Seconds between two looks at what a thread or another process is doing."""

Played = TypeVar("Played", bound=App[Any])


class QuietPilot(Pilot[None]):
    """A pilot that waits for what a key has begun, neither less nor longer."""

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before has had all its effects."""
        for key in keys:
            if self.app._exit:
                return
            self.tap(key)
            await quiet(self.app)

    def tap(self, key: str) -> None:
        """Press a key, and do not wait for what it does."""
        event = _typed(key)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def pause(self, delay: float | None = None) -> None:
        """Wait until nothing is left to do."""
        assert delay is None, "wait for what must happen, not for a time"
        await quiet(self.app)

    async def resize_terminal(self, width: int, height: int) -> None:
        """Change the window."""
        size = Size(width, height)
        cast(HeadlessDriver, self.app._driver)._size = size
        self.app.post_message(events.Resize(size, size))
        await quiet(self.app)


@asynccontextmanager
async def played(
    app: App[Any], size: tuple[int, int] = (80, 24), *, bubbles: bool = False
) -> AsyncIterator[QuietPilot]:
    """Run an application, without a terminal, for as long as the block lasts.

    With `bubbles`, notifications and tooltips are shown.
    """
    async with app.run_test(size=size, notifications=bubbles, tooltips=bubbles):
        await quiet(app)
        yield QuietPilot(app)


async def quiet(app: App[Any]) -> None:
    """Return once the application waits for a key, for a colleague or for its end."""
    end = monotonic() + FAR
    while not app._exit:
        assert monotonic() < end, f"still at work: {[*app.workers]}"
        if await _at_work(app):
            continue
        if app._resize_event is not None:
            # What a timer does 8 ms after the last change of the window.
            app._check_resize()
        elif unpainted := [screen for screen in app.screen_stack if _is_unpainted(screen)]:
            for screen in unpainted:
                # What a timer does at the next frame.
                screen._on_timer_update()
        else:
            # What a window is drawn over, for who reads its rows in this task.
            visible_screen_stack.set(app._background_screens)
            return


async def until(happens: Callable[[], object]) -> None:
    """Return once something happens that a timer, a thread or a colleague brings."""
    end = monotonic() + FAR
    while not happens():
        assert monotonic() < end, "it never happened"
        await asyncio.sleep(SOON)


async def _at_work(app: App[Any]) -> bool:
    """Let what is ready run; tell if something else may still come of it."""
    await app._animator.wait_until_complete()
    ready = cast(Any, asyncio.get_running_loop())._ready
    await asyncio.sleep(0)
    while ready and not _delivers(app):
        await asyncio.sleep(0)
    if _delivers(app):
        # The keys wait until nothing is ready: we may not be.
        keys = _keys_of(app)
        await asyncio.wait({keys._delivery}, timeout=SOON)
        # Last: it looks at every widget.
        return bool(ready or keys.are_waiting or not _delivers(app)) or not _waits_for_another(app)
    if _working(app) and not _waits_for_another(app):
        await asyncio.sleep(SOON)
        return True
    return False


def _keys_of(app: App[Any]) -> Any:
    """Give what hands the keys out, which a toy has not."""
    return getattr(app, "keys", None)


def _delivers(app: App[Any]) -> bool:
    """Tell if a key that was pressed is still having its effects."""
    keys = _keys_of(app)
    return keys is not None and keys._delivery is not None and not keys._delivery.done()


def _waits_for_another(app: App[Any]) -> bool:
    """Tell if the screen says that it waits for a base that is busy, and does not work itself."""
    return bool(app.screen.query(WAITING)) and not app.screen.query("#barre")


def _working(app: App[Any]) -> set[Worker[Any]]:
    """Give what is begun and asks nothing of a person."""
    if keys := _keys_of(app):
        return set(keys._working() - keys._outlasting)
    return {one for one in app.workers if one.is_running}


def _is_unpainted(screen: Screen[Any]) -> bool:
    if not screen.is_current:
        return False
    # A screen that shows under another one is painted with it, and stays marked.
    marked = screen.is_active and (screen._repaint_required or screen._dirty_widgets)
    return bool(marked or screen._layout_required or screen._scroll_required or screen._callbacks)


def _typed(key: str) -> events.Key:
    """Give the event of a key, by its name or its character."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    name = _get_unicode_name_from_key(REPLACED_KEYS.get(key, key))
    try:
        return events.Key(key, unicodedata.lookup(name))
    except KeyError:
        return events.Key(key, key if len(key) == 1 else None)
