"""Towns for names: two titles were exchanged, and nothing else in the lines says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.importation import table
from models.importation.files.texts import grid_of
from tests.cabinet import numero, siren

TOWNS = ("TOULOUSE", "PAU", "DAX")


def doubted(names: Sequence[str], chosen: Mapping[str, str] | None = None) -> list[str]:
    """Give the doubts on the names of a table of employers."""
    rows = [
        f"{name};{siren(rank)};{numero(rank)};12,50;Employeur" for rank, name in enumerate(names, 1)
    ]
    grille = grid_of("\n".join(["Raison sociale;Siren;Compte;Montant;Type", *rows]))
    found = table.read(grille, chosen=chosen)
    return [one.phrase for ligne in found.lignes for one in ligne.doutes]


def test_a_town_for_each_name_is_doubted_on_each_line() -> None:
    said = doubted(TOWNS * 5)
    assert len(said) == 15
    assert doubted(TOWNS * 5, {"Raison sociale": "raison_sociale"}) == [], "somebody says so"
    assert "« TOULOUSE » est le nom de 5 clients" in said[0].replace("\u00a0", " ")


def test_names_that_differ_are_not_doubted() -> None:
    assert doubted([f"{TOWNS[rank % 3]} TAXIS {rank}" for rank in range(30)]) == []


def test_a_few_of_one_name_among_many_are_not_doubted() -> None:
    assert doubted(["SCI DU LAC"] * 9 + [f"CLIENT {rank}" for rank in range(12)]) == []
    assert doubted(["SCI DU LAC"] * 9) == [], "a table too small to tell"
