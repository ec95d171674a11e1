"""The frames of windows: how wide they are, and how high."""

from __future__ import annotations

import pytest

from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from screens.journal import JournalScreen
from screens.widgets.frame import Frame
from screens.widgets.rows import RowList
from tests.cabinet import fill
from tests.journeys.list_stage import SSH, Session, play

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_nothing_that_is_behind_stands_beside_a_frame(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def steps(session: Session) -> None:
        for key in ("x", "ctrl+p"):
            await session.press(key)
            frame = session.screen.query_one(Frame).region
            assert (frame.x, frame.right) == (0, SSH[0]), key
            await session.press("escape")

    play(EtablissementsScreen(inside), steps)


def test_a_frame_is_no_higher_than_its_list(inside: Portefeuille) -> None:
    fill(inside, 2)

    async def on_the_list(session: Session) -> None:
        await session.press("f")
        assert last_line(session)
        await session.press("escape", "e", "f6")
        assert last_line(session)

    async def on_the_journal(session: Session) -> None:
        await session.press("f")
        assert last_line(session)

    play(EtablissementsScreen(inside), on_the_list, size=(200, 55))
    play(JournalScreen(inside), on_the_journal, size=(200, 55))


def last_line(session: Session) -> str:
    """Give what the last line of a list says."""
    rows = session.screen.query_one(RowList)
    return rows.render_line(rows.size.height - 1).text.strip()
