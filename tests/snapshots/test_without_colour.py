"""NO_COLOR: every state of every screen can be used without a colour."""

from __future__ import annotations

import asyncio

import pytest
from rich.segment import Segment
from textual.geometry import Region
from textual.widget import Widget

from models.portefeuille import Portefeuille
from screens.widgets.field import Field
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage
from tests.quiet import played
from tests.snapshots.state import State, reach
from tests.snapshots.states import ONE_OF_EACH
from tests.tries import some


@pytest.fixture(autouse=True)
def no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def drawn(app: Stage, region: Region) -> list[list[Segment]]:
    """Give what stands in `region`, as styled pieces."""
    strips = app.screen._compositor.render_strips()
    rows = range(max(region.y, 0), min(region.bottom, app.size.height))
    return [list(strips[y].crop(region.x, region.right).simplify().discard_meta()) for y in rows]


def is_read_only(widget: Widget) -> bool:
    """Tell a text that scrolls: it is alone, nothing but the arrows concerns it."""
    return widget.is_scrollable and not isinstance(widget, Field)


@pytest.mark.parametrize("state", some(ONE_OF_EACH), ids=lambda state: state.name)
@pytest.mark.played
def test_the_focus_and_what_is_wrong_are_seen(portefeuille: Portefeuille, state: State) -> None:
    app = Stage(state.make(portefeuille))

    async def run() -> None:
        async with played(app, (80, 24), bubbles=True) as pilot:
            await reach(Session(app, pilot), state.keys)
            for row in drawn(app, app.screen.region):
                for piece in row:
                    style = piece.style
                    assert style is None or (style.color is None and style.bgcolor is None)
            for field in app.screen.query(Field):
                if not (field.has_class("-error") or field.has_class("-warning")):
                    continue
                assert "║" in "".join(piece.text for piece in drawn(app, field.region)[0])
            focused = app.screen.focused
            if focused is None or is_read_only(focused):
                return
            with_focus = drawn(app, focused.region)
            assert any(is_marked(piece) for row in with_focus for piece in row)
            app.screen.set_focus(None)
            await pilot.pause()
            assert drawn(app, focused.region) != with_focus

    asyncio.run(run())


def is_marked(piece: Segment) -> bool:
    """Tell a piece that shows the focus: in reverse, or between the marks of a cursor."""
    return bool(piece.style and piece.style.reverse) or "›" in piece.text
