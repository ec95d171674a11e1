"""The palettes of the three looks, for terminals with all colours, sixteen, or eight.

With all of them every text is at least 4.5:1 on what lies under it (7:1 in `contraste`), in 256
colours too; yellow is a background, never a text on white.

The shades of sixteen are those of VGA, which Textual turns into the numbers that the terminal is
sent; its own shades of these numbers differ. They were chosen one by one, since the nearest of
sixteen cannot be read, so that every text can be with the palettes of VGA, PuTTY and xterm: grey
is never a background, green and yellow never a text on white.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tui.terminal.colours import Colours

BLACK, RED, GREEN, BROWN = "#000000", "#AA0000", "#00AA00", "#AA5500"
BLUE, MAGENTA, CYAN, SILVER = "#0000AA", "#AA00AA", "#00AAAA", "#AAAAAA"
GREY, PINK, LIME, YELLOW = "#555555", "#FF5555", "#55FF55", "#FFFF55"
AZURE, ROSE, SKY, WHITE = "#5555FF", "#FF55FF", "#55FFFF", "#FFFFFF"

DARK = (BLACK, RED, GREEN, BROWN, BLUE, MAGENTA, CYAN, SILVER)
BRIGHT = (GREY, PINK, LIME, YELLOW, AZURE, ROSE, SKY, WHITE)
SHADES = (*DARK, *BRIGHT)
"""As the terminal numbers them, from 0 to 15."""


class Palette(NamedTuple):
    """The colours of a look, each by what it is for; a name stands for the colour that has it.

    The stylesheets write a `-` for each `_`: `$nav-fg`.
    """

    primary: str
    secondary: str
    accent: str
    foreground: str
    background: str
    panel: str
    error: str
    success: str
    warning: str
    muted: str
    nav: str
    nav_muted: str
    champ_focus: str
    bord: str
    titre: str
    coche: str
    sur_primary: str
    sur_accent: str
    surface: str = "background"
    muted_panel: str = "muted"
    nav_fg: str = "#FFFFFF"
    champ: str = "panel"
    bord_error: str = "error"
    bord_warning: str = "warning"
    lien: str = "titre"
    curseur: str = "primary"
    curseur_fg: str = "sur_primary"

    def colours(self) -> dict[str, str]:
        """Give each name its colour."""
        given: dict[str, str] = self._asdict()
        return {name: given.get(value, value) for name, value in given.items()}


CLAIR = Palette(
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
    muted="#495057",
    nav="#1D458C",
    nav_muted="#B6CEFC",
    champ_focus="#FFF4D2",
    bord="#6C757D",
    titre="#1D458C",
    lien="#2E5FB6",
    coche="#DBE7FF",
    sur_primary="#FFFFFF",
    sur_accent="#212529",
)

SOMBRE = Palette(
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
    muted="#CBD5E1",
    nav="#122F62",
    nav_muted="#B6CEFC",
    champ_focus="#1D458C",
    bord="#A3B1C6",
    titre="#B6CEFC",
    coche="#1D3A6E",
    sur_primary="#0F172A",
    sur_accent="#0F172A",
)

CONTRASTE = Palette(
    primary="#FFFFFF",
    secondary="#7FE8FF",
    accent="#FFE600",
    foreground="#FFFFFF",
    background="#000000",
    panel="#1F1F1F",
    error="#FFB3B8",
    success="#7DFF9A",
    warning="#FFD60C",
    muted="#E0E0E0",
    nav="#00256B",
    nav_muted="#DBE7FF",
    champ_focus="#002B7F",
    bord="#FFFFFF",
    titre="#7FE8FF",
    curseur="#FFE600",
    coche="#00317F",
    sur_primary="#000000",
    sur_accent="#000000",
)

CLAIR_16 = Palette(
    primary=BLUE,
    secondary=BLUE,
    accent=YELLOW,
    foreground=BLACK,
    background=WHITE,
    panel=SILVER,
    error=RED,
    success=BLUE,
    warning=MAGENTA,
    muted=GREY,
    muted_panel=BLACK,
    nav=BLUE,
    nav_muted=SILVER,
    champ=SILVER,
    champ_focus=YELLOW,
    bord=BLACK,
    bord_warning=RED,
    titre=BLUE,
    coche=SILVER,
    sur_primary=WHITE,
    sur_accent=BLACK,
)

SOMBRE_16 = Palette(
    primary=CYAN,
    secondary=SKY,
    accent=YELLOW,
    foreground=WHITE,
    background=BLACK,
    panel=BLUE,
    error=PINK,
    success=LIME,
    warning=YELLOW,
    muted=SILVER,
    nav=BLUE,
    nav_muted=SILVER,
    champ=BLACK,
    champ_focus=BLUE,
    bord=SILVER,
    bord_error=YELLOW,
    titre=SKY,
    coche=BLUE,
    sur_primary=BLACK,
    sur_accent=BLACK,
)

CONTRASTE_16 = SOMBRE_16._replace(
    primary=WHITE, panel=BLACK, error=ROSE, bord=WHITE, curseur=YELLOW
)

# The console turns yellow into brown where it is a background, and white into silver.
CLAIR_8 = CLAIR_16._replace(
    background=SILVER,
    panel=CYAN,
    success=BLACK,
    warning=RED,
    muted=BLACK,
    champ_focus=CYAN,
    bord_error=BLACK,
    bord_warning=BLACK,
    coche=CYAN,
    sur_accent=WHITE,
)

PALETTES: Mapping[str, Mapping[Colours, Palette]] = {
    "clair": {Colours.ALL: CLAIR, Colours.SIXTEEN: CLAIR_16, Colours.EIGHT: CLAIR_8},
    "sombre": {
        Colours.ALL: SOMBRE,
        Colours.SIXTEEN: SOMBRE_16,
        Colours.EIGHT: SOMBRE_16._replace(sur_accent=WHITE),
    },
    "contraste": {
        Colours.ALL: CONTRASTE,
        Colours.SIXTEEN: CONTRASTE_16,
        Colours.EIGHT: CONTRASTE_16._replace(curseur=SILVER, sur_accent=WHITE),
    },
}
"""By the name of the look, then by the colours of the terminal."""

DEFAULT = "clair"
