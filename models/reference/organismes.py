"""The organismes (Urssaf and CGSS) that keep the accounts, by their three-digit code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Organisme:
    """One Urssaf or CGSS; closed ones stay, since old account numbers begin with their code."""

    code: str
    libelle: str
    est_actif: bool


def organisme(code: str) -> Organisme | None:
    """Return the organisme of this code, or None if there is none."""
    return _organismes().get(code)


@cache
def _organismes() -> dict[str, Organisme]:
    """Read the reference once, at the first need."""
    reference = files("models").joinpath("reference", "urssaf_organismes.csv")
    rows = csv.DictReader(reference.read_text(encoding="utf-8").splitlines())
    return {
        row["code_organisme"]: Organisme(
            code=row["code_organisme"],
            libelle=row["libelle"],
            est_actif=row["actif"] == "1",
        )
        for row in rows
    }
