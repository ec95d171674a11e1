"""The palettes of the three looks, for terminals with all colours, 256, sixteen, or eight.

With all of them and with 256 every text is at least 4.5:1 on what lies under it (7:1 in
`contraste`); yellow is a background, never a text on white. Those of 256 are what most people have,
since OpenSSH does not hand COLORTERM on: each is one of the fixed 240 (in_256.py), chosen by eye
beside its shade of 24 bits, since the nearest of a dark blue is a teal, and of a slate a navy.

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
    titre_panel: str = "titre"
    nav_fg: str = "#FFFFFF"
    champ: str = "panel"
    bord_error: str = "error"
    bord_warning: str = "warning"
    lien: str = "titre"
    curseur: str = "primary"
    curseur_fg: str = "sur_primary"
    coche_fg: str = "foreground"

    def colours(self) -> dict[str, str]:
        """Give each name its colour."""
        given: dict[str, str] = self._asdict()
        return {name: given.get(value, value) for name, value in given.items()}


CLAIR = Palette(
    primary="#1258A3",
    secondary="#1258A3",
    accent="#FFD60C",
    foreground="#212529",
    background="#FFFFFF",
    surface="#F8F9FA",
    panel="#E6E9EC",
    error="#B80F1B",
    success="#18632C",
    warning="#7D5B04",
    muted="#495057",
    nav="#1258A3",
    nav_muted="#DBF3FF",
    champ_focus="#FFF8D6",
    bord="#6C757D",
    titre="#1258A3",
    coche="#DBE0FC",
    sur_primary="#FFFFFF",
    sur_accent="#212529",
)

# Greys, where 256 colours have no dark slate.
SOMBRE = Palette(
    primary="#8FB4FA",
    secondary="#B4D5FD",
    accent="#FFD60C",
    foreground="#E4E6E9",
    background="#131519",
    surface="#1C1E22",
    panel="#2F3237",
    error="#FBB4B8",
    success="#86DD8C",
    warning="#FFB50A",
    muted="#C6C9CE",
    nav="#0B1A63",
    nav_muted="#B4D5FD",
    champ_focus="#0E1F86",
    bord="#A6AAB0",
    titre="#B4D5FD",
    coche="#0E1C66",
    sur_primary="#131519",
    sur_accent="#131519",
)

CONTRASTE = Palette(
    primary="#FFFFFF",
    secondary="#84DCFF",
    accent="#FFDC00",
    foreground="#FFFFFF",
    background="#000000",
    panel="#1D1D1D",
    error="#FFB3B8",
    success="#84FF90",
    warning="#FFDC00",
    muted="#DCDCDC",
    nav="#001466",
    nav_muted="#DBDFFF",
    champ_focus="#001285",
    bord="#FFFFFF",
    titre="#84DCFF",
    curseur="#FFDC00",
    coche="#001285",
    sur_primary="#000000",
    sur_accent="#000000",
)

CLAIR_256 = CLAIR._replace(
    primary="#005FAF",
    secondary="#005FAF",
    accent="#FFD700",
    foreground="#262626",
    surface="#FFFFFF",
    panel="#E4E4E4",
    error="#AF0000",
    success="#005F00",
    warning="#875F00",
    muted="#4E4E4E",
    nav="#005FAF",
    nav_muted="#D7FFFF",
    champ_focus="#FFFFD7",
    bord="#6C6C6C",
    titre="#005FAF",
    lien="#005FAF",
    coche="#D7D7FF",
    sur_accent="#262626",
)

SOMBRE_256 = SOMBRE._replace(
    primary="#87AFFF",
    secondary="#AFD7FF",
    accent="#FFD700",
    foreground="#E4E4E4",
    background="#121212",
    surface="#1C1C1C",
    panel="#303030",
    error="#FFAFAF",
    success="#87D787",
    warning="#FFAF00",
    muted="#C6C6C6",
    nav="#00005F",
    nav_muted="#AFD7FF",
    champ_focus="#000087",
    bord="#A8A8A8",
    titre="#AFD7FF",
    coche="#00005F",
    sur_primary="#121212",
    sur_accent="#121212",
)

CONTRASTE_256 = CONTRASTE._replace(
    secondary="#87D7FF",
    accent="#FFD700",
    panel="#1C1C1C",
    error="#FFAFAF",
    success="#87FF87",
    warning="#FFD700",
    muted="#DADADA",
    nav="#00005F",
    nav_muted="#D7D7FF",
    champ_focus="#000087",
    titre="#87D7FF",
    curseur="#FFD700",
    coche="#000087",
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
    coche=SKY,
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
    coche=SILVER,
    coche_fg=BLACK,
    sur_primary=BLACK,
    sur_accent=BLACK,
)

CONTRASTE_16 = SOMBRE_16._replace(
    primary=WHITE,
    panel=BLACK,
    error=ROSE,
    bord=WHITE,
    curseur=YELLOW,
    coche=BLUE,
    coche_fg=WHITE,
)

# The console turns yellow into brown where it is a background, and white into silver; on its cyan
# blue is but a shadow.
CLAIR_8 = CLAIR_16._replace(
    background=SILVER,
    panel=CYAN,
    success=BLACK,
    warning=RED,
    muted=BLACK,
    titre_panel=BLACK,
    champ_focus=CYAN,
    bord_error=BLACK,
    bord_warning=BLACK,
    coche=GREEN,
    coche_fg=BLACK,
    sur_accent=WHITE,
)

PALETTES: Mapping[str, Mapping[Colours, Palette]] = {
    "clair": {
        Colours.ALL: CLAIR,
        Colours.MANY: CLAIR_256,
        Colours.SIXTEEN: CLAIR_16,
        Colours.EIGHT: CLAIR_8,
    },
    "sombre": {
        Colours.ALL: SOMBRE,
        Colours.MANY: SOMBRE_256,
        Colours.SIXTEEN: SOMBRE_16,
        Colours.EIGHT: SOMBRE_16._replace(sur_accent=WHITE),
    },
    "contraste": {
        Colours.ALL: CONTRASTE,
        Colours.MANY: CONTRASTE_256,
        Colours.SIXTEEN: CONTRASTE_16,
        Colours.EIGHT: CONTRASTE_16._replace(curseur=SILVER, sur_accent=WHITE),
    },
}
"""By the name of the look, then by the colours of the terminal."""

DEFAULT = "clair"
