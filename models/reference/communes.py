"""The 3 000 largest communes; from Insee's « Code officiel géographique »."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from models.cleaning import fold

_POSTAL_CODE = 5


def is_commune(name: str) -> bool:
    """Tell whether a name is that of one of them, as it is written or in capitals."""
    return fold(name) in _names()


def is_commune_there(code: str, name: str) -> bool:
    """Tell whether a name is that of one of them in the département of a postal code.

    A spreadsheet may have taken the zero from the code.
    """
    return (code.rjust(_POSTAL_CODE, "0")[:2], fold(name)) in _places()


@cache
def _places() -> frozenset[tuple[str, str]]:
    text = files("models").joinpath("reference", "communes.csv").read_text("utf-8")
    return frozenset(
        (code[:2], fold(row["nom"]))
        for row in csv.DictReader(text.splitlines())
        for code in row["codes_postaux"].split()
    )


@cache
def _names() -> frozenset[str]:
    return frozenset(name for _, name in _places())
