"""Long work beside the loop: in a thread, which has a connection of its own and no widget."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

R = TypeVar("R")


async def beside(verb: Callable[[], R]) -> R:
    """Run `verb` in a thread; gives what it gives, and raises what it raises.

    A thread that outlives the program is cut with it, and its transaction rolled back: asyncio's
    own would keep the program until they end.
    """
    done: Future[R] = Future()
    Thread(target=_carry_out, args=(verb, done), daemon=True).start()
    return await asyncio.wrap_future(done)


def _carry_out(verb: Callable[[], R], done: Future[R]) -> None:
    from models.storage.opening import leave_thread

    # From here on nobody can take it back: the program may end before what it waited for.
    if not done.set_running_or_notify_cancel():
        return
    try:
        result = verb()
    except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
        done.set_exception(error)
    else:
        done.set_result(result)
    finally:
        leave_thread()
