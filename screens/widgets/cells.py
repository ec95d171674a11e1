"""Text from data, made to fit a given number of terminal cells."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from unicodedata import category

from rich.cells import cell_len, split_text

Align = Literal["left", "right"]

FAR = 52
"""The most cells of a name before what is said of it: an eye crosses some forty blank ones."""


def is_seen(character: str) -> bool:
    """Tell whether a terminal draws `character` instead of obeying it or joining it to others."""
    if "\ufe00" <= character <= "\ufe0f":  # variation selectors: terminals disagree on the width
        return False
    return character.isprintable() or category(character) == "Zs"


@lru_cache(4096)
def drawable(text: str) -> str:
    """Return `text` on one line, with a `?` for each character that is not seen."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if is_seen(c) else " " if c.isspace() else "?" for c in text)


def cut(text: str, width: int) -> str:
    """Return `text`, drawable, in at most `width` cells; what is left out shows as `…`."""
    text = drawable(text)
    if cell_len(text) <= width:
        return text
    return split_text(text, width - 1)[0].rstrip() + "…" if width > 0 else ""


def fit(text: str, width: int, align: Align = "left") -> str:
    """Return `text` in exactly `width` cells."""
    text = drawable(text)
    if (space := width - cell_len(text)) < 0:
        text = cut(text, width)
        space = width - cell_len(text)
    return " " * space + text if align == "right" else text + " " * space
