"""A verb that a signal stops puts its things away first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


class Stopped(BaseException):
    """The signal `number` asks the program to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Raise Stopped in the block when a signal comes; what is ignored (`nohup`) stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [one for one in ENDING if signal.getsignal(one) is not signal.SIG_IGN]

    def stop(number: int, _frame: FrameType | None) -> None:
        # Once is enough: another would break off what is being put away.
        for one in heard:
            signal.signal(one, signal.SIG_IGN)
        raise Stopped(number)

    before = [(one, signal.signal(one, stop)) for one in heard]
    try:
        yield
    finally:
        for one, handler in before:
            signal.signal(one, handler)
