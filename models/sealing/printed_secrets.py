"""Secrets that are printed and typed again: letters and digits that nobody confuses.

The alphabet is Crockford's base 32: no I, L, O or U, and what is typed O, I or L is read 0, 1, 1.
"""

from __future__ import annotations

from secrets import choice

from models.cleaning import compact

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_BITS = 5
_CONFUSED = str.maketrans("OIL", "011")


def random_characters(count: int) -> str:
    """Draw `count` characters, five bits each."""
    return "".join(choice(ALPHABET) for _ in range(count))


def in_groups(characters: str, size: int, separator: str) -> str:
    """Part characters into groups that the eye can follow."""
    return separator.join(characters[i : i + size] for i in range(0, len(characters), size))


def read(text: str) -> str:
    """Return what was typed as it was printed, less its spaces and hyphens, in capitals."""
    return compact(text).translate(_CONFUSED)


def strangers(characters: str) -> str:
    """Return the characters of `read(text)` that are never printed, each once."""
    return "".join(dict.fromkeys(c for c in characters if c not in ALPHABET))


def encode(data: bytes) -> str:
    """Write bytes, a multiple of five of them, eight characters for five."""
    number = int.from_bytes(data)
    shifts = range(len(data) * 8 - _BITS, -1, -_BITS)
    return "".join(ALPHABET[number >> shift & 31] for shift in shifts)


def decode(characters: str) -> bytes:
    """Give back the bytes of `encode`; ValueError for a character out of the alphabet."""
    number = 0
    for c in characters:
        number = number << _BITS | ALPHABET.index(c)
    return number.to_bytes(len(characters) * _BITS // 8)
