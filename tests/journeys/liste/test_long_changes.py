"""A change of many comptes that takes time: to its end, refused, stopped."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from models import long_work
from models.errors import StorageFailure
from models.labels import Service
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.flows import lots
from screens.lot import LotScreen
from screens.widgets.foot import Foot
from screens.windows.progression import ProgressionScreen
from tests.cabinet import all_of, fill, with_service
from tests.journeys.list_stage import Session, play
from tests.quiet import until

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def slices_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "SLICE", 2)
    monkeypatch.setattr(lots, "SLICE", 2)


def after_two(monkeypatch: pytest.MonkeyPatch, then: Callable[[], None]) -> None:
    """Do `then` once a slice is done, in the thread of the work."""
    right = ProgressionScreen._go_on

    def go_on(self: ProgressionScreen[Any], done: int) -> bool:
        if done == 2:
            then()
        return right(self, done)

    monkeypatch.setattr(ProgressionScreen, "_go_on", go_on)


@pytest.mark.usefixtures("slices_of_two")
def test_a_long_change_goes_to_its_end(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 7)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "c", "6", "ctrl+s", "7", "enter")
        assert "7 comptes modifiés." in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert len(with_service(portefeuille, Service.ATTESTATIONS)) == 7


@pytest.mark.usefixtures("slices_of_two")
def test_a_long_change_that_the_base_refuses_changes_nothing(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 7)

    def full() -> None:
        if any(isinstance(one, LotScreen) for one in threads):
            raise StorageFailure("Disque plein : rien n'a été enregistré.")

    after_two(monkeypatch, full)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "c")
        threads.append(session.screen)
        await session.press("6", "ctrl+s", "7", "enter")
        assert "Disque plein" in session.message
        await session.press("escape")
        assert type(session.screen) is LotScreen

    threads: list[object] = []
    play(EtablissementsScreen(portefeuille), steps)
    assert not with_service(portefeuille, Service.ATTESTATIONS)


@pytest.mark.usefixtures("slices_of_two")
def test_escape_gives_a_long_change_up_whole(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 9)
    half, seen = Event(), Event()

    def stand_half_way() -> None:
        half.set()
        seen.wait()

    async def steps(session: Session) -> None:
        await session.press("asterisk", "x", "9")
        after_two(monkeypatch, stand_half_way)
        session.tap("enter")
        await until(half.is_set)
        foot = session.screen.query_one(Foot)
        session.tap("s")
        session.tap("escape")
        await until(lambda: not foot.has_class("-waits"))
        await until(lambda: session.screen._given_up)  # type: ignore[attr-defined]
        seen.set()
        await until(lambda: "rien n'a été enregistré." in session.message)
        assert isinstance(session.screen, EtablissementsScreen)

    play(EtablissementsScreen(portefeuille), steps)
    assert len(all_of(portefeuille)) == 9
