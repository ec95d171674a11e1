"""What is sent to a terminal that has few colours, or none."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui.terminal.colours import Colours
from tui.terminal.palettes import DARK, SHADES


class WithoutColour(LineFilter):
    """Send no colour at all; bold, underline and reverse stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return *segments* in the terminal's own two colours."""
        return [Segment(text, style and _bare(style), control) for text, style, control in segments]


class InSixteen(LineFilter):
    """Send the sixteen colours; bold only to the bright ones.

    PuTTY and xterm draw a dark colour that is bold as the bright one, which cannot be read on
    our light backgrounds.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return *segments* as they are meant to be drawn."""
        return [
            Segment(text, style and _in_sixteen(style), control)
            for text, style, control in segments
        ]


class OnConsole(LineFilter):
    """Send what the Linux console draws as it is meant.

    It has no bright background, and draws bold and underline in colours of its own.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return *segments* on eight backgrounds, without bold or underline."""
        return [
            Segment(text, style and _on_console(style), control)
            for text, style, control in segments
        ]


_FILTERS: dict[Colours, tuple[LineFilter, ...]] = {
    Colours.NONE: (WithoutColour(),),
    Colours.EIGHT: (OnConsole(),),
    Colours.SIXTEEN: (InSixteen(),),
}


def filters_for(colours: Colours) -> tuple[LineFilter, ...]:
    """Give what the lines pass through on a terminal with *colours*."""
    return _FILTERS.get(colours, ())


@lru_cache(1024)
def _bare(style: Style) -> Style:
    return style.without_color


@lru_cache(1024)
def _in_sixteen(style: Style) -> Style:
    number = _number(style.color)
    bold = bool(style.bold) and not (number is not None and number < len(DARK))
    return style + Style(color=_shade(number), bgcolor=_shade(_number(style.bgcolor)), bold=bold)


@lru_cache(1024)
def _on_console(style: Style) -> Style:
    under = _number(style.bgcolor)
    return Style(
        color=_shade(_number(style.color)),
        bgcolor=_shade(under and under % len(DARK)),
        reverse=style.reverse,
        meta=style.meta or None,
    )


def _number(color: RichColor | None) -> int | None:
    """Return the number of the nearest of the sixteen colours."""
    return None if color is None else color.downgrade(ColorSystem.STANDARD).number


def _shade(number: int | None) -> RichColor | None:
    """Return what Textual sends as that number; under a modal it blends shades, not numbers."""
    return None if number is None else RichColor.parse(SHADES[number])
