"""The table to fill in: what it holds is what comes in."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from models.errors import BadValue
from models.exportation import tableau_type
from models.exportation.tableau_type import EXAMPLE, TABLE, WORDS
from models.labels import Etat, Regime, Service
from models.saisie import Saisie, SaisieCompte
from models.writing.controle import check
from tests.workbooks import names_of, sheet_of

PEOPLE = ("Claire Durand", "Marc Petit", "Petit, Anne")


def workbook(people: tuple[str, ...] = PEOPLE) -> bytes:
    file = BytesIO()
    tableau_type.write_xlsx(file, people)
    return file.getvalue()


def test_it_has_every_title_that_comes_in_and_nothing_else() -> None:
    titles = [one.title for one in TABLE]
    assert titles[12:15] == ["Montant", "Sécurité sociale", "Note"]
    assert titles[15:] == [one.label for one in Service]
    assert "À faire sur urssaf.fr" not in titles
    assert sheet_of(workbook()).rows[0] == titles


def test_the_example_is_sound_and_nobody_s() -> None:
    texts = {name: str(cell) for name, cell in EXAMPLE.items()}
    compte = SaisieCompte(
        texts["numero_compte"],
        texts["siret"],
        code_postal=texts["code_postal"],
        ville=texts["ville"],
    )
    found = check(
        Saisie(
            Regime.GENERAL,
            siren=texts["siren"],
            montant=texts["montant"],
            raison_sociale=texts["raison_sociale"],
            forme_juridique=texts["forme_juridique"],
            code_dossier=texts["code_dossier"],
            comptes=(compte,),
        )
    )
    assert (found.errors, found.missing, found.warnings) == ({}, {}, {})
    assert texts["siren"].startswith("000")
    assert EXAMPLE.keys() <= {one.name for one in TABLE}


def test_the_workbook_offers_what_its_cells_may_hold() -> None:
    assert names_of(workbook()) == ["Clients", "Mode d'emploi"]
    table, manual = sheet_of(workbook()), sheet_of(workbook(), 2)
    titles = table.rows[0]
    letters = {name: address.rstrip("1") for address, name in table.cells.items() if name in titles}
    offered = {
        "Type": [one.label for one in Regime],
        "État": [one.label for one in Etat],
        "Civilité": ["M.", "MME"],
        "Responsable": list(PEOPLE),
    }
    for title, values in offered.items():
        letter = letters[title]
        source = table.lists[f"{letter}2:{letter}10001"]
        name, _, area = source.partition("!")
        assert name == "'Mode d''emploi'"
        first, last = (one.strip("$").split("$") for one in area.split(":"))
        found = [manual.cells[f"{first[0]}{row}"] for row in range(int(first[1]), int(last[1]) + 1)]
        assert found == values, title
        assert manual.cells[f"{first[0]}{int(first[1]) - 1}"] == title
    for service in Service:
        letter = letters[service.label]
        assert table.lists[f"{letter}2:{letter}10001"] == '"x"'


def test_the_manual_is_read_from_top_to_bottom() -> None:
    manual = sheet_of(workbook(), 2)
    assert [manual.cells[f"A{rank}"] for rank in range(1, len(WORDS) + 1)] == list(WORDS)


def test_without_anybody_the_responsable_is_free() -> None:
    assert len(sheet_of(workbook(())).lists) == 3 + len(Service)


def test_csv_has_the_titles_and_the_example() -> None:
    file = BytesIO()
    tableau_type.write_csv(file, PEOPLE)
    head, row = csv.reader(StringIO(file.getvalue().decode("utf-8-sig")), delimiter=";")
    assert head == [one.title for one in TABLE]
    assert row[:4] == ["'000000018", "'00000001800010", "'117000000900000001", "Régime Général"]


@pytest.mark.parametrize("name", ["modele", "modele.json", "modele.xls"])
def test_a_name_without_a_format_is_answered(name: str) -> None:
    with pytest.raises(BadValue, match=r"modele\.xlsx"):
        tableau_type.format_of(Path(name))
