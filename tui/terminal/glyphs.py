"""Glyph sets: screens draw the canonical characters, the output filter translates them.

Every translation puts one cell in place of one cell: the layout never moves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class GlyphSet:
    """A name, and the characters that a terminal lacks, each with its substitute."""

    name: str
    substitutes: Mapping[int, str] = field(default_factory=dict)
    is_heard: bool = False
    """Whether a reader, or a braille line, says what is drawn: it follows the cursor."""

    @property
    def draws_letters(self) -> bool:
        """Tell whether the pen of a row is a letter, the very key that it is for."""
        return "✍".translate(self.substitutes).isalpha()


def _table(*pairs: tuple[str, str]) -> dict[int, str]:
    """Map each character of a left string on the character under it in the right one."""
    return {
        ord(glyph): substitute
        for glyphs, substitutes in pairs
        for glyph, substitute in zip(glyphs, substitutes, strict=True)
    }


# What the fonts of PuTTY and of the Linux console lack; frames and accents are there.
RARE = (
    ("✍✕✖✗✘✓✔☐☑☒", "m××--++ xx"),
    ("━┃┏┓┗┛┣┫┳┻╋", "─│┌┐└┘├┤┬┴┼"),
    ("╭╮╰╯", "┌┐└┘"),
    ("▁▂▃▄▅▆▇", "   ████"),
    ("▏▎▍▌▋▊▉▐▕▀▔", "   █████ █ "),
    ("●○▪▫◆◇▸◂▾▴", "•o••••›‹↓↑"),
    ("\u202f\u2009", "\u00a0 "),
)

# What plain ASCII lacks. Accented letters stay: they are data, and a terminal under the
# locale C nearly always shows them.
PUNCTUATION = (
    ("✍✕✖✗✘✓✔☐☑☒×", "mxx--++ xxx"),
    ("›‹»«…—–‐‑−", '><""~-----'),
    ("•·●○▪▫◆◇", "*.*o****"),
    ("→←↑↓↔↵▸◂▾▴►◄▼▲", "><^v-<><v^><v^"),
    ("’‘“”\u00a0\u202f\u2009", "''\"\"   "),
)
FRAMES = (
    ("─━═┄┅┈┉╌╍╴╶╸╺", "--=----------"),
    ("│┃║┆┇┊┋╎╏╵╷╹╻", "||#||||||||||"),
    ("┌┐└┘├┤┬┴┼", "+++++++++"),
    ("┏┓┗┛┣┫┳┻╋", "+++++++++"),
    ("╔╗╚╝╠╣╦╩╬", "#########"),
    ("╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫", "++++++++++++++++++"),
    ("╭╮╰╯", "++++"),
    ("█▓▒░▁▂▃▄▅▆▇", "###:   ####"),
    ("▏▎▍▌▋▊▉▐▕▀▔", "   ##### # "),
)

# What is said aloud: no frame, a star before the button or the tab that is chosen, a comma where a
# dot would be named.
HEARD = (
    ("✍✕✖✗✘✓✔☐☑☒", "mxx--++ xx"),
    ("›‹•·●○", "* x,xo"),
    *((drawn, " " * len(drawn)) for drawn, _ in FRAMES),
    # On either side of a field that is wrong.
    ("║\u00a0\u202f\u2009", "!   "),
)

UNICODE = GlyphSet("unicode")
LATIN = GlyphSet("latin", _table(*RARE))
ASCII = GlyphSet("ascii", _table(*PUNCTUATION, *FRAMES))
LECTEUR = GlyphSet("lecteur", _table(*HEARD), is_heard=True)
BY_NAME = {glyphs.name: glyphs for glyphs in (UNICODE, LATIN, ASCII, LECTEUR)}

_BARE = re.compile(r"vt\d.*|ansi.*|cons25.*")
_POOR_FONT = re.compile(r"linux.*|xterm|putty.*")


def choose(term: str, codeset: str, wish: str = "auto") -> GlyphSet:
    """Return the richest glyph set that the terminal is sure to show.

    *codeset* is that of the locale; a *wish* (a name of `BY_NAME`) wins over both.
    """
    if wish in BY_NAME:
        return BY_NAME[wish]
    if codeset.lower().replace("-", "") != "utf8" or _BARE.fullmatch(term):
        return ASCII
    return LATIN if _POOR_FONT.fullmatch(term) else UNICODE
