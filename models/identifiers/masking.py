"""Numbers in a line that somebody types: what may be shown of it again, and kept.

A numéro de sécurité sociale is a secret wherever it stands. An account number alone is searched
every day and stays; in the middle of a line, nobody asked for it, and its last figures are enough
to recognise it by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.cleaning import FULL_WIDTH, compact
from models.errors import BadValue
from models.identifiers import nir, numero_compte
from models.identifiers.reading import is_digits

HIDDEN = "•"
SHOWN = 4
"""Last figures of an account number that stay."""

_PART = re.compile(r"[0-9]+|[A-Z]+", re.IGNORECASE)
_GAP = re.compile(r"[\W_]{0,3}")
"""What may stand inside a number that is laid out: a space, a dot, a dash."""

_MOST_PARTS = 20
_FEWEST_OF_NIR = 12
"""Digits of one without its key, born in Corsica."""
_SIREN_LENGTH = 9
_LETTERED_LENGTH, _FEWEST_DIGITS = 14, 6
_MASKED = re.compile(rf"\S*{HIDDEN}\S*")


def mask_numbers(line: str) -> str:
    """Hide each NIR of a line, and each account number but for its last figures.

    A line that is nothing but an account number is given back as it is.
    """
    alone = compact(line)
    if is_account(alone) and not nir.is_one(alone):
        return line
    masked, end = "", 0
    for start, after, shown in _numbers(line):
        masked, end = f"{masked}{line[end:start]}{shown}", after
    return masked + line[end:]


def without_nir(text: str, *, example: str) -> str:
    """Give a text back; BadValue if it holds a NIR: everybody reads what is kept of a text.

    `example`: what may be typed there instead.
    """
    # Nearly no text has as many digits.
    if sum(map(str.isdigit, text)) < _FEWEST_OF_NIR:
        return text
    if any(shown == HIDDEN * SHOWN for _, _, shown in _numbers(text)):
        raise BadValue(
            "Ce texte contient ce qui peut être un numéro de sécurité sociale : il n'est gardé que "
            f"dans son champ. Ôtez-le, par exemple : « {example} »."
        )
    return text


def without_masked(line: str) -> str:
    """Give what is left to search in a line whose numbers are masked."""
    return " ".join(_MASKED.sub(" ", line).split()) if HIDDEN in line else line


def is_account(number: str) -> bool:
    """Tell whether a number, compacted, has the form of an account number."""
    if is_digits(number):
        return len(number) in (numero_compte.LENGTH, nir.LENGTH)
    digits = sum(map(str.isdigit, number))
    return len(number) == _LETTERED_LENGTH and number.isalnum() and digits >= _FEWEST_DIGITS


def _numbers(line: str) -> Iterator[tuple[int, int, str]]:
    """Give where each number of a line begins and ends, and what to show of it."""
    parts = list(_PART.finditer(line.translate(FULL_WIDTH)))
    rank = 0
    while rank < len(parts):
        count, shown = _number_from(parts[rank : rank + _MOST_PARTS])
        if count:
            yield parts[rank].start(), parts[rank + count - 1].end(), shown
        rank += count or 1


def _number_from(parts: list[re.Match[str]]) -> tuple[int, str]:
    """Find the number that parts begin: how many of them make it, and what to show of it."""
    counts = range(_together(parts), 0, -1)
    for count in counts:
        if _is_laid_out_nir(parts[:count]):
            return count, HIDDEN * SHOWN
    for count in counts:
        if _is_laid_out_account(parts[:count]):
            return count, HIDDEN * SHOWN + _joined(parts[:count])[-SHOWN:]
    return 0, ""


def _is_laid_out_nir(parts: list[re.Match[str]]) -> bool:
    """Tell whether parts make a NIR; without its key, a Siren and a year might too."""
    number = _joined(parts)
    spaced = _is_spaced(parts) and len(parts[0][0]) > 1 and len(number) != nir.LENGTH
    return nir.is_one(number) and not spaced


def _is_laid_out_account(parts: list[re.Match[str]]) -> bool:
    """Tell whether parts make an account number, and not a name and a phone, or two Siren."""
    number = _joined(parts)
    if _is_spaced(parts) and (len(parts[0][0]) == _SIREN_LENGTH or not is_digits(number)):
        return False
    return is_account(number)


def _joined(parts: list[re.Match[str]]) -> str:
    return "".join(part[0] for part in parts).upper()


def _is_spaced(parts: list[re.Match[str]]) -> bool:
    return parts[-1].end() - parts[0].start() > len(_joined(parts))


def _together(parts: list[re.Match[str]]) -> int:
    """Count the parts between which there is no more than the gap of a number."""
    count = 1
    while count < len(parts):
        before, after = parts[count - 1], parts[count]
        if not _GAP.fullmatch(before.string[before.end() : after.start()]):
            break
        count += 1
    return count
