"""Every text of every screen can be read, in every theme."""

from __future__ import annotations

import asyncio

import pytest
from rich.segment import Segment
from textual.geometry import Region
from textual.screen import ModalScreen

from models.portefeuille import Portefeuille
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage
from tests.journeys.widget_toys import contrast
from tests.snapshots.states import STATES, State

LEAST = {"clair": 4.5, "sombre": 4.5, "contraste": 7.0}
BARS = "│║┌┐└┘─╔╗╚╝═▁▂▃▄▅▆▇█"
"""What is drawn and not read; 3 is enough (WCAG 1.4.11)."""


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_every_text_can_be_read(portefeuille: Portefeuille, state: State) -> None:
    app = Stage(state.make(portefeuille))
    found: dict[str, list[tuple[str, float]]] = {}

    async def run() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.pause()
            await Session(app, pilot).press(*state.keys)
            for theme in LEAST:
                app.theme = theme
                await pilot.pause()
                found[theme] = [(piece.text, contrast(piece)) for piece in seen(app)]

    asyncio.run(run())
    pale = [
        (theme, text, round(ratio, 2))
        for theme, texts in found.items()
        for text, ratio in texts
        if ratio < (LEAST[theme] if text.strip(f" {BARS}") else 3.0)
    ]
    assert pale == []
    assert all(found.values())


def seen(app: Stage) -> list[Segment]:
    """Give the texts of the screen on top; what lies under a modal is dimmed on purpose."""
    whole = app.screen.region
    boxes = [child.region for child in app.screen.children]
    regions = boxes if isinstance(app.screen, ModalScreen) else [whole]
    strips = app.screen._compositor.render_strips()
    return [
        piece
        for region in map(whole.intersection, regions)
        for y in range(region.y, region.bottom)
        for piece in _cut(strips[y], region)
        if piece.text.strip()
    ]


def _cut(strip: object, region: Region) -> list[Segment]:
    return list(strip.crop(region.x, region.right))  # type: ignore[attr-defined]
