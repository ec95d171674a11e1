"""The Siren: the nine digits of a firm, the last one a Luhn key.

A Siret or a French VAT number given in its place is understood. A failed key is a warning only:
a few real numbers fail it.
"""

from __future__ import annotations

import re

from models.errors import BadValue
from models.identifiers.reading import (
    Reading,
    bare,
    group,
    is_digits,
    luhn_holds,
    refuse_rounded,
    require_digits,
    with_zeros,
)

LENGTH = 9
EXAMPLE = "732 829 320"

_SIRET_LENGTH = 14
_ZEROS_ALONE = "0" * LENGTH
_TVA = re.compile(r"FR([0-9A-HJ-NP-Z]{2})([0-9]{9})")
_TVA_LENGTH = 11
# What was typed may be the beginning of a NIR: it is not repeated.
ZEROS = "Un tableur a pu enlever les zéros du début : ils sont rendus. Vérifiez ce Siren."
_TVA_WITHOUT_FR = "Vous avez saisi un numéro de TVA sans FR : ses 9 derniers chiffres sont retenus."
_TVA_KEY = "La clé de ce numéro de TVA ne correspond pas au Siren {}. Vérifiez les chiffres."
_MONACO = "000"


def read(text: str) -> Reading:
    """Read a Siren, or the Siren inside a Siret or a VAT number; BadValue if it cannot be one.

    Where a spreadsheet took the zeros of its beginning, they are given back, and it is doubted.
    """
    number = bare(text)
    if is_sound(number):
        # As nearly all are: nothing of what follows is to be asked of it.
        return Reading(number)
    refuse_rounded(text)
    if tva := _TVA.fullmatch(number):
        return _from_tva(tva[1], tva[2])
    if is_digits(number):
        if len(number) == _SIRET_LENGTH:
            return _checked(number[:LENGTH], instead="un Siret")
        if len(number) == _TVA_LENGTH and _tva_key_holds(number[:2], number[2:]):
            return _checked(number[2:])._replace(notes=(_TVA_WITHOUT_FR,))
        if whole := with_zeros(number, length=LENGTH):
            return Reading(whole, (ZEROS,))
    return _checked(number)


def is_sound(number: str) -> bool:
    """Tell whether a bare number is a Siren of which there is nothing to say."""
    return (
        len(number) == LENGTH
        and is_digits(number)
        and luhn_holds(number)
        and number != _ZEROS_ALONE
    )


def digits_of(text: str) -> str:
    """Give the digits of a number that is sought, or of its beginning; empty if it has others.

    A Siren, a Siret or an account number, with or without the word that names it, or the Siren
    inside a VAT number.
    """
    number = bare(text)
    if tva := _TVA.fullmatch(number):
        return tva[2]
    return number if is_digits(number) else ""


def show(value: str) -> str:
    """Lay out a Siren by threes."""
    return group(value, 3, 3, 3)


def _from_tva(key: str, number: str) -> Reading:
    # What follows the key in a Monegasque VAT number is no Siren (python-stdnum, mc.tva).
    if number.startswith(_MONACO):
        raise BadValue(
            "Ce numéro de TVA est celui d'une entreprise de Monaco : il ne contient pas de Siren. "
            f"Si elle a un Siren en France, saisissez ses 9 chiffres, par exemple {EXAMPLE}."
        )
    found = _checked(number, instead="un numéro de TVA")
    # A key of letters follows another rule, which a few firms still have.
    if is_digits(key) and not _tva_key_holds(key, number):
        return found._replace(warnings=(*found.warnings, _TVA_KEY.format(show(number))))
    return found


def _tva_key_holds(key: str, number: str) -> bool:
    return int(key) == (12 + 3 * (int(number) % 97)) % 97


def _checked(number: str, *, instead: str = "") -> Reading:
    require_digits(number, noun="le Siren", length=LENGTH, example=EXAMPLE)
    key = "La clé de contrôle de ce Siren ne correspond pas. Vérifiez les chiffres."
    note = f"Vous avez saisi {instead} : le Siren {show(number)} est retenu."
    return Reading(
        number,
        warnings=() if luhn_holds(number) else (key,),
        notes=(note,) if instead else (),
    )
