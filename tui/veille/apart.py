"""Work on the base in a process of its own: the server itself never opens one."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from typing import TypeVar

from models.errors import Refusal

R = TypeVar("R")


def apart(work: Callable[[], R]) -> R:
    """Run `work` in a child, and give what it gives; what it refuses is raised here."""
    read, write = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.close(read)
            with os.fdopen(write, "wb") as told:
                told.write(_answer(work))
            sys.stdout.flush()
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        answer = told.read()
    os.waitpid(process, 0)
    if not answer:
        raise Refusal("La base n'a pas pu être regardée.")
    refusal, result = pickle.loads(answer)
    if refusal is not None:
        raise refusal
    given: R = result
    return given


def _answer(work: Callable[[], R]) -> bytes:
    try:
        return pickle.dumps((None, work()))
    except Refusal as refusal:
        return pickle.dumps((type(refusal)(str(refusal)), None))
