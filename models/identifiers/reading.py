"""What reading a number gives, and the checks and layout that the numbers share."""

from __future__ import annotations

import re
from typing import NamedTuple

from models.cleaning import compact
from models.errors import BadValue
from models.wording import capitalised, show_number

_ZEROS_AND_ONES = str.maketrans("OIL|", "0111")
_SIREN = slice(0, 9)
_ZERO = ord("0")
_DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")
"""A digit doubled, the digits of that added up."""

# A lettered account number may hold an E too, but neither comma nor plus.
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+e\+?|[0-9]*e\+)[0-9]+", re.IGNORECASE)

# What letters and cards write before a number: « SIREN », « N° TVA intracom. : », « Compte n° ».
_NAME_OF_NUMBER = re.compile(
    r"(?:(?:N[°ºO]?)?(?:DE)?(?:SIREN|SIRET|TVA(?:INTRA(?:COM(?:MUNAUTAIRE)?)?)?|COMPTE)(?:N[°ºO]?)?"
    r"|RCS[^0-9]*)[:=]?(?=(?:FR)?[0-9])"
)
# A spreadsheet took it for a quantity.
_QUANTITY = re.compile(r"\s*([0-9]{8,})[.,]0+\s*")
_FEWEST_LEFT = 5


class Reading(NamedTuple):
    """A number as it is stored.

    `warnings` say what is unusual but possible; `notes` what the cleaning understood. A tuple: an
    import makes ten for each line, and a frozen dataclass takes twice as long to be made.
    """

    value: str
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        # Without the value: it may be a NIR, which no log and no traceback shows.
        return f"Reading(warnings={self.warnings!r}, notes={self.notes!r})"


def group(value: str, *sizes: int) -> str:
    """Lay `value` out in groups of these sizes, with non-breaking spaces between."""
    groups, start = [], 0
    for size in sizes:
        groups.append(value[start : start + size])
        start += size
    return " ".join(groups)


def bare(text: str) -> str:
    """Return an identifier as `compact` gives it, without the word that names it before."""
    if is_digits(text):
        return text
    quantity = _QUANTITY.fullmatch(text) if "." in text or "," in text else None
    number = compact(quantity[1] if quantity else text)
    if number[:1].isdigit():
        return number
    named = _NAME_OF_NUMBER.match(number)
    return number[named.end() :] if named else number


def with_zeros(digits: str, *, length: int) -> str:
    """Give a Siren or a Siret the zeros that a spreadsheet took from its beginning.

    Nothing where its key, or that of its Siren, would not hold then, or where what is left is too
    short to say so.
    """
    if not (is_digits(digits) and _FEWEST_LEFT <= len(digits) < length):
        return ""
    whole = digits.zfill(length)
    siren = whole[_SIREN]
    return whole if luhn_holds(whole) and luhn_holds(siren) and siren.strip("0") else ""


def is_digits(text: str) -> bool:
    """Tell whether `text` holds ASCII digits only, and at least one."""
    return text.isascii() and text.isdigit()


def luhn_holds(digits: str) -> bool:
    """Tell whether the last of ASCII digits is the Luhn key of the others, as python-stdnum does.

    Ten times as fast: an import asks it twice for each line.
    """
    codes = digits.encode("ascii")
    total = sum(codes[-1::-2] + codes[-2::-2].translate(_DOUBLED))
    return (total - len(codes) * _ZERO) % 10 == 0


def lookalikes(text: str) -> str:
    """Return the question to ask when letters stand for digits, after a space, or nothing."""
    if is_digits(text) or not is_digits(text.translate(_ZEROS_AND_ONES)):
        return ""
    meant = []
    if "O" in text:
        meant.append("0 (zéro) à la place de O")
    if set(text) & set("IL|"):
        meant.append("1 (un) à la place de l ou de I")
    return f" Vouliez-vous {' et '.join(meant)} ?"


def rounded(text: str, *, secret: bool = False) -> str:
    """Return the refusal of a number that a spreadsheet wrote as `1,17E+17`, or nothing.

    `secret`: it is not repeated, since fifteen digits of a NIR are all of it.
    """
    if not ("E" in text or "e" in text) or not _ROUNDED.fullmatch(text.strip()):
        return ""
    repeated = "" if secret else f" ({text.strip()})"
    return (
        f"Le tableur a arrondi ce numéro{repeated}. Mettez sa colonne au format Texte, "
        "ressaisissez-le, puis copiez de nouveau."
    )


def refuse_rounded(text: str) -> None:
    """Raise BadValue for a number that a spreadsheet rounded."""
    if refusal := rounded(text):
        raise BadValue(refusal)


def missing(noun: str, length: int, example: str) -> str:
    """Ask for a number of so many digits; `noun` comes with its article (« le Siren »)."""
    return f"Saisissez {noun} : {length} chiffres, par exemple {example}."


def require_digits(text: str, *, noun: str, length: int, example: str) -> None:
    """Refuse a compacted Siren or Siret that has another shape, or a Siren of zeros.

    `noun` comes with its article (« le Siren »). Raises BadValue.
    """
    subject = capitalised(noun)
    if not text:
        raise BadValue(missing(noun, length, example))
    if not is_digits(text):
        raise BadValue(
            f"{subject} ne contient que des chiffres, par exemple {example}.{lookalikes(text)}"
        )
    if len(text) != length:
        raise BadValue(
            f"{subject} comporte {length} chiffres ; vous en avez saisi {show_number(len(text))}. "
            f"Exemple : {example}."
        )
    if not text[_SIREN].strip("0"):
        raise BadValue(f"Un Siren n'est pas fait que de zéros. {missing(noun, length, example)}")
