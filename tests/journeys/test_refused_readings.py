"""What a screen says when the base cannot be read: the reason, and nothing it does not know."""

from __future__ import annotations

import pytest

from models.errors import StorageFailure
from models.portefeuille import Portefeuille
from screens.services_panel import ServicesPanel
from tests.cabinet import fill
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

LOST = "Connexion perdue."


def test_a_neighbour_that_cannot_be_read_is_not_called_the_last_compte(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = fill(portefeuille, 2)

    def lose(*_: object) -> None:
        raise StorageFailure(LOST)

    async def steps(session: Session) -> None:
        monkeypatch.setattr(Portefeuille, "neighbour", lose)
        await session.press("s")
        assert session.message == f"! {LOST}"

    play(ServicesPanel(portefeuille, first), steps)
