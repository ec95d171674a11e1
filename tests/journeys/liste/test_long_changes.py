"""A change of many comptes that takes time: to its end, refused, stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from models import lot
from models.errors import StorageFailure
from models.labels import Service
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.windows.progression import ProgressionScreen
from tests.cabinet import all_of, fill, siren, with_service
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def slices_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lot, "SLICE", 2)


AnyLot = lot.Lot[Any]
Steps = Callable[[AnyLot], lot.Bilan]


def after_two(monkeypatch: pytest.MonkeyPatch, then: Steps) -> None:
    """Carry out one slice as usual, then do `then` instead."""
    right = lot.Lot.step

    def step(self: AnyLot) -> lot.Bilan:
        return then(self) if self.done else right(self)

    monkeypatch.setattr(lot.Lot, "step", step)


@pytest.mark.usefixtures("slices_of_two")
def test_a_long_change_goes_to_its_end(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 7)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "c", "6", "ctrl+s", "7", "enter")
        while isinstance(session.screen, ProgressionScreen):
            await session.press("x")
        assert "7 comptes modifiés." in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert len(with_service(portefeuille, Service.ATTESTATIONS)) == 7


@pytest.mark.usefixtures("slices_of_two")
def test_a_long_change_that_the_base_refuses_says_what_was_done(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 7)

    def full(self: AnyLot) -> lot.Bilan:
        raise StorageFailure("Disque plein : rien n'a été enregistré.")

    after_two(monkeypatch, full)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "c", "6", "ctrl+s", "7", "enter")
        assert isinstance(session.screen, ProgressionScreen)
        assert "2 / 7" in session.text
        assert "Disque plein" in session.text
        await session.press("escape")
        assert "2 comptes modifiés." in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert len(with_service(portefeuille, Service.ATTESTATIONS)) == 2


@pytest.mark.usefixtures("slices_of_two")
def test_escape_stops_a_long_change_between_two_slices(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(portefeuille, 9)
    stopped: list[ProgressionScreen] = []
    right = lot.Lot.step

    def stop(self: AnyLot) -> lot.Bilan:
        stopped[0].action_stop()
        return right(self)

    after_two(monkeypatch, stop)
    begun = ProgressionScreen.on_mount

    def keep(self: ProgressionScreen) -> None:
        stopped.append(self)
        begun(self)

    monkeypatch.setattr(ProgressionScreen, "on_mount", keep)

    async def steps(session: Session) -> None:
        await session.press("asterisk", "x", "9", "enter")
        assert "4 inscriptions supprimées." in session.text

    play(EtablissementsScreen(portefeuille), steps)
    assert len(all_of(portefeuille)) == 5
    assert portefeuille.with_siren(siren(9))
