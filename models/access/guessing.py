"""How soon a password is guessed by who knows France: zxcvbn, with French words beside it.

It is loaded when the first password is judged, since zxcvbn reads 90 000 words (ADR 0012).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import groupby
from math import factorial, prod
from operator import attrgetter
from typing import Any
from unicodedata import combining, normalize

from zxcvbn import zxcvbn

ENOUGH = 10**12
"""The fewest guesses: those of four known pieces, or of twelve unknown characters."""

_MOSTLY_KNOWN = 0.7
"""Below this share of known characters, what is left was drawn and not thought of."""
_JUDGED = 48
"""What more there is can only help, and zxcvbn takes the square of the length."""
MOST_PARTS = 6
_FOR_EACH_SIGN = 10
_SHORTEST_WORD = 3

_LIKE_LETTERS = str.maketrans("@$€!", "asei")
# The keys of AZERTY under the names that zxcvbn knows, those of QWERTY.
_ON_QWERTY = str.maketrans("azqwAZQW&é\"'(-è_çà", "qwazQWAZ1234567890")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})

_KINDS = {
    "courant": "un mot de passe courant",
    "metier": "un mot du métier",
    "annee": "une année",
    "mois": "un mois",
    "jour": "un jour",
    "saison": "une saison",
    "prenom": "un prénom",
    "nom": "un nom de famille",
    "ville": "une ville",
}
_LISTS = {
    "passwords": "un mot de passe courant",
    "female_names": "un prénom",
    "male_names": "un prénom",
    "surnames": "un nom de famille",
}
_PATTERNS = {
    "spatial": "des touches voisines",
    "repeat": "une répétition",
    "sequence": "une suite",
    "regex": "une année",
    "date": "une date",
    "bruteforce": "un nombre",
}


@dataclass(frozen=True)
class _Reading:
    """What zxcvbn makes of one spelling of a password; `known` is what its pieces are of it."""

    guesses: Decimal
    known: float
    pieces: list[dict[str, Any]]
    on_keys: bool

    @property
    def is_guessed(self) -> bool:
        return self.guesses < ENOUGH and self.known >= _MOSTLY_KNOWN


def what_is_known(password: str, personal: Mapping[str, str]) -> str:
    """Tell in French what a password is made of, if that is soon guessed; else return nothing.

    `personal` says of each word of the person's own what it is (« le nom du cabinet »). Words
    are quoted as they are usually written, figures are not, and never all that there is.
    """
    own = {_letters(word).casefold(): (word, kind) for word, kind in personal.items()}
    words = own | {key: one for key, one in _french().items() if key not in own}
    keys = [key for key in words if len(key) >= _SHORTEST_WORD]
    # A « ! » that ends is a sign; elsewhere it may stand for an i.
    spellings = (password, password.rstrip("!").translate(_LIKE_LETTERS))
    readings = [_read(one, keys) for one in spellings]
    readings.append(_read(password.translate(_ON_QWERTY), keys, on_keys=True))
    guessed = [one for one in readings if one.is_guessed]
    if not guessed:
        apart = (_read(one, keys, apart=True) for one in spellings)
        guessed = [one for one in apart if one.is_guessed]
    if not guessed:
        return ""
    easiest = min(guessed, key=attrgetter("guesses"))
    return _PATTERNS["spatial"] if easiest.on_keys else _told(easiest, words, len(password))


def _read(
    spelling: str, words: list[str], *, apart: bool = False, on_keys: bool = False
) -> _Reading:
    """Judge the letters and digits alone: signs between two words hide neither of them.

    Read whole, « Jean-Pierre » is one; read `apart`, « Fernande.2012 » is no « Fernandez ».
    """
    bare = _unaccented(spelling)
    letters = _letters(spelling)
    parts = _letters_apart(bare) if apart else [letters]
    if not letters or len(parts) > MOST_PARTS:
        return _Reading(Decimal(ENOUGH), 0, [], on_keys)
    found = [zxcvbn(part, words) for part in parts]
    pieces = [one for part in found for one in part["sequence"] if _is_meant(one, bare)]
    # « !!! » is hardly more than « ! ».
    signs = sum(not sign.isalnum() for sign, _ in groupby(bare))
    known = sum(len(one["token"]) for one in pieces)
    share = known / (sum(c.isalnum() for c in bare) + signs)
    # The library too counts the orders in which as many pieces may stand.
    guesses = prod(part["guesses"] for part in found) * factorial(len(found))
    return _Reading(guesses * _FOR_EACH_SIGN**signs, share, pieces, on_keys)


def _is_meant(piece: Mapping[str, Any], bare: str) -> bool:
    """Tell whether a piece is no accident: signs part a date, or « Jean-Pierre », and no other.

    Figures among known pieces are meant too: there are ten of them, as the library counts.
    """
    if piece["pattern"] == "date" or piece.get("dictionary_name") == "user_inputs":
        return True
    token: str = piece["token"]
    if piece["pattern"] == "bruteforce":
        return token.isdigit()
    return token in bare and len(token) >= _SHORTEST_WORD


def _letters(text: str) -> str:
    """Keep what is judged: the first letters and digits, without their accents."""
    return "".join(c for c in _unaccented(text) if c.isalnum())[:_JUDGED]


def _letters_apart(bare: str) -> list[str]:
    """Part what is judged where its signs stand."""
    groups = groupby(bare[:_JUDGED], key=str.isalnum)
    return ["".join(group) for is_letters, group in groups if is_letters]


def _unaccented(text: str) -> str:
    spread = normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in spread if not combining(c))


def _told(reading: _Reading, words: Mapping[str, tuple[str, str]], length: int) -> str:
    """Say what the pieces are: « un prénom (« Christophe ») et une année »."""
    parts: list[str] = []
    for piece in reading.pieces:
        word, kind = _named(piece, words)
        length -= len(piece["token"])
        # The last word of what is nothing but words would complete the password.
        part = f"{kind} («\xa0{word}\xa0»)" if word and length > 0 else kind
        if part not in parts:
            parts.append(part)
    *first, last = parts
    return f"{', '.join(first)} et {last}" if first else last


def _named(piece: Mapping[str, Any], words: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Give the word to quote, if any, and what the piece is."""
    if piece["pattern"] != "dictionary":
        return "", _PATTERNS[piece["pattern"]]
    found = piece["matched_word"]
    listed = _LISTS.get(piece["dictionary_name"], "un mot courant")
    word, kind = words.get(found, (found, listed))
    return "" if found.isdigit() else word, kind


@cache
def _french() -> dict[str, tuple[str, str]]:
    """Read the French words, the most used first, by their letters."""
    source = files("models.reference").joinpath("mots_connus.csv").read_text("utf-8")
    rows = csv.DictReader(source.splitlines())
    return {_letters(row["mot"]).casefold(): (row["mot"], _KINDS[row["sorte"]]) for row in rows}
