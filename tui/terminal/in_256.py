"""The 240 colours that are the same on every terminal with 256: a cube of 216, and 24 greys.

The first sixteen are each terminal's own, and never sent.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color, ColorType

CUBE, GREYS = 16, 232
"""The numbers of the first of each."""
LEVELS = (0, 95, 135, 175, 215, 255)
"""What red, green and blue may be in the cube."""


@lru_cache(1024)
def in_256(colour: Color) -> Color:
    """Give the nearest of them; one of them is itself.

    Rich takes a pale grey for the one below, and what is nearly grey for a grey however blue.
    """
    if colour.type is not ColorType.TRUECOLOR or colour.triplet is None:
        return colour
    wanted = tuple(colour.triplet)
    number = min((_of_the_cube(wanted), _of_the_greys(wanted)), key=lambda one: _far(wanted, one))
    return Color.from_ansi(number)


def _of_the_cube(wanted: tuple[int, ...]) -> int:
    steps = [min(range(len(LEVELS)), key=lambda i: abs(LEVELS[i] - part)) for part in wanted]
    return CUBE + 36 * steps[0] + 6 * steps[1] + steps[2]


def _of_the_greys(wanted: tuple[int, ...]) -> int:
    return GREYS + min(max(round((sum(wanted) / 3 - 8) / 10), 0), 23)


def _far(wanted: tuple[int, ...], number: int) -> int:
    found = Color.from_ansi(number).get_truecolor()
    return sum((a - b) ** 2 for a, b in zip(wanted, found, strict=True))
