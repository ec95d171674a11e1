"""Windows that change while one types, and the smallest one that is whole."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest
from textual.widget import Widget
from textual.widgets import Input

from models.portefeuille import Portefeuille
from screens.widgets.foot import SMALLEST
from tests.journeys.list_stage import SSH, Session, Steps
from tests.journeys.stage import Stage
from tests.quiet import played
from tests.snapshots.drive import portefeuille_in
from tests.snapshots.state import State, reach
from tests.snapshots.states import ONE_OF_EACH
from tests.tries import some

SIZES = [(1, 1), (2, 1), (20, 5), (59, 15), (60, 16), (80, 24), (120, 40), (300, 100)]
TYPED = ["d", "1", "tab", "é"]
"""For a field, for boxes; elsewhere they open something."""


Picture = tuple[list[str], str | None, list[str]]


def picture(session: Session) -> Picture:
    """Give what is seen but for the foot, which is worded for the width; the focus; the fields."""
    fields = session.screen.query(Input)
    return session.lines[:-2], session.focus, [field.value for field in fields]


def play(state: State, portefeuille: Portefeuille, between: Steps) -> Picture:
    """Type in a state; `between` comes before each key."""
    app = Stage(state.make(portefeuille))

    async def run() -> Picture:
        async with played(app, SSH) as pilot:
            session = Session(app, pilot)
            await reach(session, state.keys)
            for key in TYPED:
                await between(session)
                await session.press(key)
            await session.resize(*SSH)
            return picture(session)

    return asyncio.run(run())


@pytest.mark.parametrize("state", some(ONE_OF_EACH), ids=lambda state: state.name)
@pytest.mark.played
def test_a_window_that_changes_while_one_types_changes_nothing(
    tmp_path: Path, migrated_file: Path, state: State
) -> None:
    sizes = iter([SMALLEST, *Random(state.name).sample(SIZES, len(TYPED) - 1)])
    cut: list[Widget] = []

    async def nothing(_: Session) -> None:
        """Leave the window as it is."""

    async def another_size(session: Session) -> None:
        await session.resize(*next(sizes))
        if session.app.size == SMALLEST:
            cut.extend(one for one in session.screen.focus_chain if is_cut(one))

    with portefeuille_in(tmp_path / "calme", migrated_file) as portefeuille:
        quiet = play(state, portefeuille, nothing)
    with portefeuille_in(tmp_path / "agite", migrated_file) as portefeuille:
        assert play(state, portefeuille, another_size) == quiet
    assert cut == []


def is_cut(widget: Widget) -> bool:
    """Tell what lies partly outside, at the right; what is below comes with the cursor."""
    place = widget.screen.find_widget(widget)
    return place.region.right > min(place.clip.right, widget.app.size.width)
