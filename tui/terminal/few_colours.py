"""The three looks in the sixteen colours of a plain `xterm`, and in the eight of the console.

The shades are those of VGA, which Textual turns into the numbers that the terminal is sent; its
own shades of these numbers differ. Chosen so that every text can be read with the palettes of
VGA, PuTTY and xterm: grey is never a background, green and yellow never a text on white.
"""

from __future__ import annotations

BLACK, RED, GREEN, BROWN = "#000000", "#AA0000", "#00AA00", "#AA5500"
BLUE, MAGENTA, CYAN, SILVER = "#0000AA", "#AA00AA", "#00AAAA", "#AAAAAA"
GREY, PINK, LIME, YELLOW = "#555555", "#FF5555", "#55FF55", "#FFFF55"
AZURE, ROSE, SKY, WHITE = "#5555FF", "#FF55FF", "#55FFFF", "#FFFFFF"

DARK = (BLACK, RED, GREEN, BROWN, BLUE, MAGENTA, CYAN, SILVER)
BRIGHT = (GREY, PINK, LIME, YELLOW, AZURE, ROSE, SKY, WHITE)
SHADES = (*DARK, *BRIGHT)
"""As the terminal numbers them, from 0 to 15."""

ON_WHITE = {
    "primary": BLUE,
    "secondary": BLUE,
    "accent": YELLOW,
    "foreground": BLACK,
    "background": WHITE,
    "surface": WHITE,
    "panel": SILVER,
    "error": RED,
    "success": BLUE,
    "warning": MAGENTA,
    "muted": GREY,
    "muted_panel": BLACK,
    "nav": BLUE,
    "nav_fg": WHITE,
    "nav_muted": SILVER,
    "champ": SILVER,
    "champ_focus": YELLOW,
    "bord": BLACK,
    "bord_error": RED,
    "bord_warning": RED,
    "titre": BLUE,
    "lien": BLUE,
    "curseur": BLUE,
    "curseur_fg": WHITE,
    "coche": SILVER,
    "sur_primary": WHITE,
    "sur_accent": BLACK,
}

ON_BLACK = {
    "primary": CYAN,
    "secondary": SKY,
    "accent": YELLOW,
    "foreground": WHITE,
    "background": BLACK,
    "surface": BLACK,
    "panel": BLUE,
    "error": PINK,
    "success": LIME,
    "warning": YELLOW,
    "muted": SILVER,
    "muted_panel": SILVER,
    "nav": BLUE,
    "nav_fg": WHITE,
    "nav_muted": SILVER,
    "champ": BLACK,
    "champ_focus": BLUE,
    "bord": SILVER,
    "bord_error": YELLOW,
    "bord_warning": YELLOW,
    "titre": SKY,
    "lien": SKY,
    "curseur": CYAN,
    "curseur_fg": BLACK,
    "coche": BLUE,
    "sur_primary": BLACK,
    "sur_accent": BLACK,
}

STRONG = {
    **ON_BLACK,
    "primary": WHITE,
    "panel": BLACK,
    "error": ROSE,
    "bord": WHITE,
    "curseur": YELLOW,
}

SIXTEEN = {"clair": ON_WHITE, "sombre": ON_BLACK, "contraste": STRONG}

# The console turns yellow into brown where it is a background, and white into silver.
EIGHT = {
    "clair": {
        **ON_WHITE,
        "background": SILVER,
        "surface": SILVER,
        "panel": CYAN,
        "success": BLACK,
        "warning": RED,
        "muted": BLACK,
        "champ_focus": CYAN,
        "bord_error": BLACK,
        "bord_warning": BLACK,
        "coche": CYAN,
        "sur_accent": WHITE,
    },
    "sombre": {**ON_BLACK, "sur_accent": WHITE},
    "contraste": {**STRONG, "curseur": SILVER, "accent": YELLOW, "sur_accent": WHITE},
}
