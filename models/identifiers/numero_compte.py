"""The account number at the Urssaf: the code of the organisme and fifteen digits.

Practitioners without a Siret have fourteen letters and digits instead. The key that some
letters print is of an unknown rule, so no key is checked.
"""

from __future__ import annotations

from models.errors import BadValue
from models.identifiers import nir
from models.identifiers.reading import Reading, bare, group, is_digits, lookalikes, refuse_rounded
from models.reference.organismes import organisme
from models.wording import count, show_number

LENGTH = 18
EXAMPLE = "117 000000912345678"

_ZEROS_ALONE = "0" * LENGTH
_CODE_LENGTH = 3
_SHORT_LENGTH = 15
_LETTERED_LENGTH = 14
_SHORTEST, _LONGEST = 10, 20


def missing(name: str = "le numéro de compte") -> str:
    """Ask for it, by the name that the portal gives it there."""
    return (
        f"Saisissez {name} : 18 chiffres, par exemple {EXAMPLE}. "
        "Il figure sur les courriers de l'Urssaf."
    )


def read(text: str) -> Reading:
    """Read an account number; BadValue if it cannot be one."""
    value = bare(text)
    if _is_whole(value) and value != _ZEROS_ALONE:
        # As nearly all are: only the code of the organisme is to be looked at.
        return Reading(value, _doubts_on_code(value[:_CODE_LENGTH]))
    refuse_rounded(text)
    if not value:
        raise BadValue(missing())
    if not (value.isascii() and value.isalnum()):
        raise BadValue(
            "Le numéro de compte ne contient que des chiffres, et parfois des lettres sans accent. "
            f"Exemple : {EXAMPLE}."
        )
    if not _SHORTEST <= len(value) <= _LONGEST:
        raise BadValue(
            f"Le numéro de compte comporte 18 chiffres ; {_typed(value)}. "
            f"Exemple : {EXAMPLE}.{lookalikes(value)}"
        )
    # The fields stand side by side on the form, and an account number is kept and shown in clear.
    if nir.is_one(value):
        raise BadValue(
            "Ce numéro a la forme d'un numéro de sécurité sociale, qui n'est pas gardé ici. "
            f"Saisissez le numéro de compte : 18 chiffres, par exemple {EXAMPLE}."
        )
    if not value.strip("0"):
        raise BadValue(f"Un numéro de compte n'est pas fait que de zéros. Exemple : {EXAMPLE}.")
    return Reading(value, _doubts(value))


def show(value: str) -> str:
    """Lay out 18 digits as code and number; leave other account numbers bare."""
    return group(value, _CODE_LENGTH, _SHORT_LENGTH) if _is_whole(value) else value


def short(value: str) -> str:
    """Return the account number without the code of its organisme, if it has one."""
    return value[_CODE_LENGTH:] if _is_whole(value) else value


def same(a: str, b: str) -> bool:
    """Tell whether both name one account: equal, or the 18 and the 15 digits of one number."""
    return a == b or (_is_whole(a) != _is_whole(b) and short(a) == short(b))


def _is_whole(value: str) -> bool:
    return len(value) == LENGTH and is_digits(value)


def _doubts(value: str) -> tuple[str, ...]:
    """Say what is unusual in a possible account number of another length."""
    if len(value) == _LETTERED_LENGTH and not is_digits(value):
        return ()
    if len(value) == _SHORT_LENGTH and is_digits(value):
        return (
            "Ce numéro de compte a 15 chiffres : il manque le code de l'organisme "
            f"(les 3 premiers chiffres de {EXAMPLE}).",
        )
    return (
        "Format non reconnu : un numéro de compte comporte 18 chiffres ; "
        f"{_typed(value)}. Exemple : {EXAMPLE}.{lookalikes(value)}",
    )


def _doubts_on_code(code: str) -> tuple[str, ...]:
    holder = organisme(code)
    if holder is None:
        return (f"Aucun organisme n'a le code {code}. Vérifiez les 3 premiers chiffres.",)
    if not holder.est_actif:
        return (f"L'organisme {code} n'existe plus : {holder.libelle}. Vérifiez le numéro.",)
    return ()


def _typed(value: str) -> str:
    """Say how long what was typed is: in digits, as it was asked for, or in characters."""
    if is_digits(value):
        return f"vous en avez saisi {show_number(len(value))}"
    return f"vous avez saisi {count(len(value), 'caractère')}"
