"""The montant à payer of the last declaration: euros as people write them, centimes as stored."""

from __future__ import annotations

import re

from models.cleaning import FULL_WIDTH, one_line
from models.errors import BadValue

HIGHEST = 999_999_999_999_99
EXAMPLE = "1 234,56"

_PARTED = str.maketrans("", "", " .,'")
"""What parts the thousands goes."""
_CURRENCY = r"(?:€|euros?|eur)"
_AROUND = re.compile(rf"^{_CURRENCY} ?| ?{_CURRENCY}$")
# As accountants write it, too: a credit, or parentheses.
_NEGATIVE = re.compile(r"[-−–—] ?[0-9].*|.*[0-9] ?(?:[-−–—]|cr|c)|\( ?[0-9].*\)")
_NOTHING = frozenset({"néant", "neant", "nul", "nulle", "aucun", "rien", "zéro", "zero", "s/o"})
_AS_TYPED: dict[int, int | str] = {**FULL_WIDTH, ord("’"): "'"}
_BEFORE_CENTIMES = re.compile(r"(?<=[0-9]) ?([.,]) ?(?=[0-9]{1,2}$)")
_AMBIGUOUS = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{2})([0-9])")
# What most are, and the rules below change nothing of it.
_PLAIN = re.compile(r"(?P<euros>[0-9]+)(?:[.,](?P<centimes>[0-9]{1,2}))?")
# Thousands are parted all alike, and never by what parts the centimes.
_AMOUNT = re.compile(
    r"(?P<euros>[0-9]+|[1-9][0-9]{0,2}(?P<sep>[ .,'])[0-9]{3}(?:(?P=sep)[0-9]{3})*)"
    r"(?:(?!(?P=sep))[.,](?P<centimes>[0-9]{1,2}))?"
)


def read(text: str) -> int:
    """Read an amount in euros and return centimes, 0 included.

    BadValue if it is negative, above `HIGHEST`, ambiguous (« 12.500 ») or no amount.
    """
    if plain := _PLAIN.fullmatch(text):
        return _centimes(plain["euros"], plain["centimes"] or "")
    amount = _AROUND.sub("", one_line(text).translate(_AS_TYPED).casefold())
    amount = _BEFORE_CENTIMES.sub(r"\1", amount)
    if not amount:
        raise BadValue(
            f"Saisissez le montant à payer, par exemple {EXAMPLE}. Sans montant dû, saisissez 0."
        )
    if amount in _NOTHING:
        raise BadValue("Sans montant dû, saisissez 0.")
    if _NEGATIVE.fullmatch(amount):
        raise BadValue("Le montant à payer ne peut pas être négatif. Sans montant dû, saisissez 0.")
    if ambiguous := _AMBIGUOUS.fullmatch(amount):
        raise BadValue(_ambiguity(ambiguous))
    if not (parts := _AMOUNT.fullmatch(amount)):
        raise BadValue(f"Montant non reconnu. Format attendu : {EXAMPLE}.")
    return _centimes(parts["euros"], parts["centimes"] or "")


def show(centimes: int) -> str:
    """Write centimes as « 1 234,56 € »."""
    euros, rest = divmod(centimes, 100)
    return f"{euros:,}".replace(",", " ") + f",{rest:02} €"


def _centimes(euros: str, centimes: str) -> int:
    digits = euros.translate(_PARTED).lstrip("0") + centimes.ljust(2, "0")
    if len(digits) > len(str(HIGHEST)):
        raise BadValue(
            f"Le montant à payer ne peut pas dépasser {show(HIGHEST)}. "
            f"Vérifiez les chiffres, par exemple {EXAMPLE}."
        )
    return int(digits)


def _ambiguity(found: re.Match[str]) -> str:
    """Offer both meanings; a third decimal that is not 0 leaves only the first as an amount."""
    euros, decimals, third = found.groups()
    whole = f"{found[0]} est ambigu. Tapez {euros}{decimals}{third}"
    if third == "0":
        return f"{whole} ou {euros},{decimals}."
    return f"{whole}, ou deux chiffres seulement après la virgule, par exemple {EXAMPLE}."
