"""The compositor: it joins what the widgets of a screen draw into rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from textual._compositor import (
    ChopsUpdate,
    Compositor,
    CompositorUpdate,
    LayoutUpdate,
    ReflowResult,
)
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.engine.painting import Piece, drawn_of_row

Span = tuple[int, int]
"""The first column of something, and the one after its last."""

Chops = list[dict[int, Strip | None]]
"""For each row, what is drawn from each column where a widget begins or ends."""


class FrugalCompositor(Compositor):
    """Textual's compositor, but it asks a widget only for the rows that will be seen.

    Textual's own asks every widget in the same container for all its rows, even those hidden
    by other widgets: nine tenths of the time that a repaint of two rows took.
    """

    _changed: Collection[Region] = ()

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay all widgets out; they need not be laid out again to know where one stands.

        Textual's own notes that it knows of all of them once it is asked for one.
        """
        found = super().reflow(parent, size)
        self._full_map_invalidated = False
        return found

    def render_partial_update(self) -> ChopsUpdate | None:
        """Draw the regions that changed, and nothing beside them."""
        self._changed = self._dirty_regions.copy()
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Any:
        cuts = self.cuts
        spans = _spans(self._changed or [self.size.region])
        chops: Chops = [
            _to_draw(row, spans.get(y, ())) if is_rendered_line(y) else {}
            for y, row in enumerate(cuts)
        ]
        rows = [y for y in crop.line_range if is_rendered_line(y)]
        left = {y: len(chops[y]) for y in rows}
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen.overlaps(crop):
                continue
            seen_rows = seen.line_range
            holes = {
                y: places
                for y in rows
                if y in seen_rows and left[y] and (places := _holes(chops[y], seen))
            }
            if not holes:
                continue
            first, last = min(holes), max(holes)
            part = Region(seen.x - region.x, first - region.y, seen.width, last - first + 1)
            strips = widget.render_lines(part)
            for y, places in holes.items():
                inside = [cut for cut in cuts[y] if seen.x <= cut <= seen.right]
                parts = strips[y - first].divide([cut - seen.x for cut in inside[1:]])
                # A strip may be shorter than its widget.
                drawn = {x: strip for x, strip in zip(inside, parts, strict=False) if x in places}
                chops[y].update(drawn)
                left[y] -= len(drawn)
            if not any(left.values()):
                break
        return chops


def _spans(changed: Iterable[Region]) -> dict[int, list[Span]]:
    """Give the columns of the changed regions, row by row."""
    spans: dict[int, list[Span]] = {}
    for region in changed:
        for y in region.line_range:
            spans.setdefault(y, []).append(region.column_span)
    return spans


def _to_draw(cuts: Sequence[int], spans: Iterable[Span]) -> dict[int, Strip | None]:
    """Give the pieces of a row that touch one of `spans`, by the column where each starts."""
    return {
        start: None
        for start, end in pairwise(cuts)
        if any(start < last and first < end for first, last in spans)
    }


def _holes(row: dict[int, Strip | None], seen: Region) -> list[int]:
    """Give the columns of the pieces inside *seen* that are not drawn yet."""
    first, after = seen.column_span
    return [x for x, strip in row.items() if strip is None and first <= x < after]


def pieces_of(update: CompositorUpdate, first: int = -1) -> Iterator[Piece]:
    """Give what an update of Textual's draws, row by row.

    Of what changes on a screen row `first` comes first: where one is, since some readers say what
    is drawn as it comes, and the row that was left would be said before the one that is chosen.
    """
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield update.region.x, y, chain.from_iterable(strips)
    elif isinstance(update, ChopsUpdate):
        rows = dict.fromkeys(y for y, _, _ in update.spans)
        for y in sorted(rows, key=first.__ne__):
            yield from drawn_of_row(y, update.chops[y])
