"""Every text of every screen can be read, in every theme, with as many colours as there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from tests.journeys.widget_toys import contrast
from tests.snapshots.conftest import See
from tests.snapshots.drive import LOOKS, grouped, looks_of
from tests.snapshots.state import State
from tests.snapshots.states import ONE_OF_EACH
from tui.terminal.colours import Colours

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


def in_256(colour: RichColor) -> RichColor:
    return RichColor.from_triplet(colour.downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


def shown_by(colours: Colours) -> dict[str, Shown]:
    """Name the terminals with as many colours, and how they show one."""
    if colours is Colours.ALL:
        return {"24 bits": lambda colour: colour, "256": in_256}
    return {name: in_palette(palette) for name, palette in PALETTES[colours].items()}


@pytest.mark.parametrize("state", grouped(ONE_OF_EACH))
def test_every_text_can_be_read(see: See, state: State) -> None:
    seen = see(state).pieces
    assert seen.keys() == set(looks_of(state))
    pale: list[tuple[Any, ...]] = []
    for (name, colours), pieces in seen.items():
        assert pieces
        pale += paleness(pieces, name, colours)
    assert pale == []


def test_every_look_is_seen_of_a_tenth_of_the_states_at_least() -> None:
    seen = Counter(look for state in ONE_OF_EACH for look in looks_of(state))
    assert seen.keys() == set(LOOKS)
    assert min(seen.values()) >= len(ONE_OF_EACH) // 10


def paleness(pieces: frozenset[Segment], name: str, colours: Colours) -> list[tuple[Any, ...]]:
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
