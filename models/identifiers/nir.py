"""The NIR (numéro de sécurité sociale): thirteen characters and a key of two digits.

Sexe 1, année 2, mois 2, département 2 (2A and 2B in Corsica), commune 3, ordre 3, then
97 less the number modulo 97. Accepted months and first digits are those of the CNAM's
nir-validation and of les-emplois. No sentence repeats what was typed: a NIR is a secret.
"""

from __future__ import annotations

import re

from stdnum.fr import nir as stdnum_nir

from models.cleaning import compact
from models.errors import BadValue
from models.identifiers.reading import Reading, group, is_digits, lookalikes, rounded
from models.wording import count

LENGTH = 15
EXAMPLE = "1 80 01 75 056 000 04"

_KEYLESS = 13
_GROUPS = (1, 2, 2, 2, 3, 3, 2)
_CORSE = re.compile(r"(?<=^.{5})2[AB]")
_NAME = "numéro de sécurité sociale"
_VITALE_SPECIMEN = "2690549588157"

MISSING = f"Saisissez le {_NAME} : 13 chiffres, avec ou sans la clé de 2 chiffres."
"""What is asked of who left it empty."""

_DEFINITIVE, _BEING_REGISTERED, _PROVISIONAL = "12", "34", "78"


def read(text: str) -> Reading:
    """Read a NIR, with or without its key; BadValue if it cannot be one."""
    if refusal := rounded(text, secret=True):
        raise BadValue(refusal)
    number = compact(text)
    _require_shape(number)
    value = number[:_KEYLESS] + stdnum_nir.calc_check_digits(number[:_KEYLESS])
    if not value.startswith(number):
        raise BadValue(f"La clé ne correspond pas au {_NAME}. Vérifiez les chiffres.")
    if value.startswith(_VITALE_SPECIMEN):
        raise BadValue(
            f"Ce {_NAME} est celui de la carte Vitale d'exemple. Saisissez celui de votre client, "
            f"de la forme {EXAMPLE}."
        )
    note = f"Vous avez saisi 13 chiffres : la clé {value[_KEYLESS:]} a été calculée."
    return Reading(value, _doubts(value), () if len(number) == LENGTH else (note,))


def show(value: str) -> str:
    """Lay out a NIR as the carte Vitale does; only its own field may show it so."""
    return group(value, *_GROUPS)


def is_one(text: str) -> bool:
    """Tell whether a text passes as a NIR, with or without its key."""
    try:
        read(text)
    except BadValue:
        return False
    return True


def mask(value: str) -> str:
    """Lay out a NIR with nothing but its sexe, year and month to be read."""
    return group(value[:5] + "•" * (LENGTH - 5), *_GROUPS)


def _require_shape(number: str) -> None:
    """Refuse what is not 13 or 15 digits, 2A and 2B aside."""
    if not number:
        raise BadValue(MISSING)
    digits = number if is_digits(number) else _CORSE.sub("20", number)
    if not is_digits(digits):
        raise BadValue(
            f"Le {_NAME} ne contient que des chiffres (et 2A ou 2B pour la Corse), "
            f"par exemple {EXAMPLE}.{lookalikes(digits)}"
        )
    if len(number) not in (_KEYLESS, LENGTH):
        raise BadValue(
            f"Le {_NAME} comporte 13 chiffres et une clé de 2 chiffres ; "
            f"vous avez saisi {count(len(number), 'caractère')}. "
            f"Exemple : {EXAMPLE}."
        )


def _doubts(value: str) -> tuple[str, ...]:
    """Refuse an impossible first digit, month or département; say which ones are unusual."""
    sexe, mois = value[0], int(value[3:5])
    if sexe not in _DEFINITIVE + _BEING_REGISTERED + _PROVISIONAL:
        raise BadValue(
            f"Le {_NAME} commence par 1 ou 2 (3, 4, 7 ou 8 pour un numéro provisoire), "
            f"par exemple {EXAMPLE}."
        )
    if sexe in _PROVISIONAL:
        # A caisse and an ordre follow the sexe here: no month, no département.
        return (f"Ce {_NAME} est provisoire. Vérifiez-le auprès de votre client.",)
    _require_birth(mois, value[5:7])
    doubts = []
    if sexe in _BEING_REGISTERED:
        doubts.append(f"Ce {_NAME} est celui d'une immatriculation en cours. Vérifiez-le.")
    if 43 <= mois <= 49:
        doubts.append(f"Le mois de naissance de ce {_NAME} est inhabituel. Vérifiez-le.")
    return (*doubts, *_doubts_on_birth(value[1:3], value[5:7]))


def _doubts_on_birth(annee: str, departement: str) -> tuple[str, ...]:
    if departement == "96":
        return (
            f"Aucun département de naissance n'a le code 96 (6e et 7e caractères du {_NAME}). "
            "Vérifiez-le.",
        )
    if departement == "20" and not "27" <= annee <= "75":
        return (
            "Depuis 1976, le département de naissance est 2A ou 2B en Corse, et non 20. "
            "Vérifiez-le.",
        )
    return ()


def _require_birth(mois: int, departement: str) -> None:
    if mois == 0 or 13 <= mois <= 19:
        raise BadValue(
            f"Le mois de naissance (4e et 5e chiffres du {_NAME}) va de 01 à 12, "
            f"ou de 20 à 99 s'il est inconnu. Exemple : {EXAMPLE}."
        )
    if departement == "00":
        raise BadValue(
            f"Le département de naissance (6e et 7e caractères du {_NAME}) n'existe pas. "
            f"Exemples : 75, 2A, 99 pour une naissance à l'étranger."
        )
