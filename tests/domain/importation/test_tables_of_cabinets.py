"""The tables that cabinets have: as many lines are read as they hold, each with its number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.importation.files.opening import read_bytes, read_file, read_text

FOLDER = Path(__file__).parents[2] / "data/tableaux"
TABLES = sorted(one for one in FOLDER.iterdir() if one.suffix not in (".json", ".md"))
TEXTS = [one for one in TABLES if one.suffix not in (".xlsx", ".ods")]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_each_line_is_read_once_with_its_number(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.stem}.attendu.json").read_text("utf-8"))
    grille = read_file(path)
    titles = expected["titres_ligne"] or 0
    below = [rangee.numero for rangee in grille.rangees if rangee.numero > titles]
    assert len(below) == expected["lignes_lues"]
    assert below == [line["ligne"] for line in expected["lignes"]]
    assert read_bytes(path.read_bytes()) == grille
    for secret in expected["secrets"]:
        assert secret not in f"{grille} {grille.origine} {grille.remarques}"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_table_that_is_pasted_is_the_one_of_the_file(path: Path) -> None:
    encoding = "cp1252" if "cp1252" in path.name else "utf-8-sig"
    grille = read_text(path.read_bytes().decode(encoding))
    assert grille == read_file(path)


def test_there_are_fourteen_of_them() -> None:
    assert len(TABLES) == 14
