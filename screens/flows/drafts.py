"""What is typed is kept as one types: by a thread of its own, a pause after the key.

A key costs no more than noting what is typed. Whatever ends the program finds in the base all but
what was typed in the last two seconds; what ends it by a signal finds the rest too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

from models.errors import Refusal, StorageBusy

if TYPE_CHECKING:
    from models.brouillons.brouillons import Brouillons
    from models.brouillons.contents import Content
    from screens.flows.resumed import Resumed
    from screens.widgets.answering_screen import AnsweringScreen

R = TypeVar("R")

PAUSE = 0.5
"""Seconds without a key after which what is typed is written."""
LONGEST = 1.5
"""Seconds after which it is written though one goes on typing."""
SOON = 0.05
"""Seconds after which a draft goes: what is read again is for a moment as it is saved."""
AGAIN = 0.1
"""Seconds between two tries while another session holds the base."""
LATER = 5.0
"""Seconds after which a base that takes no writes is tried again."""
AT_A_TIME = 0.25
"""Seconds that a save waits for what is being written (ADR 0002)."""
PATIENCE = 2.0
"""Seconds that the end of the program waits for what is still to be written."""
NOT_KEPT = "Si la ligne coupe, ce qui est tapé ici sera perdu."

_at_work: set[Draft] = set()


class Draft:
    """What is typed on `screen` and not saved; it says on it that nothing can be kept.

    `resumed` is what the screen takes up.
    """

    def __init__(
        self,
        brouillons: Brouillons,
        screen: AnsweringScreen[Any],
        resumed: Resumed[Any] | None = None,
    ) -> None:
        self._brouillons = brouillons
        self._screen = screen
        self._uid: UUID = resumed.interrupted.uid if resumed else uuid4()
        self.session = resumed.session if resumed else uuid4()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = Condition()
        # What follows is read and changed by the loop and by the thread, under the condition.
        self._thread: Thread | None = None
        self._typed: Content | None = None
        self._kept: Content | None = resumed.typed if resumed else None
        self._begun = resumed is not None
        self._waits = self._writes = self._held = False
        self._first = self._due = self._not_before = 0.0
        self._leaves_at: float | None = None
        self._refused = False

    # On the loop

    def note(self, typed: Content | None) -> None:
        """Note what is typed now; None: nothing that is not saved."""
        with self._changed:
            if self._leaves_at is None and not (typed is None and self._is_idle):
                self._note(typed)

    def _note(self, typed: Content | None) -> None:
        now = monotonic()
        if not self._waits:
            self._waits, self._first = True, now
        self._typed = typed
        self._due = min(now + PAUSE, self._first + LONGEST) if typed else now + SOON
        if typed is None and not self._begun:
            # Nothing was written: nothing is to be tried again.
            self._not_before = 0.0
        if self._thread is None:
            self._loop = asyncio.get_running_loop()
            self._begin()
        elif self._first == now or typed is None:
            self._changed.notify_all()

    @property
    def _is_idle(self) -> bool:
        return not (self._waits or self._writes or self._kept)

    @contextmanager
    def saved(self) -> Iterator[None]:
        """Save by the block what is typed; the draft goes in the same transaction."""
        with self._changed:
            self._held = True
            free = self._changed.wait_for(lambda: not self._writes, AT_A_TIME)
        try:
            if not free:
                from models.storage.causes import BUSY

                raise StorageBusy(BUSY.sentence())
            with self._brouillons.ending(self._uid):
                yield
            with self._changed:
                self._typed = self._kept = None
                self._begun = self._waits = False
        finally:
            with self._changed:
                self._held = False
                self._changed.notify_all()

    def saving(self, verb: Callable[[], R]) -> Callable[[], R]:
        """Give `verb`, which saves what is typed, as one that ends the draft too."""

        def save() -> R:
            with self.saved():
                return verb()

        return save

    def hurry(self, until: float) -> None:
        """Write at once what is still to be written, until the instant `until`, and no more."""
        with self._changed:
            self._leaves_at, self._not_before = until, 0.0
            self._changed.notify_all()

    def wait(self, until: float) -> None:
        """Wait until all is written, no longer than to the instant `until`."""
        with self._changed:
            self._changed.wait_for(lambda: self._thread is None, max(0.0, until - monotonic()))

    # In the thread

    def _begin(self) -> None:
        _at_work.add(self)
        self._thread = Thread(target=self._run, daemon=True, name="draft")
        self._thread.start()

    def _run(self) -> None:
        from models.storage.opening import leave_thread

        try:
            with suppress(Refusal):  # held again with what is written
                self._brouillons.hold(self.session)
            while self._has_come():
                self._write()
            with suppress(Refusal):
                self._brouillons.let_go(self.session)
        finally:
            leave_thread()
            with self._changed:
                self._thread = None
                if self._waits and self._leaves_at is None:
                    self._begin()
                else:
                    _at_work.discard(self)
                self._changed.notify_all()

    def _has_come(self) -> bool:
        """Wait until something is to be written; False if nothing will be."""
        with self._changed:
            while True:
                now = monotonic()
                due = None
                if self._waits and not self._held:
                    due = max(self._not_before, now if self._leaves_at else self._due)
                    if due <= now:
                        self._writes = True
                        return True
                if self._leaves_at is not None and (due is None or now > self._leaves_at):
                    return False
                if not self._held and self._is_idle:
                    return False
                self._changed.wait(None if due is None else due - now)

    def _write(self) -> None:
        with self._changed:
            typed, self._waits = self._typed, False
        pause = 0.0
        try:
            pause = self._tried(typed)
        finally:
            with self._changed:
                self._writes = False
                # At the end of the program, what was refused is tried again at once.
                self._not_before = monotonic() + (min(pause, AGAIN) if self._leaves_at else pause)
                if not pause:
                    self._kept = typed
                elif not self._waits:
                    self._waits, self._first = True, monotonic()
                self._changed.notify_all()

    def _tried(self, typed: Content | None) -> float:
        """Write what is typed; give after how many seconds to try again, 0 if it is written."""
        try:
            self._put(typed)
        except StorageBusy:
            return AGAIN
        except Refusal as refusal:
            self._say_once(str(refusal))
            return LATER
        self._refused = False
        return 0.0

    def _put(self, typed: Content | None) -> None:
        drafts, kept = self._brouillons, self._kept
        if typed is None:
            # The answer to a first try may have been lost.
            if self._begun:
                drafts.end(self._uid)
            self._begun = False
        elif kept is None:
            self._begun = True
            drafts.begin(self._uid, self.session, typed)
        elif typed != kept and not drafts.keep(self._uid, self.session, typed, kept):
            # Taken up in another window meanwhile: what is typed here is another draft.
            self._uid = uuid4()
            drafts.begin(self._uid, self.session, typed)

    def _say_once(self, sentence: str) -> None:
        if not self._refused and self._loop:
            self._refused = True
            with suppress(RuntimeError):  # the program ends
                self._loop.call_soon_threadsafe(self._tell, f"{sentence} {NOT_KEPT}")

    def _tell(self, sentence: str) -> None:
        if self._screen.is_attached:
            self._screen.say(sentence, "warning")


def give_up() -> None:
    """Forget all that is typed: its owner leaves without saving it."""
    for draft in tuple(_at_work):
        draft.note(None)


def finish() -> None:
    """Have all that is typed written, before the program ends."""
    until = monotonic() + PATIENCE
    for draft in tuple(_at_work):
        draft.hurry(until)
    for draft in tuple(_at_work):
        draft.wait(until)
