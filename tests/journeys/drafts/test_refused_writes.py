"""What a base refuses of a draft: tried again at the end, and gone if it was given up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event
from uuid import UUID

import pytest

from models.brouillons.contents import Content
from models.errors import StorageFailure
from screens.flows import drafts
from screens.flows.drafts import Draft
from tests.domain.test_brouillons import TYPED


class Refusing:
    """Drafts in memory, on a disk that is full until it has room; `lost`: only answers are."""

    def __init__(self, *, lost: bool = False) -> None:
        self.kept: dict[UUID, Content] = {}
        self.lost = lost
        self.full = True
        self.tried = Event()

    def hold(self, _session: UUID) -> None: ...

    def let_go(self, _session: UUID) -> None: ...

    def begin(self, uid: UUID, _session: UUID, typed: Content) -> None:
        self.tried.set()
        if self.lost or not self.full:
            self.kept[uid] = typed
        if self.full:
            raise StorageFailure("Disque plein.")

    def end(self, uid: UUID) -> None:
        self.kept.pop(uid, None)


class Screen:
    """One that is told what cannot be kept."""

    is_attached = True

    def say(self, _sentence: str, _kind: str) -> None: ...


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write soon; try again long after."""
    monkeypatch.setattr(drafts, "PAUSE", 0.01)
    monkeypatch.setattr(drafts, "SOON", 0.01)
    monkeypatch.setattr(drafts, "LATER", 3600.0)
    monkeypatch.setattr(drafts, "PATIENCE", 60.0)


def after_a_refusal(base: Refusing, do: Callable[[Draft], None]) -> None:
    """Type what the base refuses once, then do something, and end the program."""

    async def steps() -> None:
        draft = Draft(base, Screen())  # type: ignore[arg-type]
        draft.note(TYPED)
        await asyncio.to_thread(base.tried.wait)
        base.full = False
        do(draft)
        await asyncio.to_thread(drafts.finish)
        assert draft not in drafts._at_work

    asyncio.run(steps())


def test_the_end_tries_once_more_what_was_refused() -> None:
    base = Refusing()
    after_a_refusal(base, lambda _draft: None)
    assert list(base.kept.values()) == [TYPED]


def test_what_was_refused_and_given_up_keeps_nobody_waiting() -> None:
    base = Refusing()
    after_a_refusal(base, lambda draft: draft.note(None))
    assert base.kept == {}


def test_what_is_given_up_goes_though_the_answer_was_lost() -> None:
    base = Refusing(lost=True)
    after_a_refusal(base, lambda draft: draft.note(None))
    assert base.kept == {}
