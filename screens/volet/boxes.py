"""The fifteen boxes as a grid of ✓ and ✗, in few columns or with their whole labels."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest

from models.labels import Service
from models.wording import capitalised
from screens.flows.short_names import SHORT_SERVICES
from screens.volet.drawn import BLANK, HEADING, MUTED, OPEN, TEXT, DrawnRow, Piece
from screens.widgets.cells import fit
from screens.widgets.service_layout import arrange

SHORT_HEADINGS = ("En ligne", "Par courriel")
LEFT = 17
"""The cells of the first of two columns: `6 ✓ Attestations`, and a blank."""
WHOLE = 54
"""The columns from which the labels stand whole, where there are rows for them too."""
INDENT = 4
"""The cells of a box before its label: `1 ✓ `."""


def rows_in_short(services: frozenset[Service], width: int) -> tuple[DrawnRow, ...]:
    """Give the ten rows of two columns: the services, each in a word, and the courriels."""
    return _in_short(services, max(LEFT, width // 2))


@lru_cache(256)
def _in_short(services: frozenset[Service], left: int) -> tuple[DrawnRow, ...]:
    online, courriel = SHORT_HEADINGS
    rows: list[DrawnRow] = [((fit(online, left), HEADING), (courriel, HEADING))]
    sides = ([one for one in Service if one.est_courriel is side] for side in (False, True))
    for first, second in zip_longest(*sides):
        row = _box(first, services, left) if first else ((" " * left, TEXT),)
        rows.append(row + (_box(second, services, 0) if second else ()))
    return tuple(rows)


def rows_in_full(services: frozenset[Service], width: int) -> tuple[DrawnRow, ...]:
    """Give the boxes one under the other, with the labels of the portal."""
    return _in_full(services, width)


@lru_cache(256)
def _in_full(services: frozenset[Service], width: int) -> tuple[DrawnRow, ...]:
    rows: list[DrawnRow] = []
    for block in arrange(min(width, WHOLE + INDENT), INDENT):
        if block.service is None:
            rows += [BLANK] if rows else []
            rows.append(((block.lines[0], HEADING),))
            continue
        first, *rest = block.lines
        rows.append((*_mark(block.service, services), (first, TEXT)))
        rows += [((" " * INDENT + line, TEXT),) for line in rest]
    return tuple(rows)


def _box(service: Service, services: frozenset[Service], width: int) -> DrawnRow:
    label = capitalised(SHORT_SERVICES[service].removeprefix("courriel "))
    shown = fit(label, width - INDENT) if width else label
    return (*_mark(service, services), (shown, TEXT))


def _mark(service: Service, services: frozenset[Service]) -> tuple[Piece, ...]:
    """Give the key and the mark, which alone is drawn otherwise: a move sends little then."""
    mark = ("✓ ", OPEN) if service in services else ("✗ ", MUTED)
    return (f"{service.key} ", TEXT), mark


def full_height(width: int) -> int:
    """Return the rows that the whole labels take."""
    return len(_in_full(frozenset(), width))
