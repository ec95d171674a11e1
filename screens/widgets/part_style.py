"""The style of a part of a widget, for the pieces of a `Content`."""

from __future__ import annotations

from textual.style import Style
from textual.widget import Widget


def part_style(widget: Widget, part: str) -> Style:
    """Return how the component class `part` is drawn.

    `Widget.get_visual_style` forgets reverse video, all that shows the focus without colour.
    """
    return Style.from_rich_style(widget.get_component_rich_style(part))
