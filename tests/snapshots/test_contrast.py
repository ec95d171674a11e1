"""Every text of every screen can be read, in every theme, with as many colours as there are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen

from models.portefeuille import Portefeuille
from tests.journeys.list_stage import Session
from tests.journeys.stage import Stage
from tests.journeys.widget_toys import contrast
from tests.snapshots.busy_base import BASE_BUSY
from tests.snapshots.refused_saves import REFUSED
from tests.snapshots.state import State, reach
from tests.snapshots.states import ONE_OF_EACH, STATES
from tests.snapshots.wrong_entries import WRONG_ENTRIES
from tests.snapshots.wrong_fields import WRONG
from tui.colour_filters import filters_for
from tui.colours import FEW, Colours
from tui.theme import look

LEAST = {"clair": 4.5, "sombre": 4.5, "contraste": 7.0}
LEAST_OF_FEW = 3.0
"""With sixteen colours, which each terminal chooses: its own palette may be pale."""
BARS = "│║┌┐└┘─╔╗╚╝═▁▂▃▄▅▆▇█"
"""What is drawn and not read; 3 is enough (WCAG 1.4.11)."""

VGA = "000 a00 0a0 a50 00a a0a 0aa aaa 555 f55 5f5 ff5 55f f5f 5ff fff"
PUTTY = "000 b00 0b0 bb0 00b b0b 0bb bbb 555 f55 5f5 ff5 55f f5f 5ff fff"
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
PALETTES = {
    Colours.SIXTEEN: {"VGA": VGA, "PuTTY": PUTTY, "xterm": XTERM},
    Colours.EIGHT: {"console": VGA},
}

Shown = Callable[[RichColor], RichColor]


def in_palette(palette: str) -> Shown:
    """Give what a terminal shows for one of the sixteen colours."""
    whole = [
        one if len(one) == 6 else "".join(2 * digit for digit in one) for one in palette.split()
    ]

    def shown(colour: RichColor) -> RichColor:
        number = colour.downgrade(ColorSystem.STANDARD).number
        assert number is not None
        return RichColor.parse(f"#{whole[number]}")

    return shown


ALIKE = frozenset(state.name for state in WRONG + WRONG_ENTRIES + REFUSED + BASE_BUSY)
MEASURED = tuple(state for state in STATES if state.name not in ALIKE)
"""One refusal is drawn as another: the sentences differ, the colours do not."""


def in_256(colour: RichColor) -> RichColor:
    return RichColor.from_triplet(colour.downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


def shown_by(colours: Colours) -> dict[str, Shown]:
    """Name the terminals with as many colours, and how they show one."""
    if colours is Colours.ALL:
        return {"24 bits": lambda colour: colour, "256": in_256}
    return {name: in_palette(palette) for name, palette in PALETTES[colours].items()}


async def put_on(app: Stage, pilot: Pilot[None], name: str, colours: Colours) -> None:
    """Draw the screen again in another look."""
    app.shown, app._few = colours, filters_for(colours)
    app.set_class(colours in FEW, "-few")
    theme = look(name, colours)
    app.register_theme(theme)
    app.theme = theme.name
    await pilot.pause()


@pytest.mark.parametrize("state", MEASURED, ids=lambda state: state.name)
def test_every_text_can_be_read(portefeuille: Portefeuille, state: State) -> None:
    app = Stage(state.make(portefeuille), theme="contraste")
    pale: list[tuple[Any, ...]] = []

    async def run() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.pause()
            await reach(Session(app, pilot), state.keys)
            few = (Colours.SIXTEEN, Colours.EIGHT) if state in ONE_OF_EACH else ()
            for name, colours in product(LEAST, (Colours.ALL, *few)):
                await put_on(app, pilot, name, colours)
                pieces = seen(app)
                assert pieces
                pale.extend(found for found in paleness(pieces, name, colours))

    asyncio.run(run())
    assert pale == []


def paleness(pieces: set[Segment], name: str, colours: Colours) -> list[tuple[Any, ...]]:
    """Give what cannot be read: the theme, the terminal, the text, its ratio."""
    found = []
    for (terminal, shown), piece in product(shown_by(colours).items(), pieces):
        is_text = bool(piece.text.strip(f" {BARS}"))
        least = LEAST[name] if is_text and colours is Colours.ALL else LEAST_OF_FEW
        ratio = contrast(as_shown(piece, shown))
        if ratio < least:
            found.append((name, terminal, piece.text, round(ratio, 2)))
    return found


def as_shown(piece: Segment, shown: Shown) -> Segment:
    style = piece.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    return Segment(piece.text, Style(color=shown(style.color), bgcolor=shown(style.bgcolor)))


def seen(app: Stage) -> set[Segment]:
    """Give the texts of the screen on top; those under a modal too, unless they are dimmed."""
    whole = app.screen.region
    boxes = [child.region for child in app.screen.children]
    dimmed = isinstance(app.screen, ModalScreen) and app.shown not in FEW
    regions = boxes if dimmed else [whole]
    strips = app.screen._compositor.render_strips()
    return {
        piece
        for region in map(whole.intersection, regions)
        for y in range(region.y, region.bottom)
        for piece in _cut(strips[y], region)
        if piece.text.strip()
    }


def _cut(strip: object, region: Region) -> list[Segment]:
    return list(strip.crop(region.x, region.right))  # type: ignore[attr-defined]
