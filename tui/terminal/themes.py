"""The three looks of Portefeuille: palettes, and the variables that its stylesheets name.

Every text is at least 4.5:1 on what lies under it (7:1 in `contraste`), in 256 colours too.
Yellow is a background, never a text on white. `few_colours` holds the looks of poorer terminals.
"""

from __future__ import annotations

from typing import Any

from textual.theme import Theme

from tui.terminal import few_colours
from tui.terminal.colours import Colours


def _variables(muted: str, **own: str) -> dict[str, str]:
    """Return our variables, and those of Textual that its own widgets would fade below 4.5:1."""
    return {
        **{name.replace("_", "-"): colour for name, colour in own.items()},
        "muted": muted,
        "muted-panel": own.get("muted_panel", muted),
        "text-muted": muted,
        "text-disabled": muted,
        "foreground-muted": muted,
        "foreground-disabled": muted,
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


CLAIR = Theme(
    name="clair",
    dark=False,
    primary="#1D458C",
    secondary="#2E5FB6",
    accent="#FFD60C",
    foreground="#212529",
    background="#FFFFFF",
    surface="#F8F9FA",
    panel="#E6E9EC",
    error="#B80F1B",
    success="#18632C",
    warning="#7D5B04",
    variables=_variables(
        muted="#495057",
        nav="#1D458C",
        nav_fg="#FFFFFF",
        nav_muted="#B6CEFC",
        champ="#E6E9EC",
        champ_focus="#FFF4D2",
        bord="#6C757D",
        bord_error="#B80F1B",
        bord_warning="#7D5B04",
        titre="#1D458C",
        lien="#2E5FB6",
        curseur="#1D458C",
        curseur_fg="#FFFFFF",
        coche="#DBE7FF",
        sur_primary="#FFFFFF",
        sur_accent="#212529",
    ),
)

SOMBRE = Theme(
    name="sombre",
    dark=True,
    primary="#9EBBF1",
    secondary="#B6CEFC",
    accent="#FFD60C",
    foreground="#E2E8F0",
    background="#0F172A",
    surface="#1E293B",
    # Less blue than the rest: what 256 colours have for `#334155` is too light under the titles.
    panel="#333944",
    error="#F9BCC0",
    success="#7DE38A",
    warning="#FFBB0C",
    variables=_variables(
        muted="#CBD5E1",
        nav="#122F62",
        nav_fg="#FFFFFF",
        nav_muted="#B6CEFC",
        champ="#333944",
        champ_focus="#1D458C",
        bord="#A3B1C6",
        bord_error="#F9BCC0",
        bord_warning="#FFBB0C",
        titre="#B6CEFC",
        lien="#B6CEFC",
        curseur="#9EBBF1",
        curseur_fg="#0F172A",
        coche="#1D3A6E",
        sur_primary="#0F172A",
        sur_accent="#0F172A",
    ),
)

CONTRASTE = Theme(
    name="contraste",
    dark=True,
    primary="#FFFFFF",
    secondary="#7FE8FF",
    accent="#FFE600",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#1F1F1F",
    error="#FFB3B8",
    success="#7DFF9A",
    warning="#FFD60C",
    variables=_variables(
        muted="#E0E0E0",
        nav="#00256B",
        nav_fg="#FFFFFF",
        nav_muted="#DBE7FF",
        champ="#1F1F1F",
        champ_focus="#002B7F",
        bord="#FFFFFF",
        bord_error="#FFB3B8",
        bord_warning="#FFD60C",
        titre="#7FE8FF",
        lien="#7FE8FF",
        curseur="#FFE600",
        curseur_fg="#000000",
        coche="#00317F",
        sur_primary="#000000",
        sur_accent="#000000",
    ),
)

THEMES = (CLAIR, SOMBRE, CONTRASTE)
"""The default comes first."""


_FEW = {Colours.SIXTEEN: few_colours.SIXTEEN, Colours.EIGHT: few_colours.EIGHT}
_OF_TEXTUAL = (
    *("primary", "secondary", "accent", "foreground", "background", "surface", "panel"),
    *("error", "success", "warning"),
)


def look(name: str, colours: Colours) -> Theme:
    """Give the theme *name* as it is drawn with *colours*."""
    if colours not in _FEW:
        return next(theme for theme in THEMES if theme.name == name)
    own = dict(_FEW[colours][name])
    usual: dict[str, Any] = {part: own.pop(part) for part in _OF_TEXTUAL}
    scrollbar = {"scrollbar": own["bord"], "scrollbar_background": usual["panel"]}
    return Theme(
        name=f"{name}-{colours.name.lower()}",
        dark=name != CLAIR.name,
        variables=_variables(**own, **scrollbar),
        **usual,
    )


def variable_defaults() -> dict[str, str]:
    """Return what `App.get_theme_variable_defaults()` must: else no stylesheet of ours parses."""
    return dict(CLAIR.variables)
