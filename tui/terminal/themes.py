"""The looks of Portefeuille as themes of Textual: its own colours, and our variables."""

from __future__ import annotations

from typing import Any

from textual.theme import Theme

from tui.terminal.colours import Colours
from tui.terminal.palettes import DEFAULT, PALETTES, Palette

_OF_TEXTUAL = (
    *("primary", "secondary", "accent", "foreground", "background", "surface", "panel"),
    *("error", "success", "warning"),
)
"""The colours that Textual gives variables itself."""


def look(name: str, colours: Colours) -> Theme:
    """Give the theme *name* as it is drawn with *colours*."""
    palettes = PALETTES[name]
    kind = colours if colours in palettes else Colours.ALL
    named = name if kind is Colours.ALL else f"{name}-{kind.name.lower()}"
    return theme_of(palettes[kind], named, dark=name != "clair")


def theme_of(palette: Palette, name: str, *, dark: bool) -> Theme:
    """Make a theme of *palette*."""
    own = palette.colours()
    usual: dict[str, Any] = {part: own.pop(part) for part in _OF_TEXTUAL}
    return Theme(name=name, dark=dark, variables=_variables(own), **usual)


def variable_defaults() -> dict[str, str]:
    """Return what `App.get_theme_variable_defaults()` must: else no stylesheet of ours parses."""
    return dict(look(DEFAULT, Colours.ALL).variables)


def _variables(own: dict[str, str]) -> dict[str, str]:
    """Return our variables, and those of Textual that its own widgets would fade below 4.5:1."""
    return {
        **{name.replace("_", "-"): colour for name, colour in own.items()},
        "text-muted": own["muted"],
        "text-disabled": own["muted"],
        "foreground-muted": own["muted"],
        "foreground-disabled": own["muted"],
        "border": own["bord"],
        "border-blurred": own["bord"],
        "block-cursor-background": own["curseur"],
        "block-cursor-foreground": own["curseur_fg"],
        "block-cursor-blurred-background": own["coche"],
        "link-color": own["lien"],
        "scrollbar": own["bord"],
        "scrollbar-hover": own["bord"],
        "scrollbar-active": own["bord"],
        "scrollbar-background": own["champ"],
        "scrollbar-background-hover": own["champ"],
        "scrollbar-background-active": own["champ"],
    }
