"""Where each field of the form stands, with its label and what is said of it, for a given width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.geometry import Offset, Region

from screens.widgets.paragraph import wrapped

LABEL, SECOND_LABEL, FIRST_OF_TWO = 29, 12, 43
"""The cells of a label and of the blank one after it; of one further right; of what leaves a row
to a second field."""

_TIGHT = frozenset({"siret"})
"""Stands right after the field before it, with a blank cell on each side of its label."""
_SECOND = frozenset({"forme_juridique", "ville", "responsable"})
_FIRST = frozenset({"civilite", "code_postal", "code_dossier"})
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
        x, tallest = 0, 1
        for name in row:
            place = _beside(form, name, Offset(x, y), width - x)
            x, tallest = place.row.right, max(tallest, place.row.height)
            yield place
        y += tallest


def _beside(form: Form, name: str, at: Offset, left: int) -> Place:
    """Give the place of a field that begins at a cell, of what is `left` there."""
    label, hint = form.labels[name], form.hints.get(name, "")
    taken = SECOND_LABEL if name in _SECOND else LABEL
    lines = tuple(wrapped(label, taken - 1))
    label_at = at
    if name in _TIGHT:
        lines, taken, label_at = (label,), len(label) + 2, at + Offset(1, 0)
    after = _hint_width(name, hint)
    field = _field(form, name, at.x + taken, at.y, left - taken - after)
    end = field.right + after - at.x
    if name in _FIRST:
        end = FIRST_OF_TWO
    elif form.widths[name] is None:
        end = left
    row = Region(at.x, at.y, end, len(lines))
    return Place(name, row, lines, label_at, field, hint, Offset(field.right + 1, at.y))


def _field(form: Form, name: str, x: int, y: int, left: int) -> Region:
    width = form.widths[name]
    return Region(x, y, max(left if width is None else width, 0), 1)


def _hint_width(name: str, hint: str) -> int:
    """Count the cells after a field: a blank one, and what is said of it."""
    return 0 if name in _NO_HINT else 1 + len(hint)
