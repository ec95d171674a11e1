"""The Siren: the nine digits of a firm, the last one a Luhn key.

A Siret or a French VAT number given in its place is understood. A failed key is a warning only:
a few real numbers fail it.
"""

from __future__ import annotations

import re

from stdnum.fr import siren as stdnum_siren

from models.errors import BadValue
from models.identifiers.reading import (
    Reading,
    bare,
    group,
    is_digits,
    refuse_rounded,
    require_digits,
)

LENGTH = 9
EXAMPLE = "732 829 320"

_SIRET_LENGTH = 14
_TVA = re.compile(r"FR[0-9A-HJ-NP-Z]{2}([0-9]{9})")
_MONACO = "000"


def read(text: str) -> Reading:
    """Read a Siren, or the Siren inside a Siret or a VAT number; BadValue if it cannot be one."""
    refuse_rounded(text)
    number = bare(text)
    if tva := _TVA.fullmatch(number):
        return _from_tva(tva[1])
    if is_digits(number) and len(number) == _SIRET_LENGTH:
        return _checked(number[:LENGTH], instead="un Siret")
    return _checked(number)


def digits_of(text: str) -> str:
    """Give the digits of a number that is sought, or of its beginning; empty if it has others.

    A Siren, a Siret or an account number, with or without the word that names it, or the Siren
    inside a VAT number.
    """
    number = bare(text)
    if tva := _TVA.fullmatch(number):
        return tva[1]
    return number if is_digits(number) else ""


def show(value: str) -> str:
    """Lay out a Siren by threes."""
    return group(value, 3, 3, 3)


def _from_tva(number: str) -> Reading:
    # What follows the key in a Monegasque VAT number is no Siren (python-stdnum, mc.tva).
    if number.startswith(_MONACO):
        raise BadValue(
            "Ce numéro de TVA est celui d'une entreprise de Monaco : il ne contient pas de Siren. "
            f"Si elle a un Siren en France, saisissez ses 9 chiffres, par exemple {EXAMPLE}."
        )
    return _checked(number, instead="un numéro de TVA")


def _checked(number: str, *, instead: str = "") -> Reading:
    require_digits(number, noun="le Siren", length=LENGTH, example=EXAMPLE)
    key = "La clé de contrôle de ce Siren ne correspond pas. Vérifiez les chiffres."
    note = f"Vous avez saisi {instead} : le Siren {show(number)} est retenu."
    return Reading(
        number,
        warnings=() if stdnum_siren.is_valid(number) else (key,),
        notes=(note,) if instead else (),
    )
