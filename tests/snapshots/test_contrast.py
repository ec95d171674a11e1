"""Every text of every screen can be read, in every theme, with as many colours as there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from tests.journeys.widget_toys import contrast
from tests.snapshots.conftest import See
from tests.snapshots.drive import APART, LOOKS, grouped, is_probed, looks_of
from tests.snapshots.state import State
from tests.snapshots.states import ONE_OF_EACH
from tui.terminal.colours import Colours
from tui.terminal.in_256 import in_256
from tui.terminal.palettes import PALETTES, SHADES, Palette

LEAST = {"clair": 4.5, "sombre": 4.5, "contraste": 7.0}
LEAST_OF_FEW = LEAST_OF_BARS = 3.0
"""With sixteen colours, which each terminal chooses: its own palette may be pale."""
BARS = "│║┌┐└┘─╔╗╚╝═▁▂▃▄▅▆▇█"
"""What is drawn and not read; 3 is enough (WCAG 1.4.11)."""

VGA = "000 a00 0a0 a50 00a a0a 0aa aaa 555 f55 5f5 ff5 55f f5f 5ff fff"
PUTTY = "000 b00 0b0 bb0 00b b0b 0bb bbb 555 f55 5f5 ff5 55f f5f 5ff fff"
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
TERMINALS = {
    Colours.SIXTEEN: {"VGA": VGA, "PuTTY": PUTTY, "xterm": XTERM},
    Colours.EIGHT: {"console": VGA},
}

BLUE_ON_CYAN = Style(color="#0000aa", bgcolor="#00aaaa")
"""It is above 3:1, and a strain to read on the Linux console all the same."""

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


def shown_by(colours: Colours) -> dict[str, Shown]:
    """Name the terminals with as many colours, and how they show one."""
    return {name: in_palette(palette) for name, palette in TERMINALS[colours].items()}


def worn_in(name: str, colours: Colours) -> Shown:
    """Give what a look has for a colour of PROBE; whatever is drawn is one of these."""
    own = PALETTES[name][colours].colours()

    def worn(colour: RichColor) -> RichColor:
        red, *others = colour.get_truecolor()
        rank = round(red / APART)
        # Textual makes `$primary` and its like from Lab: it may be one off.
        assert all(abs(one - APART) <= 1 for one in others), f"{colour} is in no palette"
        return RichColor.parse(own[Palette._fields[rank]])

    return worn


@pytest.mark.parametrize("state", grouped([one for one in ONE_OF_EACH if is_probed(one)]))
def test_every_text_can_be_read_in_every_look_of_many_colours(see: See, state: State) -> None:
    seen = see(state).probed
    assert seen
    pale: list[tuple[Any, ...]] = []
    for name, colours in product(LEAST, (Colours.ALL, Colours.MANY)):
        pale += paleness(seen, worn_in(name, colours), name, LEAST[name], colours.system)
    assert pale == []


@pytest.mark.parametrize("name", LEAST)
def test_each_of_256_colours_is_one_that_the_terminal_has(name: str) -> None:
    for part, hexed in PALETTES[name][Colours.MANY].colours().items():
        assert in_256(RichColor.parse(hexed)).get_truecolor().hex == hexed.lower(), part


@pytest.mark.parametrize("state", grouped([one for one in ONE_OF_EACH if looks_of(one)]))
def test_every_text_can_be_read_in_few_colours(see: See, state: State) -> None:
    seen = see(state).pieces
    assert seen
    pale: list[tuple[Any, ...]] = []
    for (name, colours), pieces in seen.items():
        assert pieces
        for terminal, shown in shown_by(colours).items():
            pale += paleness(pieces, shown, name, LEAST_OF_FEW, terminal)
    assert pale == []


def test_every_look_of_few_colours_is_seen_of_a_twentieth_of_the_states() -> None:
    seen = Counter(look for state in ONE_OF_EACH for look in looks_of(state))
    assert seen.keys() == set(LOOKS)
    assert min(seen.values()) >= len(ONE_OF_EACH) // 20


@pytest.mark.parametrize("colours", TERMINALS)
@pytest.mark.parametrize("name", LEAST)
def test_the_row_of_a_list_that_was_left_is_told_from_what_is_around(
    name: str, colours: Colours
) -> None:
    own = PALETTES[name][colours].colours()
    # The console has no bright background.
    grounds = {part: SHADES.index(shade) % colours.value[1] for part, shade in own.items()}
    around = ("background", "panel", "curseur")
    assert grounds["coche"] not in [grounds[part] for part in around]
    drawn = Style(color=own["coche_fg"], bgcolor=own["coche"])
    for terminal, shown in shown_by(colours).items():
        assert contrast(Segment("", as_shown(drawn, shown))) >= LEAST_OF_FEW, terminal


def paleness(
    pieces: frozenset[Segment], shown: Shown, name: str, least: float, terminal: str
) -> Iterator[tuple[Any, ...]]:
    """Give what cannot be read: the theme, the terminal, the text, its ratio."""
    ratios: dict[Style | None, float] = {}
    for text, style, _ in pieces:
        if style not in ratios:
            ratios[style] = contrast(Segment(text, as_shown(style, shown)))
        ratio = ratios[style]
        strains = terminal == "console" and as_shown(style, shown) == BLUE_ON_CYAN
        if strains or ratio < (least if text.strip(f" {BARS}") else LEAST_OF_BARS):
            yield name, terminal, text, round(ratio, 2)


def as_shown(style: Style | None, shown: Shown) -> Style:
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    return Style(color=shown(style.color), bgcolor=shown(style.bgcolor))
