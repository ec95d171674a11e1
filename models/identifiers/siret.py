"""The Siret: a Siren and the five digits of one établissement, the last one a Luhn key.

A failed key is a warning only: a few real numbers fail it, and La Poste has a rule of its own.
"""

from __future__ import annotations

from stdnum.fr import siret as stdnum_siret

from models.errors import BadValue
from models.identifiers import nir, siren
from models.identifiers.reading import (
    Reading,
    bare,
    group,
    is_digits,
    lookalikes,
    luhn_holds,
    refuse_rounded,
    require_digits,
    with_zeros,
)

LENGTH = 14
EXAMPLE = "732 829 320 00074"

_LA_POSTE = "356000000"
# A NIR that was cut may stand there: it is not repeated.
ZEROS = "Un tableur a pu enlever les zéros du début : ils sont rendus. Vérifiez ce Siret."


def read(text: str) -> Reading:
    """Read a Siret; BadValue if it cannot be one.

    Where a spreadsheet took the zeros of its beginning, they are given back, and it is doubted.
    """
    number = bare(text)
    if _is_sound(number):
        # As nearly all are: nothing of what follows is to be asked of it.
        return Reading(number)
    refuse_rounded(text)
    if is_digits(number) and len(number) == siren.LENGTH:
        raise BadValue(
            "Vous avez saisi un Siren : ajoutez les 5 chiffres de l'établissement, "
            f"par exemple {EXAMPLE}."
        )
    if len(number) == LENGTH and number.isascii() and number.isalnum() and not _all_digits(number):
        raise BadValue(
            "Ce Siret a des lettres : il est sans doute provisoire. Laissez le champ vide, et "
            f"écrivez-le dans la note. Un Siret a 14 chiffres, par exemple {EXAMPLE}."
        )
    # Thirteen digits may be a NIR without its key, which is never shown.
    if (
        siren.LENGTH < len(number) < LENGTH
        and not nir.is_one(number)
        and (whole := with_zeros(number, length=LENGTH))
    ):
        return Reading(whole, (ZEROS,))
    require_digits(number, noun="le Siret", length=LENGTH, example=EXAMPLE)
    key = "La clé de contrôle de ce Siret ne correspond pas. Vérifiez les chiffres."
    return Reading(number, warnings=() if _key_holds(number) else (key,))


def show(value: str) -> str:
    """Lay out a Siret as its Siren and its last five digits."""
    return group(value, 3, 3, 3, 5)


def _is_sound(number: str) -> bool:
    """Tell whether a bare number is a Siret of which there is nothing to say."""
    return (
        len(number) == LENGTH
        and is_digits(number)
        and siren.is_sound(number[: siren.LENGTH])
        and luhn_holds(number)
    )


def _all_digits(number: str) -> bool:
    """Tell whether it is digits, or letters typed in their place."""
    return is_digits(number) or bool(lookalikes(number))


def _key_holds(number: str) -> bool:
    """Apply Luhn's rule; La Poste may follow it or have a sum of digits that 5 divides."""
    if number.startswith(_LA_POSTE):
        return luhn_holds(number) or stdnum_siret.is_valid(number)
    return luhn_holds(number) and luhn_holds(number[: siren.LENGTH])
