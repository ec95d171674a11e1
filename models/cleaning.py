"""What people type or paste, made safe to store and to show, or ready to be compared."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase
from unicodedata import category, normalize

from models.errors import BadValue
from models.wording import show_number

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""For `str.translate`: full-width digits, letters and signs become ASCII."""

# Words of what most cells hold, one space apart: nothing to take away, and NFC already.
# The last two are buttons of the portal's rows.
_PLAIN = re.compile("(?:[!-~¡-¬®-ÿŒœŸ–’…€✍✕]+(?: [!-~¡-¬®-ÿŒœŸ–’…€✍✕]+)*)?")

_MARKS_AFTER_A_BASE = 2
_FIRST_MARK = "\u0300"
_ACCENTS = re.compile("[\u0300-\u036f]+")
_UPPER = str.maketrans(ascii_lowercase, ascii_uppercase)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})

# Printable to Unicode, yet nothing is seen: joiners, fillers and variation selectors.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
# Minus signs, fraction slashes, primes and low quotes that no category below names.
_SEPARATORS = frozenset("./\\_·'\"`´‚„′″ʼ−⁄∕")
_DASHES_AND_QUOTES = frozenset({"Pd", "Pi", "Pf"})

_INITIALS = re.compile(r"(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))")
APOSTROPHES = "'’ʼ‘´`′"
_ELIDED = re.compile(rf"(?<![^\W_])([^\W\d_])[{APOSTROPHES}]([^\W\d_]+)")
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")
_GONE = str.maketrans("", "", " ./\\_'\"`-")
"""What `compact` takes from a number that is all ASCII."""


def clean_text(text: str, *, longest: int) -> str:
    """Return `one_line(text)`.

    BadValue if more than `longest` characters are left.
    """
    line = one_line(text)
    if len(line) > longest:
        raise BadValue(
            f"Ce texte est trop long : {longest} caractères au plus, "
            f"vous en avez saisi {show_number(len(line))}. "
            "Raccourcissez-le, par exemple par une abréviation."
        )
    return line


def one_line(text: str) -> str:
    """Keep what a terminal can show of `text`, on one line, in NFC.

    Controls, bidi, zero-width, private and unassigned characters go; spaces of every kind
    become one; a base keeps two combining marks. Markup is ordinary text and stays.
    """
    if text.isascii() and text.isalnum():
        return text
    if _is_plain(text):
        return " ".join(text.split())
    # Spaces that do not break become plain ones, which all the rest may be already.
    spaced = text.replace("\u00a0", " ").replace("\u202f", " ")
    if _PLAIN.fullmatch(spaced):
        return spaced
    return " ".join(_without_piled_marks(normalize("NFC", seen(text))).split())


def one_lines(cells: list[str]) -> list[str]:
    """Return `one_line` of each cell; one glance at them all tells where none changes."""
    whole = "|".join(cells)
    if _PLAIN.fullmatch(whole) and " |" not in whole and "| " not in whole:
        return cells
    return [one_line(cell) if cell else "" for cell in cells]


def compact(text: str) -> str:
    """Return an identifier without spaces, dots, dashes, slashes or quotes, in ASCII capitals.

    Other characters stay, for the reader of the identifier to refuse.
    """
    if text.isascii() and text.isdigit():
        return text
    # Spreadsheets write numbers with spaces that do not break: as with the others, they go.
    text = text.replace("\u00a0", "").replace("\u202f", "")
    if _is_plain(text):
        return text.translate(_GONE).upper()
    plain = seen(text).translate(FULL_WIDTH)
    return "".join(c for c in plain if not _separates(c)).translate(_UPPER)


def fold(text: str) -> str:
    """Return the key by which names are sorted and searched: `[a-z0-9]` words, one space apart.

    Dotted initials make one word, so that « sarl » finds « S.A.R.L. DUPONT ».
    """
    if _is_plain(text):
        bare = text.lower()
        if bare.isalnum():
            return bare
    else:
        letters = normalize("NFKD", seen(text)).casefold().translate(_LIGATURES)
        bare = _ACCENTS.sub("", letters)
        if not bare.isascii():
            bare = "".join(c for c in bare if not _is_mark(c))
    if "." in bare:
        bare = _INITIALS.sub(r"\1", bare)
    return _NOT_IN_KEY.sub(" ", bare).strip()


def elided(text: str) -> str:
    """Return as one word, folded, each that has an apostrophe after its first letter.

    « nguyen » for « N'GUYEN », where `fold` gives two words: people search for either.
    """
    if text.isascii() and "'" not in text and "`" not in text:
        return ""
    return " ".join(fold("".join(one)) for one in _ELIDED.findall(normalize("NFC", seen(text))))


def seen(text: str) -> str:
    """Return `text` without what is neither seen nor a space: controls, bidi, zero-width."""
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or c.isspace())
    return text if text.isascii() else _UNSEEN.sub("", text)


def _is_plain(text: str) -> bool:
    """Tell whether all of `text` is ASCII that is seen, as most of what is typed: no rule asks."""
    return text.isascii() and text.isprintable()


def _without_piled_marks(text: str) -> str:
    """Drop combining marks that have no base, or two others before them."""
    if max(text, default="") < _FIRST_MARK:
        return text
    kept = []
    marks = _MARKS_AFTER_A_BASE
    for c in text:
        if _is_mark(c):
            marks += 1
        else:
            marks = _MARKS_AFTER_A_BASE if c.isspace() else 0
        if c.isspace() or marks <= _MARKS_AFTER_A_BASE:
            kept.append(c)
    return "".join(kept)


def _is_mark(c: str) -> bool:
    return category(c).startswith("M")


def _separates(c: str) -> bool:
    return c.isspace() or c in _SEPARATORS or category(c) in _DASHES_AND_QUOTES
