"""The part of a screen that a picture keeps, where the picture is there for what is said.

A field that is added to the form then changes the few pictures of the whole form, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from rich.segment import Segment
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.answer import Answer
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot

Part = Callable[[Screen[Any]], Iterable[Widget]]


def answer(screen: Screen[Any]) -> Iterator[Widget]:
    """Keep the message line."""
    yield screen.query_one(Foot).query_one(Answer)


def said(screen: Screen[Any]) -> Iterator[Widget]:
    """Keep the window that is open; else the fields that are marked, and the message line."""
    if isinstance(screen, ModalScreen):
        # Beside it stands the rack of the notifications, which is empty.
        yield from (one for one in screen.children if one.size)
        return
    for field in screen.query(Field):
        if field.has_class("-error") or field.has_class("-warning"):
            yield _with_label(field)
    yield from answer(screen)


def with_answer(*selectors: str) -> Part:
    """Keep what these name, and the message line."""

    def part(screen: Screen[Any]) -> Iterator[Widget]:
        yield from (screen.query_one(selector) for selector in selectors)
        yield from answer(screen)

    return part


def _with_label(field: Field) -> Widget:
    row = field.parent
    return row if isinstance(row, FieldRow) else field


# What is drawn


def strips_of(screen: Screen[Any], part: Part | None) -> list[Strip]:
    """Give the rows of a part of a screen, or of all of it."""
    # Textual has no public way to read back what it would draw.
    rows = screen._compositor.render_strips()
    if part is None:
        return rows
    found: list[Strip] = []
    for widget in part(screen):
        place = screen.find_widget(widget).visible_region
        assert place, f"{widget} is out of sight"
        found += [rows[y].crop(place.x, place.right) for y in range(place.y, place.bottom)]
    return found


def text_of(strips: Iterable[Strip]) -> str:
    """Give the characters of some rows, then the styles of each."""
    lines, styles = [], []
    for rank, strip in enumerate(strips, start=1):
        lines.append(strip.text.rstrip())
        # Grouped: in how many pieces a style is drawn is nobody's business.
        runs = groupby(strip.discard_meta(), key=lambda piece: str(piece.style or ""))
        shown = [f"{sum(len(one.text) for one in run)}×[{style}]" for style, run in runs if style]
        styles.append(f"{rank:02d} {' '.join(shown)}".rstrip())
    return "\n".join([*lines, "---", *styles]) + "\n"


def titled(title: str, strips: Iterable[Strip]) -> list[Strip]:
    """Put a title above rows, and a blank one below."""
    return [Strip([Segment(title)]), *strips, Strip([])]
