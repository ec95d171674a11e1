"""How many colours the terminal promises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

_WITHOUT = re.compile(r"vt\d.*|.*-m|.*-mono")
_CONSOLE = re.compile(r"linux.*|ansi.*|cons25.*")
_MANY = re.compile(r".*256color|.*kitty|.*ghostty|alacritty|foot|wezterm")


class Colours(Enum):
    """What a terminal can show: Textual's word for it, and the number of colours."""

    NONE = "standard", 0
    EIGHT = "standard", 8
    """The Linux console: no bright background, and bold, underline are colours too."""
    SIXTEEN = "standard", 16
    MANY = "256", 256
    ALL = "truecolor", 2**24

    @property
    def system(self) -> str:
        """The value of `TEXTUAL_COLOR_SYSTEM`."""
        return self.value[0]


FEW = frozenset({Colours.NONE, Colours.EIGHT, Colours.SIXTEEN})
"""Too few for a shade."""


def promised(environ: Mapping[str, str]) -> Colours:
    """Read in TERM, COLORTERM and NO_COLOR what may be sent.

    COLORTERM often comes from a terminal around this one: it does not give colours to one that
    is known to have few. An empty NO_COLOR is no wish (no-color.org).
    """
    term = environ.get("TERM", "").lower()
    if environ.get("NO_COLOR") or _WITHOUT.fullmatch(term):
        return Colours.NONE
    if _CONSOLE.fullmatch(term):
        return Colours.EIGHT
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return Colours.MANY if term.startswith("screen") else Colours.ALL
    return Colours.MANY if _MANY.fullmatch(term) else Colours.SIXTEEN
