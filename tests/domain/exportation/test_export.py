"""What goes out: the same lines as CSV, as a workbook, as JSON; no formula, no secret unasked."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from models.errors import Abandoned, BadValue, NotAllowed
from models.exportation import files, sheets
from models.exportation.colonnes import COLUMNS, EVERY, Cell, Heading, named
from models.exportation.export import FORMATS, PAGE, Export, format_of
from models.labels import Regime, Role, Service
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search.criteres import Criteres, Tri
from models.tables import Operation
from tests.cabinet import (
    NIR,
    employeur,
    gerant,
    independant,
    inscribe,
    numero,
    open_portefeuille,
)
from tests.workbooks import Sheet, sheet_of
from tui.verbs import json_rows

ODD = ("=1+2", "+33", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "00012", "1E5")


@pytest.fixture
def mixed(base: Database, tmp_path: Path) -> Portefeuille:
    assert base is not None
    portefeuille = open_portefeuille(tmp_path, role=Role.ADMINISTRATEUR)
    portefeuille.enroll(employeur(1, services=frozenset({Service.DPAE}), code_dossier="0012"))
    portefeuille.enroll(independant(2))
    shops = tuple(SaisieCompte(numero(rank), ville=f"VILLE {rank}") for rank in (3, 4))
    portefeuille.enroll(employeur(3, comptes=shops))
    portefeuille.enroll(gerant(5))
    for rank, name in enumerate(ODD, 6):
        portefeuille.enroll(employeur(rank, raison_sociale=name, note=name, montant="0"))
    return portefeuille


def written(export: Export, ending: str) -> bytes:
    file = BytesIO()
    format_of(Path(f"clients{ending}"))(export, file, lambda _: True)
    return file.getvalue()


def table(export: Export) -> list[list[str]]:
    text = written(export, ".csv").decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def workbook(export: Export) -> Sheet:
    return sheet_of(written(export, ".xlsx"))


def everything(portefeuille: Portefeuille, **more: object) -> Export:
    return Export(portefeuille, Criteres(), EVERY, **more)  # type: ignore[arg-type]


def test_a_line_is_a_compte_and_repeats_its_client(mixed: Portefeuille) -> None:
    head, *rows = table(Export(mixed, Criteres()))
    found = [dict(zip(head, row, strict=True)) for row in rows]
    twice = [row for row in found if row["Raison sociale"] == "BOULANGERIE 003"]
    assert [row["Ville"] for row in twice] == ["VILLE 3", "VILLE 4"]
    assert len({row["Siren"] for row in twice}) == 1
    assert len(found) == 12


def test_csv_and_workbook_say_the_same(mixed: Portefeuille) -> None:
    export = everything(mixed)
    sheet = workbook(export)
    kinds = [column.kind.value for column in EVERY]
    for plain, rich in zip(table(export)[1:], sheet.rows[1:], strict=True):
        for kind, text, cell in zip(kinds, plain, rich, strict=True):
            if kind == "amount":
                assert (float(text.replace(",", ".")) if text else "") == cell
            elif kind == "day":
                assert (text == "") == (cell == "")
            else:
                assert text.removeprefix("'") == cell


def test_a_workbook_has_types_a_frozen_head_widths_and_filters(mixed: Portefeuille) -> None:
    export = Export(
        mixed, Criteres(texte="boulangerie 001"), named(["siren", "montant", "cree_le"])
    )
    sheet = workbook(export)
    assert (sheet.cells["A2"], sheet.cells["B2"]) == ("000000018", 1234.56)
    assert sheet.cells["C2"] == 46185.0  # 12/06/2026
    assert [sheet.shown[one] for one in ("A2", "B2", "C2")] == ["@", '#,##0.00\\ "€"', "dd/mm/yyyy"]
    assert (sheet.frozen, sheet.filtered) == ("A2", "A1:C2")
    assert [round(one) for one in sheet.widths] == [12, 14, 13]


def test_no_cell_is_a_formula(mixed: Portefeuille) -> None:
    assert workbook(everything(mixed)).formulas == 0
    cells = [cell for row in table(everything(mixed)) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert {f"'{name}" for name in ODD} <= set(cells)


def test_numbers_keep_their_zeros_and_a_montant_of_nothing_is_told(mixed: Portefeuille) -> None:
    export = Export(mixed, Criteres(), named(["siren", "code_dossier", "code_postal", "montant"]))
    assert ["'000000018", "'0012", "'09110", "1234,56"] in table(export)
    assert ["000000018", "0012", "09110", 1234.56] in workbook(export).rows
    assert 0.0 in [row[3] for row in workbook(export).rows]


def test_json_is_what_lister_prints(mixed: Portefeuille) -> None:
    fiches = mixed.page(size=100).fiches
    printed = json_rows.rows(fiches, mixed.responsables())
    assert written(everything(mixed), ".json").decode() == f"{printed}\n"
    none = Export(mixed, Criteres(texte="personne"))
    assert json.loads(written(none, ".json")) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_no_nir_goes_out_unasked(mixed: Portefeuille, ending: str) -> None:
    columns = (*EVERY, COLUMNS["nir"])
    raw = written(Export(mixed, Criteres(), columns), ending)
    said = str(sheet_of(raw).rows) if ending == ".xlsx" else raw.decode()
    assert NIR[:8] not in re.sub(r"\D", "", said)
    assert "••" not in said
    assert "Sécurité sociale" not in said
    assert not Operation.select().where(Operation.verbe == "exporter_nir").count()


@pytest.mark.parametrize("ending", FORMATS)
def test_an_administrator_has_the_nirs_and_the_journal_says_how_many(
    mixed: Portefeuille, ending: str
) -> None:
    raw = written(Export(mixed, Criteres(), nir=True), ending)
    said = str(sheet_of(raw).rows) if ending == ".xlsx" else raw.decode()
    assert said.count(NIR) == 1
    line = mixed.journal.page().lines[0]
    assert (line.verbe, line.nom.replace("\u00a0", " "), line.nombre) == (
        "exporter_nir",
        "1 client",
        1,
    )
    assert NIR[:8] not in Operation.get(Operation.id == line.operation).champs


def test_a_collaborator_has_no_nir_and_nothing_is_written(base: Database, tmp_path: Path) -> None:
    assert base is not None
    portefeuille = open_portefeuille(tmp_path)
    portefeuille.enroll(independant(1))
    before = Operation.select().count()
    with pytest.raises(NotAllowed, match="administrateur"):
        Export(portefeuille, Criteres(), nir=True).write(tmp_path / "clients.csv")
    assert Operation.select().count() == before
    assert not list(tmp_path.glob("*clients*"))


def test_what_is_listed_goes_out_in_its_order(mixed: Portefeuille) -> None:
    criteres = Criteres(regimes=frozenset({Regime.GENERAL}), tri=Tri.VILLE)
    export = Export(mixed, criteres, named(["raison_sociale"]))
    fiches = mixed.page(criteres, size=100).fiches
    names = [one.raison_sociale for one in fiches for _ in one.comptes]
    assert [row[0].removeprefix("'") for row in table(export)[1:]] == names


def test_those_that_are_ticked_go_out_even_removed(mixed: Portefeuille) -> None:
    known = mixed.enroll(employeur(40, deja_inscrit=True))
    mixed.terminate(known)
    one = mixed.page().fiches[0]
    export = Export(mixed, (known.uid, one.uid), named(["uid"]))
    assert {UUID(row[0].removeprefix("'")) for row in table(export)[1:]} == {known.uid, one.uid}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_page_is_written_and_one_may_stop_between_two(base: Database, tmp_path: Path) -> None:
    assert base is not None
    portefeuille = open_portefeuille(tmp_path)
    inscribe(portefeuille, *map(employeur, range(1, PAGE + 2)))
    asked: list[int] = []

    def stops(done: int) -> bool:
        asked.append(done)
        return done <= PAGE

    export = Export(portefeuille, Criteres())
    assert len(table(export)) == PAGE + 2
    for ending in FORMATS:
        with pytest.raises(Abandoned):
            export.write(tmp_path / f"clients{ending}", stops)
    assert asked == [PAGE, PAGE + 1] * len(FORMATS)
    assert not [*tmp_path.glob("*clients*"), *tmp_path.glob(".*clients*")]


def test_a_file_is_for_its_owner_and_replaces_none(mixed: Portefeuille, tmp_path: Path) -> None:
    path = tmp_path / "clients.xlsx"
    where, number = Export(mixed, Criteres()).write(path)
    assert (where, number) == (path, 11)
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("à moi", "utf-8")
    with pytest.raises(files.AlreadyThere):
        Export(mixed, Criteres()).write(path)
    assert path.read_text("utf-8") == "à moi"
    Export(mixed, Criteres()).write(path, replace=True)
    assert sheet_of(path.read_bytes()).rows


def test_a_workbook_says_when_it_is_full(
    mixed: Portefeuille, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_LINES", 11)
    with pytest.raises(BadValue, match="exportez en CSV"):
        Export(mixed, Criteres()).write(tmp_path / "clients.xlsx")
    assert not [*tmp_path.glob("*clients*"), *tmp_path.glob(".*clients*")]


@pytest.mark.parametrize("name", ["clients", "clients.xls", "clients.txt", ""])
def test_a_name_without_a_format_is_answered(
    mixed: Portefeuille, tmp_path: Path, name: str
) -> None:
    with pytest.raises(BadValue, match=re.escape(".xlsx, .csv ou .json")):
        Export(mixed, Criteres()).write(tmp_path / name)


CELLS = st.one_of(
    st.text(max_size=9),
    st.sampled_from(["<r>", "<r><t>a</t></r>", "<r>&</r>", "_x0041_", "a & b <c>", " é\u00a0"]),
    st.decimals(0, 10**9, places=2),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=3))
def test_a_workbook_holds_what_it_is_told_on_disk_or_not(rows: list[list[Cell]]) -> None:
    columns = [Heading(f"T{rank}", 9) for rank in (1, 2)]
    found = []
    for on_disk in (True, False):
        file = BytesIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sheets, "IN_MEMORY", 1)
            sheets.write_xlsx(file, columns, rows, title="Essai", on_disk=on_disk)
        found.append(sheet_of(file.getvalue()))
    waiting, held = found
    assert waiting == held
    assert (held.formulas, held.filtered) == (0, f"A1:B{len(rows) + 1}")
    for rank, row in enumerate(rows, 2):
        for letter, cell in zip("AB", row, strict=True):
            kept = held.cells.get(f"{letter}{rank}", "")
            if isinstance(cell, str):
                assert kept == sheets.plain(cell).replace("_x0041_", "_x005F_x0041_")
            elif isinstance(cell, Decimal):
                assert kept == float(cell)
            else:
                assert kept == (cell - date(1899, 12, 30)).days


def test_one_may_export_while_nobody_is_there(portefeuille: Portefeuille, tmp_path: Path) -> None:
    for ending in FORMATS:
        assert Export(portefeuille, Criteres()).write(tmp_path / f"clients{ending}")[1] == 0
    assert workbook(Export(portefeuille, Criteres())).filtered == "A1:AD1"
