"""Rows of text in a few styles, as the live panel draws them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from rich.cells import cell_len

from screens.widgets.cells import drawable
from screens.widgets.paragraph import wrapped

Piece: TypeAlias = tuple[str, str]
"""A text of one row, and the part of the panel as which it is drawn."""
DrawnRow: TypeAlias = tuple[Piece, ...]

NAME, HEADING, TEXT, MUTED, OPEN = "name", "heading", "text", "muted", "open"
BLANK: DrawnRow = ()


def paragraph(text: str, width: int, part: str = TEXT) -> list[DrawnRow]:
    """Give `text` on as many rows of `width` cells as it needs; none if it is empty."""
    if not text:
        return []
    # Most are short, and each is measured word by word otherwise.
    is_short = "\n" not in text and cell_len(drawable(text)) <= width
    return [((line, part),) for line in ([text] if is_short else wrapped(text, width))]


def block(text: str, width: int, *, heading: str = "") -> list[DrawnRow]:
    """Give a blank row, then `text` under its heading; nothing if it is empty."""
    if not text:
        return []
    return [BLANK, *paragraph(heading, width, HEADING), *paragraph(text, width)]


def slot(rows: Iterable[DrawnRow], height: int) -> list[DrawnRow]:
    """Give `rows` in exactly `height` rows: what stands below keeps its place."""
    first = list(rows)[:height]
    return first + [BLANK] * (height - len(first))


def kept(rows: list[DrawnRow], height: int) -> list[DrawnRow]:
    """Give `rows`, the last of them a `…` where there are more than `height`."""
    return rows if len(rows) <= height else [*rows[: height - 1], (("…", MUTED),)]


def joined(*texts: str) -> str:
    """Give what is not empty of `texts`, apart."""
    return " · ".join(filter(None, texts))


def on_one_row(first: str, second: str, width: int) -> bool:
    """Tell whether both have room side by side."""
    return cell_len(drawable(f"{first} {second}")) <= width
