"""The part of a screen that a picture keeps, where the picture is there for what is said.

A field that is added to the form then changes the few pictures of the whole form, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from rich.segment import Segment
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget

from screens.formulaire.fields import FormFields
from screens.widgets.answer import Answer
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot

Part = Callable[[Screen[Any]], Iterable[Widget | Region]]


class Row(NamedTuple):
    """The field of a form, with its label and what is said of it."""

    name: str


def answer(screen: Screen[Any]) -> Iterator[Widget]:
    """Keep the message line."""
    yield screen.query_one(Foot).query_one(Answer)


def said(screen: Screen[Any]) -> Iterator[Widget | Region]:
    """Keep the window that is open; else the fields that are marked, and the message line."""
    if isinstance(screen, ModalScreen):
        # Beside it stands the rack of the notifications, which is empty.
        yield from (one for one in screen.children if one.size)
        return
    for field in screen.query(Field):
        if field.has_class("-error") or field.has_class("-warning"):
            yield with_label(field)
    yield from answer(screen)


def with_answer(*selectors: str | Row) -> Part:
    """Keep what these name, and the message line."""

    def part(screen: Screen[Any]) -> Iterator[Widget | Region]:
        for one in selectors:
            yield _row(screen, one.name) if isinstance(one, Row) else screen.query_one(one)
        yield from answer(screen)

    return part


def with_label(field: Widget) -> Widget | Region:
    """Give a field with its label."""
    row = field.parent
    if isinstance(row, FormFields):
        return _row(field.screen, str(field.id))
    return row if isinstance(row, FieldRow) else field


def _row(screen: Screen[Any], name: str) -> Region:
    fields = screen.query_one(FormFields)
    place = next(one for one in fields.places(fields.size.width) if one.name == name)
    row = place.row.translate(fields.content_region.offset)
    return row.intersection(screen.find_widget(fields).visible_region)


# What is drawn


def strips_of(screen: Screen[Any], part: Part | None) -> list[Strip]:
    """Give the rows of a part of a screen, or of all of it."""
    # Textual has no public way to read back what it would draw.
    rows = screen._compositor.render_strips()
    if part is None:
        return rows
    found: list[Strip] = []
    for one in part(screen):
        place = one if isinstance(one, Region) else screen.find_widget(one).visible_region
        assert place, f"{one} is out of sight"
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
