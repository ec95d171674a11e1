"""What stands in the column of the Siret and is none: a Siren alone, two Sirets, another number."""

from __future__ import annotations

import re

from models.cleaning import compact
from models.errors import BadValue
from models.identifiers import siren, siret
from models.identifiers.reading import bare, is_digits
from models.importation.cells import is_siret
from models.importation.doubts import Doubt, Fault, Nature

OTHER = "La colonne du Siret porte un autre Siren que cette ligne. Vérifiez lequel est le bon."
EITHER = (
    "Un Siren dans la colonne du Siret, ou un Siret dont un tableur a enlevé les zéros du début ? "
    "Vérifiez-le."
)
SEVERAL = (
    "Cette cellule contient plusieurs Sirets : écrivez une ligne par établissement, "
    "avec le Siret et le numéro de compte de chacun."
)
_FEW_SHOPS = "00"
"""With what the number of an établissement begins, but for a firm of a thousand."""
_SIRET = re.compile(r"[0-9]{14}")


def siren_as_siret(found: dict[str, str]) -> list[Doubt]:
    """Take for a Siren the nine digits in the place of a Siret; gives what is doubtful of it.

    The Siret is then unknown. What is no Siren whose key holds stays, for the rules to refuse.
    """
    digits = bare(found.get("siret", ""))
    if len(digits) != siren.LENGTH or not siren.is_sound(digits):
        return []
    del found["siret"]
    own = found["siren"] = found.get("siren") or digits
    if siren.digits_of(own)[: siren.LENGTH] != digits:
        return [Doubt("siret", OTHER, Nature.AUTRE_NUMERO)]
    return [Doubt("siret", EITHER, Nature.AUTRE_NUMERO)] if _may_be_siret(digits) else []


def _may_be_siret(digits: str) -> bool:
    """Tell whether five zeros before these digits make a Siret, such as a firm may have."""
    whole = digits.zfill(siret.LENGTH)
    firm, shop = whole[: siren.LENGTH], whole[siren.LENGTH :]
    return not digits.startswith("0") and shop.startswith(_FEW_SHOPS) and siren.is_sound(firm)


def siret_faults(found: dict[str, str]) -> list[Fault]:
    """Refuse several Sirets in one cell, and, of a line that has no Siren, what is no Siret."""
    cell = found.get("siret", "")
    digits = bare(cell)
    if not cell or len(digits) in (siren.LENGTH, siret.LENGTH):
        return []
    several = _SIRET.findall(compact(cell))
    if len(several) > 1 and all(map(is_siret, several)):
        return [Fault("siret", SEVERAL)]
    if found.get("siren") or not is_digits(digits):
        return []
    try:
        siret.read(cell)
    except BadValue as refusal:
        return [Fault("siret", str(refusal))]
    return []
