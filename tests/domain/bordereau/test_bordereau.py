"""The list to tick: on paper, as CSV, as a workbook; no secret, no formula."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from peewee import Database

from models.bordereau import lines, paper, sheets, writing
from models.bordereau.lines import TITLES
from models.errors import BadValue, StorageFailure
from models.exportation import files
from models.labels import Service
from models.portefeuille import Portefeuille
from tests.cabinet import NIR, employeur, fill, gerant, independant, numero, open_portefeuille

DPAE, ATTESTATIONS = frozenset({Service.DPAE}), frozenset({Service.ATTESTATIONS})
ODD = ("=1+2", "+33", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0")


@pytest.fixture
def mixed(base: Database, tmp_path: Path) -> Portefeuille:
    assert base is not None
    portefeuille = open_portefeuille(tmp_path)
    portefeuille.enroll(employeur(1, services=DPAE))
    portefeuille.enroll(independant(2))
    portefeuille.enroll(gerant(3))
    known = portefeuille.enroll(employeur(4, deja_inscrit=True, services=DPAE))
    portefeuille.set_services(known, ATTESTATIONS)
    portefeuille.terminate(portefeuille.enroll(employeur(5, deja_inscrit=True)))
    portefeuille.enroll(employeur(6, deja_inscrit=True))
    for rank, name in enumerate(ODD, 7):
        portefeuille.enroll(employeur(rank, raison_sociale=name))
    return portefeuille


def cells_of(workbook: bytes) -> list[list[str]]:
    """Read the texts of a workbook; a cell that is none fails."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with ZipFile(BytesIO(workbook)) as archive:
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        shared = ET.fromstring(archive.read("xl/sharedStrings.xml"))
    texts = ["".join(part.itertext()) for part in shared]
    assert not list(sheet.iter(f"{space}f"))
    rows = []
    for row in sheet.iter(f"{space}row"):
        cells = list(row)
        assert all(cell.get("t") == "s" for cell in cells if len(cell))
        rows.append([texts[int(cell[0].text or "")] if len(cell) else "" for cell in cells])
    return rows


def test_every_line_says_what_to_click_in_the_order_of_the_queue(mixed: Portefeuille) -> None:
    read = lines.read(mixed)
    rows = [dict(zip(TITLES, row, strict=True)) for row in read.rows]
    assert [row["À faire"] for row in rows] == [*["Inscrire"] * 8, "Changer", "Résilier"]
    assert rows[0]["À cliquer"].replace("\u00a0", " ") == "cases : DPAE"
    assert rows[-2]["À cliquer"] == "cocher : Attestations ; décocher : DPAE"
    assert rows[0]["Siren"] == "000 000 018"
    assert rows[2]["Numéros de compte"].replace(" ", "") == numero(3)


def test_csv_and_workbook_say_the_same_as_texts(mixed: Portefeuille) -> None:
    pytest.importorskip("xlsxwriter")
    read = lines.read(mixed)
    workbook = cells_of(sheets.as_xlsx(read))
    text = sheets.as_csv(read).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[0] == workbook[0] == list(TITLES)
    assert [[cell.removeprefix("'") for cell in row] for row in rows] == workbook
    assert sheets.as_csv(read).startswith(b"\xef\xbb\xbf")


def test_no_cell_of_the_csv_begins_a_formula(mixed: Portefeuille) -> None:
    text = sheets.as_csv(lines.read(mixed)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text), delimiter=";") for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert {f"'{name}" for name in ODD} <= set(cells)


def test_no_nir_leaves(mixed: Portefeuille) -> None:
    read = lines.read(mixed)
    for written in (paper.pages(read), sheets.as_csv(read).decode()):
        digits = re.sub(r"\D", "", written)
        assert NIR not in digits
        assert "••" not in written


def test_the_paper_has_a_box_for_each_and_never_more_than_80_columns(
    base: Database, tmp_path: Path
) -> None:
    portefeuille = open_portefeuille(tmp_path)
    fill(portefeuille, 90)
    portefeuille.enroll(employeur(95, services=frozenset(Service), raison_sociale="É" * 90))
    text = paper.pages(lines.read(portefeuille))
    pages = text.split("\f")
    assert text.count("□") == 91
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        laid = page.rstrip("\n").split("\n")
        assert len(laid) <= paper.HEIGHT
        assert max(map(len, laid)) <= paper.WIDTH
        assert "À faire sur urssaf.fr : 91 comptes" in laid[0]
        assert laid[0].endswith(f"page {number}/{len(pages)}")
        assert "Cabinet Martin" in laid[1]
        assert "12/06/2026" in laid[1]
        assert "Claire Durand" in laid[2]


def test_a_file_is_for_its_owner_and_replaces_none(mixed: Portefeuille, tmp_path: Path) -> None:
    read, path = lines.read(mixed), tmp_path / "a-faire.csv"
    assert writing.write(read, path) == path
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("à moi", "utf-8")
    with pytest.raises(files.AlreadyThere):
        writing.write(read, path)
    assert path.read_text("utf-8") == "à moi"
    writing.write(read, path, replace=True)
    assert path.read_bytes() == sheets.as_csv(read)
    assert [one.name for one in tmp_path.glob(".*partiel")] == []


@pytest.mark.parametrize("name", ["liste", "liste.pdf", "", "."])
def test_a_name_without_a_format_is_refused(mixed: Portefeuille, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadValue):
        writing.write(lines.read(mixed), tmp_path / name)


def test_a_folder_that_is_not_there_is_a_sentence(mixed: Portefeuille, tmp_path: Path) -> None:
    with pytest.raises(StorageFailure):
        writing.write(lines.read(mixed), tmp_path / "absent" / "liste.txt")
    (tmp_path / "dossier.txt").mkdir()
    with pytest.raises(BadValue):
        writing.write(lines.read(mixed), tmp_path / "dossier.txt")
