"""A key that acts on a row says so where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.portefeuille import Portefeuille
from models.tables import Operation
from screens.corbeille import CorbeilleScreen
from screens.ecarts.queue_list import NOTHING_TO_WRITE
from screens.etablissements import EtablissementsScreen
from screens.flows.idle_keys import NO_ROW
from screens.journal import NOTHING_UNDER, JournalScreen
from screens.liste.filters import Filters
from screens.queue import QueueScreen
from screens.widgets.portal_screen import PortalScreen
from tests.journeys.list_stage import Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.mark.parametrize("key", ["space", "asterisk", "enter"])
@pytest.mark.parametrize(
    "opened",
    [EtablissementsScreen, CorbeilleScreen, lambda one: QueueScreen(one, Filters())],
    ids=["list", "corbeille", "queue"],
)
@pytest.mark.played
def test_it_is_said_that_there_is_no_row(
    portefeuille: Portefeuille, opened: Callable[[Portefeuille], PortalScreen[str]], key: str
) -> None:
    async def steps(session: Session) -> None:
        await session.press(key)
        assert session.message == f"! {NO_ROW}"

    play(opened(portefeuille), steps)


def test_nothing_is_written_of_an_empty_queue(portefeuille: Portefeuille) -> None:
    async def steps(session: Session) -> None:
        await session.press("e")
        assert session.message == f"! {NOTHING_TO_WRITE}"

    play(QueueScreen(portefeuille, Filters()), steps)


@pytest.mark.parametrize("key", ["enter", "u"])
def test_an_empty_journal_says_so_too(portefeuille: Portefeuille, key: str) -> None:
    Operation.delete().execute()

    async def steps(session: Session) -> None:
        await session.press(key)
        assert session.message == f"! {NOTHING_UNDER}"

    play(JournalScreen(portefeuille), steps)
