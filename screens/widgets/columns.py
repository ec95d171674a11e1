"""What a list of rows is made of, and how its columns share the width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rich.cells import cell_len

from screens.widgets.cells import FAR, Align, drawable, fit

MARGIN = 2
"""The cells before a row: the cursor, and whether it is ticked."""


@dataclass(frozen=True)
class Column:
    """A column: its title and its width in cells (None: a share of what the others leave).

    `gap`: the blank cells before it. `lends`: what one of its cells leaves blank is for the cell
    before, and what it lacks is taken from there: at the right, all of it is seen and lines up.
    """

    title: str
    width: int | None = None
    align: Align = "left"
    gap: int = 2
    lends: bool = False


@dataclass(frozen=True)
class Row:
    """One row; `key` is for the screen, `cells` are plain text, never markup.

    `tick`: whether it is ticked, None while nothing is: the margin has no cell for it then.
    """

    key: str
    cells: tuple[str, ...]
    dim: bool = False
    tick: bool | None = None


def measured(column: Column, cells: Iterable[str], most: int = FAR) -> Column:
    """Give a column the room of its title and of the longest of its cells, `most` of it."""
    longest = max((cell_len(cell) for cell in cells), default=0)
    return replace(column, width=min(max(cell_len(column.title), longest), most))


def name_column(title: str, names: Iterable[str], room: int) -> Column:
    """Give a column of names what they need of `room`, and no more than an eye crosses.

    A name that is cut anyway asks for nothing where there is not room for all.
    """
    sizes = [cell_len(title), *map(cell_len, names)]
    if (longest := min(max(sizes), FAR)) > room:
        longest = max((size for size in sizes if size <= FAR), default=0)
    return Column(title, max(0, min(longest, room)))


def widths(columns: Sequence[Column], total: int) -> list[int]:
    """Return the width of each column; they and their gaps take `total` cells if they can."""
    fixed = sum(column.width or 0 for column in columns) + _gaps(columns)
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


def end(columns: Sequence[Column]) -> int:
    """Return how many cells stay blank at the end: one less than before the last column."""
    return columns[-1].gap - 1 if columns else 0


class Aligned:
    """Columns that share `total` cells: what each has is found once, for all rows.

    `used`: the cells that they take with their gaps.
    """

    def __init__(self, columns: Sequence[Column], total: int) -> None:
        self.columns, self.total = columns, total
        self._sizes = widths(columns, total)
        self.used = sum(self._sizes) + _gaps(columns)
        self._lending = [rank for rank, column in enumerate(columns) if column.lends]
        self._gaps = [" " * (column.gap if rank else 0) for rank, column in enumerate(columns)]
        self._sides = [column.align for column in columns]

    def line(self, cells: Sequence[str]) -> str:
        """Return the cells of a row on one line."""
        sizes = self._sizes.copy()
        for rank in self._lending:
            spare = max(sizes[rank] - cell_len(drawable(cells[rank])), -sizes[rank - 1])
            sizes[rank - 1] += spare
            sizes[rank] -= spare
        fitted = map(fit, cells, sizes, self._sides)
        return "".join(chain.from_iterable(zip(self._gaps, fitted, strict=True)))


def seen_of(many: int, top: int, seen: int) -> str:
    """Tell which rows of so `many` are seen; nothing if all are."""
    return f"{top + 1} à {top + seen} sur {many}" if 0 < seen < many else ""


def in_a_gap(text: str, words: str) -> str:
    """Write `words` in the last blank of `text` where they stand apart, if there is one."""
    place = text.rfind(" " * (len(words) + 4)) + 2
    return f"{text[:place]}{words}{text[place + len(words) :]}" if words and place > 1 else text


def _gaps(columns: Sequence[Column]) -> int:
    return sum(column.gap for column in columns[1:])
