"""Who types nothing is warned, then locked out; the password gives the same place back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.portefeuille import Portefeuille
from screens.access.verrou import VerrouScreen
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from tests.cabinet import employeur
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage
from tests.quiet import played
from tui import idle_lock
from tui.config import BadConfig, load
from tui.idle_lock import SAID, SOON, WARNING, IdleLock

MINUTE = 60.0


class Clock:
    """Somebody's time, and what is to happen in it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        self.due: dict[int, tuple[float, Callable[[], None]]] = {}
        self.said: list[tuple[str, float]] = []
        patch.setattr(idle_lock, "monotonic", lambda: self.now)

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Any:
        rank = len(self.said) + max(self.due, default=0) + 1
        self.due[rank] = self.now + delay, callback
        return SimpleNamespace(stop=lambda: self.due.pop(rank, None))

    def notify(self, message: str, **_: object) -> None:
        self.said.append((message, self.now))

    def clear_notifications(self) -> None:
        self.said.append(("", self.now))

    def pass_to(self, instant: float) -> None:
        """Let time pass, and happen what is due."""
        while ready := [(at, rank) for rank, (at, _) in self.due.items() if at <= instant]:
            at, rank = min(ready)
            self.now = at
            self.due.pop(rank)[1]()
        self.now = instant


@given(
    minutes=st.integers(2, 30),
    pauses=st.lists(st.floats(0, 40 * MINUTE, allow_subnormal=False), max_size=12),
)
def test_it_locks_as_long_after_the_last_key_as_was_set(minutes: int, pauses: list[float]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        clock, locked = Clock(patch), list[float]()
        lock = IdleLock(clock, minutes=minutes, lock=lambda: locked.append(clock.now))
        lock.begin()
        last = clock.now
        for pause in pauses:
            clock.pass_to(last + pause)
            if locked:
                break
            lock.key()
            last = clock.now
        clock.pass_to(last + 40 * MINUTE)
        assert locked == [pytest.approx(last + minutes * MINUTE, abs=SOON)]
        warned = [at for said, at in clock.said if said == SAID]
        assert warned[-1] == pytest.approx(max(last, last + minutes * MINUTE - WARNING), abs=SOON)
        assert clock.said[-1][0] == ""
        assert clock.due == {}


def test_it_counts_for_nobody_who_is_out_or_wants_none(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    IdleLock(clock, minutes=0, lock=pytest.fail).begin()
    left = IdleLock(clock, minutes=2, lock=pytest.fail)
    left.begin()
    left.end()
    clock.pass_to(clock.now + 1_000 * MINUTE)
    assert (clock.due, clock.said) == ({}, [])


@pytest.mark.parametrize(
    ("said", "minutes"), [("", 15), ("verrou = 0", 0), ("verrou = 2", 2), ("verrou = 480", 480)]
)
@pytest.mark.played
def test_how_long_is_a_setting(tmp_path: Path, said: str, minutes: int) -> None:
    file = tmp_path / "config.toml"
    file.write_text(said)
    assert load({}, file=file).verrou == minutes


@pytest.mark.parametrize(("said", "hours"), [("", 12), ("duree = 0", 0), ("duree = 24", 24)])
def test_how_long_a_session_lasts_is_a_setting(tmp_path: Path, said: str, hours: int) -> None:
    file = tmp_path / "config.toml"
    file.write_text(said)
    assert load({}, file=file).duree == hours


def test_a_session_of_more_than_a_day_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("duree = 25")
    with pytest.raises(BadConfig, match="un nombre d'heures, de 1 à 24, ou 0"):
        load({}, file=file)


@pytest.mark.parametrize("said", ["1", "481", "-1", "true", '"15"', "2.5"])
@pytest.mark.played
def test_a_limit_that_cannot_be_is_told(tmp_path: Path, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"verrou = {said}")
    with pytest.raises(BadConfig, match="un nombre de minutes, de 2 à 480, ou 0"):
        load({}, file=file)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_was_typed_stands_behind_the_lock(
    inside: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fiche = inside.enroll(employeur(1))

    async def run() -> None:
        app = Stage(AccueilScreen(inside))
        app._inside = inside
        async with played(app, (80, 24), bubbles=True) as pilot:
            session = Session(app, pilot)
            await app.push_screen(ClientForm.for_edit(inside, fiche))
            await session.press("tab")
            await session.type("x")
            before = session.lines
            app._idle.begin()
            now = monotonic()
            monkeypatch.setattr(idle_lock, "monotonic", lambda: now + 14 * MINUTE + 1)
            app._idle.look()
            await session.press()
            assert "se verrouille dans une" in session.text
            await session.press("left")
            assert "se verrouille" not in session.text
            monkeypatch.setattr(idle_lock, "monotonic", lambda: now + 30 * MINUTE)
            app._idle.look()
            await session.press()
            assert isinstance(app.screen, VerrouScreen)
            assert app._idle._timer is None
            app.screen.dismiss(True)
            await session.press()
            assert session.lines == before
            assert app._idle._timer is not None

    asyncio.run(run())
