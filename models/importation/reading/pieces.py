"""Pieces of a field that stand in a column of their own, put together, or held against it."""

from __future__ import annotations

from models.cleaning import compact
from models.identifiers import nir, numero_compte, siren, siret
from models.identifiers.reading import is_digits
from models.importation.cells import number, organisme_of
from models.importation.colonne import Colonne
from models.importation.doubts import (
    Doubt,
    Fault,
    Nature,
    ended_doubt,
    key_fault,
    other_doubt,
)
from models.importation.reading.values import number_of
from models.importation.words import box_of, etat_of
from models.labels import Etat

_NIC_LENGTH, _KEY_LENGTH = 5, 2
_KEYLESS = nir.LENGTH - _KEY_LENGTH
_NAMED = ("siren", "siret", "numero_compte")


def said_at_end(found: dict[str, str]) -> None:
    """Take the état that stands after a number: « 732 829 320 00074 (Radié) »."""
    for name in _NAMED:
        cell = found.get(name, "")
        if cell[-1:] == ")":
            before, _, word = cell[:-1].rpartition("(")
            if before.strip() and etat_of(word):
                found[name] = before.strip()
                found.setdefault("etat", word)


def joined(
    piece: Colonne, cell: str, found: dict[str, str], etat: Etat | None
) -> tuple[list[Fault], list[Doubt]]:
    """Put a piece where it belongs in `found`; gives what is wrong, and what is not certain."""
    if piece.part == "cle":
        return _key(cell, found), []
    if piece.part == "nic":
        return [], _nic(piece.titre, cell, found)
    if piece.part == "organisme":
        return [], _organisme(piece.titre, cell, found)
    over = box_of(cell) is False if piece.part == "actif" else box_of(cell) is not False
    return [], [ended_doubt(piece.titre)] if over and etat is Etat.ACTIF else []


def _key(cell: str, found: dict[str, str]) -> list[Fault]:
    digits, key = compact(number(found.get("nir", ""))), number(cell).zfill(_KEY_LENGTH)
    if len(digits) == _KEYLESS:
        found["nir"] = digits + key
    return [key_fault()] if len(digits) == nir.LENGTH and not digits.endswith(key) else []


def _nic(title: str, cell: str, found: dict[str, str]) -> list[Doubt]:
    before = number_of(found.get("siret", "") or found.get("siren", ""))
    digits = number(cell)
    if not is_digits(before) or not is_digits(digits):
        return []
    nic = digits.zfill(_NIC_LENGTH)
    if len(before) == siret.LENGTH:
        return [] if before.endswith(nic) else [other_doubt(title, "siret")]
    if len(before) != siren.LENGTH:
        return []
    found["siret"] = before + nic
    return [Doubt("siret", siret.ZEROS, Nature.ZEROS)] if nic != digits else []


def _organisme(title: str, cell: str, found: dict[str, str]) -> list[Doubt]:
    digits, code = number_of(found.get("numero_compte", "")), organisme_of(cell)
    if not code or not is_digits(digits):
        return []
    if len(digits) == numero_compte.LENGTH:
        return [] if digits.startswith(code) else [other_doubt(title, "numero_compte")]
    if len(digits) == numero_compte.LENGTH - len(code):
        found["numero_compte"] = code + digits
    return []
