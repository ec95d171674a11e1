"""An access that closes on many clients: a bar, to its end or given up whole."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest

from models import long_work
from models.labels import Role
from models.lot import LotHandOver
from models.portefeuille import Portefeuille
from models.tables import Operation, Utilisateur
from screens.equipe import EquipeScreen
from screens.flows import lots
from screens.widgets.foot import Foot
from screens.windows.progression import ProgressionScreen
from tests.cabinet import all_of, colleague_of, fill
from tests.journeys.list_stage import Session, play
from tests.quiet import until

LEAVES = ("end", "enter", "end", "enter", "end", "enter", "o")
"""Of Zoé, the last by name: her clients go to nobody; Entrée is all that lacks."""


@pytest.fixture
def admin(inside: Portefeuille) -> Portefeuille:
    """Sign an administrateur in, whose colleague Zoé has seven clients."""
    found = colleague_of(inside, "Anne Admin", Role.ADMINISTRATEUR)
    zoe = colleague_of(found, "Zoé Partante", Role.COLLABORATEUR)._utilisateur
    assert zoe is not None
    LotHandOver(found, fill(found, 7), zoe.uid).run()
    return found


@pytest.fixture(autouse=True)
def slices_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "SLICE", 2)
    monkeypatch.setattr(lots, "SLICE", 2)


def is_open() -> bool:
    return bool(Utilisateur.get(Utilisateur.nom == "Zoé Partante").actif)


@pytest.mark.played
def test_many_clients_go_to_the_end(admin: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press(*LEAVES, "enter")
        assert "7 comptes sans responsable." in session.message.replace(" ", " ")

    play(EquipeScreen(admin), steps)
    assert not is_open()
    assert {fiche.responsable for fiche in all_of(admin)} == {None}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_given_up_half_way_changes_nothing(
    admin: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Operation.select().count()
    half, seen = Event(), Event()
    right = ProgressionScreen._go_on

    def stand_half_way(self: ProgressionScreen[Any], done: int) -> bool:
        if done == 2:
            half.set()
            seen.wait()
        return right(self, done)

    monkeypatch.setattr(ProgressionScreen, "_go_on", stand_half_way)

    async def steps(session: Session) -> None:
        await session.press(*LEAVES)
        session.tap("enter")
        await until(half.is_set)
        foot = session.screen.query_one(Foot)
        session.tap("escape")
        await until(lambda: not foot.has_class("-waits"))
        await until(lambda: session.screen._given_up)  # type: ignore[attr-defined]
        seen.set()
        await until(lambda: "rien n'a été enregistré." in session.message)
        assert isinstance(session.screen, EquipeScreen)

    play(EquipeScreen(admin), steps)
    assert is_open()
    assert Operation.select().count() == before
    assert {fiche.responsable_nom for fiche in all_of(admin)} == {"Zoé Partante"}
