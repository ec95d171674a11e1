"""First names that are known: those of `mots_connus.csv`."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from models.cleaning import fold


def is_first_name(name: str) -> bool:
    """Tell whether a name is a first name, or begins with one: « Marie-Odile », « Jean Marc »."""
    words = fold(name).split()
    return bool(words) and words[0] in _first_names()


@cache
def _first_names() -> frozenset[str]:
    text = files("models").joinpath("reference", "mots_connus.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return frozenset(fold(row["mot"]) for row in rows if row["sorte"] == "prenom")
