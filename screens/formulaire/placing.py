"""Where each field of the form stands, with its label and what is said of it, for a given width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.geometry import Offset, Region

from screens.widgets.paragraph import wrapped

LABEL, SECOND_LABEL, SECOND = 29, 44, 58
"""The cells of a label and of the blank one after it; where the label of the second field of a row
begins, and that field."""

_SELF_EVIDENT = frozenset({"etat", "regime"})
"""Whose options tell in a narrow window what they are."""
_NO_HINT = frozenset({"numero_compte", "siret"})

Widths = Mapping[str, int | None]
"""The cells that each field takes; None: what is left of its row."""


@dataclass(frozen=True)
class Place:
    """A field: its whole row, the lines and first cell of its label, its own cells.

    Its hint begins at a cell; all are in cells of the form.
    """

    name: str
    row: Region
    label: tuple[str, ...]
    label_at: Offset
    field: Region
    hint: str
    hint_at: Offset


@dataclass(frozen=True)
class Form:
    """What stands in the form of one régime.

    The rows of its fields (one without any is air), their labels, their hints, their widths.
    """

    rows: Sequence[Sequence[str]]
    labels: Mapping[str, str]
    hints: Mapping[str, str]
    widths: Widths


def placed(form: Form, width: int, *, narrow: bool) -> tuple[Place, ...]:
    """Give the place of each field in `width` cells, one under the other in a narrow window."""
    return tuple(_stacked(form, width) if narrow else _in_rows(form, width))


def _stacked(form: Form, width: int) -> Iterator[Place]:
    y = 0
    for name in (name for row in form.rows for name in row):
        label = "" if name in _SELF_EVIDENT else form.labels[name]
        taken = 0 if name in _SELF_EVIDENT else LABEL
        hint = form.hints.get(name, "")
        is_under = name == "nir" and bool(hint)
        after = 0 if is_under else _hint_width(name, hint)
        field = _field(form, name, taken, y, width - taken - after)
        hint_at = Offset(0, y + 1) if is_under else Offset(field.right + 1, y)
        lines = tuple(wrapped(label, LABEL - 1))
        end = field.right + after if form.widths[name] is not None else width
        row = Region(0, y, end, 2 if is_under else len(lines))
        yield Place(name, row, lines, Offset(0, y), field, hint, hint_at)
        y = row.bottom


def _in_rows(form: Form, width: int) -> Iterator[Place]:
    y = 0
    for row in form.rows:
        right, tallest = 0, 1
        for name in row:
            place = _beside(form, name, Offset(right, y), width)
            right, tallest = place.row.right, max(tallest, place.row.height)
            yield place
        y += tallest


def _beside(form: Form, name: str, at: Offset, width: int) -> Place:
    """Give the place of a field in a row of which so much is taken, and that has this width.

    The label of a second field comes closer where the first one is wide: fields have one left edge.
    """
    label, hint = form.labels[name], form.hints.get(name, "")
    label_x, field_x = (max(SECOND_LABEL, at.x + 1), SECOND) if at.x else (0, LABEL)
    lines = tuple(wrapped(label, field_x - label_x - 1))
    after = _hint_width(name, hint)
    field = _field(form, name, field_x, at.y, width - field_x - after)
    row = Region(at.x, at.y, field.right + after - at.x, len(lines))
    hint_at = Offset(field.right + 1, at.y)
    return Place(name, row, lines, Offset(label_x, at.y), field, hint, hint_at)


def _field(form: Form, name: str, x: int, y: int, left: int) -> Region:
    width = form.widths[name]
    return Region(x, y, max(left if width is None else width, 0), 1)


def _hint_width(name: str, hint: str) -> int:
    """Count the cells after a field: a blank one, and what is said of it, if anything is."""
    return 1 + len(hint) if hint and name not in _NO_HINT else 0
