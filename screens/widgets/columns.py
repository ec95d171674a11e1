"""What a list of rows is made of, and how its columns share the width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screens.widgets.cells import Align

GAP = "  "


@dataclass(frozen=True)
class Column:
    """A column: its title and its width in cells (None: a share of what the others leave)."""

    title: str
    width: int | None = None
    align: Align = "left"


@dataclass(frozen=True)
class Row:
    """One row; `key` is for the screen, `cells` are plain text, never markup.

    `tick`: whether it is ticked, None while nothing is: the margin has no cell for it then.
    """

    key: str
    cells: tuple[str, ...]
    dim: bool = False
    tick: bool | None = None


def widths(columns: Sequence[Column], total: int) -> list[int]:
    """Return the width of each column; they and their gaps take `total` cells if they can."""
    fixed = sum(column.width or 0 for column in columns) + len(GAP) * (len(columns) - 1)
    shares = sum(column.width is None for column in columns)
    share, rest = divmod(max(0, total - fixed), shares) if shares else (0, 0)
    result = []
    for column in columns:
        if column.width is None:
            result.append(share + (rest > 0))
            rest -= 1
        else:
            result.append(column.width)
    return result
