"""Garbage is looked for where somebody pauses, never under a key."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

import pytest

from tui import garbage
from tui.garbage import LOOKS, NEW, PAUSE, REST, Pauses

WHAT_IS_NEW, ALL = 1, 2


class Clock:
    """A clock that a test moves, and a loop that calls back by it."""

    def __init__(self) -> None:
        self.now = 100.0
        self._calls: list[tuple[float, Callable[[], None]]] = []

    def call_later(self, seconds: float, call: Callable[[], None]) -> object:
        self._calls.append((self.now + seconds, call))
        return call

    def go(self, seconds: float) -> None:
        """Let time pass."""
        end = self.now + seconds
        while due := [one for one in self._calls if one[0] <= end]:
            first = min(due, key=lambda one: one[0])
            self._calls.remove(first)
            self.now = first[0]
            first[1]()
        self.now = end

    @property
    def is_asleep(self) -> bool:
        return not self._calls


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(garbage, "monotonic", lambda: clock.now)
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: clock)
    return clock


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have so much that is new that each pause is worth a look; give what is looked through."""
    looked: list[int] = []
    monkeypatch.setattr(gc, "isenabled", lambda: True)
    monkeypatch.setattr(gc, "get_count", lambda: (NEW, 0, 0))
    monkeypatch.setattr(gc, "collect", lambda generation=ALL: looked.append(generation))
    return looked


def test_nothing_is_looked_through_between_two_keys(clock: Clock, looked: list[int]) -> None:
    pauses = Pauses()
    for _ in range(20):
        pauses.key()
        clock.go(PAUSE * 0.9)
    assert not looked
    clock.go(PAUSE)
    assert looked == [WHAT_IS_NEW]
    assert clock.is_asleep


def test_all_is_looked_through_in_a_rest_after_many_pauses(clock: Clock, looked: list[int]) -> None:
    pauses = Pauses()
    for _ in range(LOOKS):
        pauses.key()
        clock.go(PAUSE)
    assert looked == [WHAT_IS_NEW] * LOOKS
    clock.go(REST)
    assert looked == [*[WHAT_IS_NEW] * LOOKS, ALL]
    assert clock.is_asleep
    pauses.key()
    clock.go(REST)
    assert looked[-1] == WHAT_IS_NEW


@pytest.mark.parametrize("enabled", [True, False])
def test_a_pause_is_left_alone_where_little_is_new_or_a_work_forbids_it(
    clock: Clock, looked: list[int], monkeypatch: pytest.MonkeyPatch, *, enabled: bool
) -> None:
    monkeypatch.setattr(gc, "isenabled", lambda: enabled)
    monkeypatch.setattr(gc, "get_count", lambda: (NEW - enabled, 0, 0))
    Pauses().key()
    clock.go(REST)
    assert not looked
    assert clock.is_asleep
