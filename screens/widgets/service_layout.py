"""Where each of the fifteen boxes stands, for a given width."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from textwrap import wrap

from models.labels import Service

HEADINGS = ("Services en ligne", "Services de communication par courriel")
LEFT_WIDTH = 34
"""The cells of the first column: a margin, the box, and its longest label."""

_TWO_COLUMNS = 74
"""Below, the second column would be too narrow to read: the boxes stand in one."""


@dataclass(frozen=True)
class Block:
    """A heading or a box: its place in cells and its text, wrapped with a hanging indent."""

    x: int
    y: int
    width: int
    lines: tuple[str, ...]
    service: Service | None = None

    @property
    def bottom(self) -> int:
        """The first line under the block."""
        return self.y + len(self.lines)


def service_at(blocks: tuple[Block, ...], x: int, y: int) -> Service | None:
    """Give the service whose box is at a cell."""
    under = (one for one in blocks if 0 <= x - one.x < one.width and one.y <= y < one.bottom)
    return next((one.service for one in under), None)


@lru_cache(maxsize=16)
def arrange(width: int, indent: int) -> tuple[Block, ...]:
    """Return the headings and boxes for `width` cells; labels begin `indent` cells in."""
    online = [service for service in Service if not service.est_courriel]
    courriels = [service for service in Service if service.est_courriel]
    if width < _TWO_COLUMNS:
        first = _column(HEADINGS[0], online, 0, 0, width, indent)
        return first + _column(HEADINGS[1], courriels, 0, first[-1].bottom, width, indent)
    first = _column(HEADINGS[0], online, 0, 0, LEFT_WIDTH, indent)
    right = width - LEFT_WIDTH
    return first + _column(HEADINGS[1], courriels, LEFT_WIDTH, 0, right, indent)


def _column(
    heading: str, services: list[Service], x: int, y: int, width: int, indent: int
) -> tuple[Block, ...]:
    """Stack a heading and its boxes from line `y`."""
    room = max(width - indent, 10)
    texts = [
        (heading,),
        *(tuple(wrap(s.label, room, break_on_hyphens=False)) for s in services),
    ]
    tops = accumulate((len(lines) for lines in texts), initial=y)
    owners: list[Service | None] = [None, *services]
    return tuple(
        Block(x, top, width, lines, owner)
        for top, lines, owner in zip(tops, texts, owners, strict=False)
    )
