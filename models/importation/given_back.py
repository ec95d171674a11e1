"""What a spreadsheet takes from a number, given back: zeros, a CP, a town that shares its cell."""

from __future__ import annotations

from models.cleaning import compact
from models.identifiers import nir, siren, siret
from models.identifiers.reading import bare, is_digits, with_zeros
from models.importation.cells import number, place
from models.importation.doubts import Doubt, Nature

PRECISION = 15
"""Digits that a spreadsheet keeps of a number."""
_SHORT_POSTAL_CODE = 4


def given_back(found: dict[str, str]) -> list[Doubt]:
    """Give numbers back what a spreadsheet took from them; each that is not proved is doubted."""
    doubts = []
    for name in ("siren", "siret", "numero_compte", "nir"):
        if cell := found.get(name):
            found[name] = number(cell)
    for name in ("siren", "siret"):
        if (cell := found.get(name)) and (whole := _whole(name, cell)):
            found[name], doubt = whole
            doubts.append(doubt)
    digits = compact(found.get("numero_compte", ""))
    if len(digits) > PRECISION and digits.endswith("000") and is_digits(digits):
        doubts.append(
            Doubt(
                "numero_compte",
                "Ce numéro de compte finit par 000 : un tableur arrondit les nombres de plus de "
                "15 chiffres. Vérifiez-le.",
                Nature.NUMERO,
            )
        )
    return doubts


def _whole(name: str, cell: str) -> tuple[str, Doubt] | None:
    """Give a Siren or a Siret the zeros that it had, where its key then holds; else None."""
    digits = bare(cell)
    if len(digits) in (siren.LENGTH, siret.LENGTH):
        return None
    as_siren = name == "siren" and len(digits) < siren.LENGTH
    # Thirteen digits may be a NIR without its key.
    if not as_siren and (len(digits) <= siren.LENGTH or nir.is_one(digits)):
        return None
    length, doubt = (siren.LENGTH, siren.ZEROS) if as_siren else (siret.LENGTH, siret.ZEROS)
    if not (whole := with_zeros(digits, length=length)):
        return None
    return whole, Doubt(name, doubt, Nature.ZEROS)


def place_of(code: str, town: str) -> tuple[str, str]:
    """Part a CP and a town that stand in one cell, whichever of the two it is."""
    (before, name), (first, beside) = place(town), place(code)
    if first:
        return first, name if before else town or beside
    if before and _postal_code(code) in ("", before):
        return before, name
    return _postal_code(code), town


def _postal_code(text: str) -> str:
    """Give back the zero that a spreadsheet takes away: 9110 is 09110."""
    text = number(text)
    return f"0{text}" if is_digits(text) and len(text) == _SHORT_POSTAL_CODE else text
