"""Workbooks are read where their cells are, as Excel and LibreOffice write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cleaning import one_line
from models.errors import BadValue, EmptyTable, SeveralSheets
from models.importation.files import workbook
from models.importation.files.opening import read_bytes, read_file
from tests.domain.importation.books import (
    BLANK_ROWS,
    archive,
    cells,
    numbers,
    ods,
    ods_cell,
    ods_row,
    parts_of,
    xls,
    xlsx,
    xlsx_of,
)
from tests.tries import FULL, examples

HIDDEN = "Listes"


def test_each_kind_of_workbook_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    row = ods_row(ods_cell("000000018"), ods_cell("4 041,49", "float", value="4041.49"))
    for content in (
        xlsx({"Clients": [["000000018", 4041.49]]}),
        ods(row),
        xls({(0, 0): "000000018", (0, 1): 4041.49}),
    ):
        path = tmp_path / "clients.csv"
        path.write_bytes(content)
        for grille in (read_file(path), read_bytes(content)):
            assert cells(grille) == [("000000018", "4041.49")]
            assert grille.origine == "feuille Clients"
            assert grille.remarques == ()


def test_a_text_named_as_a_workbook_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "clients.xlsx"
    path.write_text("Siren;Nom\n000000018;A", "utf-8")
    assert cells(read_file(path))[1] == ("000000018", "A")
    with pytest.raises(BadValue, match="n'a pas de feuilles"):
        read_file(path, feuille="Clients")


def test_rows_and_columns_keep_their_places() -> None:
    blank = BLANK_ROWS.format(2)
    shifted = "<table:table-cell/>"
    for content in (
        xlsx({"F": [[], [], [None, "A", None, "B"], [], [None, "C"]]}),
        ods(
            blank
            + ods_row(shifted, ods_cell("A"), shifted, ods_cell("B"))
            + BLANK_ROWS.format(1)
            + ods_row(shifted, ods_cell("C"))
            + BLANK_ROWS.format(1_048_000)
        ),
        xls({(2, 1): "A", (2, 3): "B", (4, 1): "C"}),
    ):
        grille = workbook.grid_of(content)
        assert cells(grille) == [(), (), ("", "A", "", "B"), (), ("", "C")]
        assert numbers(grille) == [1, 2, 3, 4, 5]


def test_what_is_blank_at_the_end_is_no_line() -> None:
    grille = workbook.grid_of(xlsx({"F": [["A", "B"], ["", "C", " "], [" ", "\t"], [""]]}))
    assert cells(grille) == [("A", "B"), ("", "C")]


def test_a_merged_cell_stands_once() -> None:
    data = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>CLIENTS</t></is></c><c r="B1"/><c r="C1"/></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>Siren</t></is></c></row>'
    )
    parts = parts_of(xlsx_of(data))
    sheet = parts["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>',
    )
    grille = workbook.grid_of(archive({**parts, "xl/worksheets/sheet1.xml": sheet}))
    assert cells(grille) == [("CLIENTS",), (), ("Siren",)]


def test_more_blank_rows_inside_than_are_read_are_refused_and_not_made() -> None:
    far = (
        ods_row(ods_cell("A"))
        + BLANK_ROWS.format(1_000_000 if FULL else 150_000)
        + ods_row(ods_cell("B"))
    )
    with pytest.raises(BadValue, match="lignes, c'est trop"):
        workbook.grid_of(ods(far))


def test_rounded_numbers_and_dates_of_a_sheet() -> None:
    kinds = (
        ods_cell("1,17E+17", "float", value="117000000920012101"),
        ods_cell("30/11/26", "date", date_value="2026-11-30"),
        ods_cell("14:05", "time", time_value="PT14H05M00S"),
        ods_cell("VRAI", "boolean", boolean_value="true"),
    )
    grille = workbook.grid_of(ods(ods_row(*kinds)))
    assert cells(grille) == [("1,17000000920012E+17", "30/11/2026", "14:05", "vrai")]
    assert "1\xa0nombre est arrondi" in grille.remarques[0]
    grille = workbook.grid_of(xlsx({"F": [[123456789012345, 1234567890123456, True]]}))
    assert cells(grille) == [("123456789012345", "1,23456789012346E+15", "vrai")]


def test_errors_are_read_as_their_text() -> None:
    data = (
        '<row r="2"><c r="B2" t="e"><f>NA()</f><v>#N/A</v></c><c r="C2"><v>1</v></c>'
        '<c t="e"><v>#DIV/0!</v></c></row><row><c t="e"><v>#VALUE!</v></c></row>'
    )
    grille = workbook.grid_of(xlsx_of(data))
    assert cells(grille) == [(), ("", "#N/A", "1", "#DIV/0!"), ("#VALUE!",)]
    assert grille.remarques == ("3\xa0cellules en erreur de calcul (#N/A, #REF!…).",)
    error = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/D</text:p></table:table-cell>'
    )
    repeated = error.replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
    )
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    row = ods_row(blank, repeated, ods_cell("x"))
    grille = workbook.grid_of(ods(BLANK_ROWS.format(3) + row))
    assert cells(grille)[3] == ("", "", "#N/D", "#N/D", "x")


def test_formulas_give_the_value_that_they_had() -> None:
    data = (
        '<row r="1"><c r="A1"><f>1+1</f><v>3</v></c><c r="B1"><f>[1]Feuil1!A1</f><v>7</v></c>'
        '<c r="C1"><f>1+1</f></c><c r="D1"><f>1+1</f><v></v></c>'
        '<c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><v>9</v></c></row>'
    )
    grille = workbook.grid_of(xlsx_of(data))
    assert cells(grille) == [("3", "7", "", "", "", "9")]
    assert [remark[:11] for remark in grille.remarques] == ["2\xa0formules "]
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    grille = workbook.grid_of(ods(ods_row(ods_cell("x"), formula)))
    assert [remark[:11] for remark in grille.remarques] == ["1\xa0formule n"]
    assert workbook.grid_of(ods(ods_row(ods_cell("x")))).remarques == ()


def test_the_only_sheet_that_holds_something_is_read() -> None:
    book = xlsx({"Feuil1": [[" "]], "Clients": [["A"]], HIDDEN: [["B"]]}, hidden=[HIDDEN])
    grille = read_bytes(book)
    assert (cells(grille), grille.origine) == ([("A",)], "feuille Clients")
    assert grille.remarques == ("Feuille masquée, non lue\xa0: «\xa0Listes\xa0».",)
    assert cells(read_bytes(book, feuille=HIDDEN)) == [("B",)]
    only = xlsx({"Feuil1": [], HIDDEN: [["B"]]}, hidden=[HIDDEN])
    assert cells(workbook.grid_of(only)) == [("B",)]


def test_several_sheets_are_named() -> None:
    book = xlsx({"Été 2026": [["A"]], "Vide": [], "Janvier": [["B"]]})
    with pytest.raises(SeveralSheets, match="«\xa0Été 2026\xa0», «\xa0Janvier\xa0»") as refusal:
        read_bytes(book)
    assert refusal.value.feuilles == ("Été 2026", "Janvier")
    for name in ("Été 2026", "ETE 2026", " été 2026"):
        assert cells(read_bytes(book, feuille=name)) == [("A",)]


def test_a_sheet_that_is_not_there_is_answered_by_those_that_are() -> None:
    book = xlsx({"Clients": [["A"]], "Vide": []})
    with pytest.raises(BadValue, match=r"«\xa0Mars\xa0».*«\xa0Clients\xa0», «\xa0Vide\xa0»"):
        read_bytes(book, feuille="Mars")
    with pytest.raises(EmptyTable, match="«\xa0Vide\xa0» est vide"):
        read_bytes(book, feuille="Vide")


def test_a_number_in_the_name_of_a_sheet_is_not_repeated() -> None:
    book = xlsx({"FAURE 1 80 01 75 056 000 04": [["A"]], "B": [["A"]]})
    with pytest.raises(SeveralSheets) as refusal:
        read_bytes(book)
    assert "FAURE" in str(refusal.value)
    assert "75 056" not in str(refusal.value)
    assert "056" not in read_bytes(book, feuille="FAURE 1 80 01 75 056 000 04").origine


@pytest.mark.parametrize(
    "book", [xlsx({"A": [], "B": [[" "]]}), ods(""), ods(BLANK_ROWS.format(9)), xls({})]
)
def test_a_workbook_in_which_nothing_is_written(book: bytes) -> None:
    with pytest.raises(EmptyTable, match="Rien à lire"):
        read_bytes(book)


VALUES = st.one_of(
    st.none(),
    st.text(st.characters(codec="cp1252", min_codepoint=32), max_size=9),
    st.integers(0, 10**15 - 1),
    st.integers(0, 10**9).map(lambda centimes: centimes / 100),
    st.booleans(),
)


@settings(max_examples=examples(50))
@given(st.lists(st.lists(VALUES, max_size=5), min_size=1, max_size=6))
def test_what_xlsxwriter_writes_is_found_again(rows: list[list[object]]) -> None:
    expected = [tuple(map(typed, row)) for row in rows]
    expected = [row[: max((i + 1 for i, c in enumerate(row) if c), default=0)] for row in expected]
    while expected and not expected[-1]:
        expected.pop()
    # Texts that XlsxWriter would take for something else stay texts.
    content = xlsx({"F": [[as_text(value) for value in row] for row in rows]})
    if not expected:
        with pytest.raises(EmptyTable):
            workbook.grid_of(content)
        return
    assert cells(workbook.grid_of(content)) == expected


def as_text(value: object) -> object:
    return f"\u200b{value}" if isinstance(value, str) else value


def typed(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "vrai" if value else "faux"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return one_line(str(value))


def test_dates_of_excel_follow_its_calendar() -> None:
    styles = parts_of(xlsx({"F": [["x"]]}))["xl/styles.xml"]
    data = '<row r="1"><c r="A1" s="1"><v>46356</v></c><c r="B1" s="1"><v>46356.5</v></c></row>'
    parts = parts_of(xlsx_of(data))
    dated = styles.replace(b'<cellXfs count="1">', b'<cellXfs count="2">').replace(
        b"</cellXfs>", b'<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    )
    assert date(2026, 11, 30).toordinal() - date(1899, 12, 30).toordinal() == 46356
    grille = workbook.grid_of(archive({**parts, "xl/styles.xml": dated}))
    assert cells(grille) == [("30/11/2026", "30/11/2026 12:00")]
