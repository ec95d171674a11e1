"""A workbook made to harm costs its own process, never the person's."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import BadValue, StorageFailure
from models.importation.files import answering, apart, workbook
from models.importation.files.opening import read_bytes
from models.importation.grille import Grille
from tests.domain.importation.books import (
    archive,
    ods,
    ods_cell,
    ods_row,
    parts_of,
    xls,
    xlsx,
    xlsx_of,
)
from tests.tries import examples, some

LINES = [["Siren", "Nom"], *([f"{rank:09}", f"CLIENT {rank}"] for rank in range(40))]
XLSX = xlsx({"Clients": LINES})
ODS = ods("".join(ods_row(*map(ods_cell, line)) for line in LINES))
XLS = xls({(row, column): one for row, line in enumerate(LINES) for column, one in enumerate(line)})
STEPS = 50


def is_read_or_refused(content: bytes) -> None:
    """Read; whatever is neither a grid nor a refusal comes through."""
    try:
        grille = read_bytes(content)
    except BadValue as refusal:
        said = str(refusal)
    else:
        said = f"{grille.origine}."
    assert said.endswith(".")


@pytest.mark.parametrize("whole", [XLSX, ODS], ids=["xlsx", "ods"])
def test_an_archive_that_is_cut_is_refused(whole: bytes) -> None:
    assert len(workbook.grid_of(whole).rangees) == len(LINES)
    for step in range(1, STEPS):
        with pytest.raises(BadValue, match="abîmé"):
            workbook.grid_of(whole[: len(whole) * step // STEPS])
    with pytest.raises(BadValue, match="abîmé"):
        read_bytes(whole[:-1])


def test_an_old_workbook_that_is_cut_is_read_or_refused() -> None:
    assert len(read_bytes(XLS).rangees) == len(LINES)
    for step in some(range(1, STEPS)):
        is_read_or_refused(XLS[: len(XLS) * step // STEPS])


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["xlsx", "ods", "xls"]), st.data())
def test_a_damaged_workbook_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    if kind == "xls":
        is_read_or_refused(damaged(XLS, data))
        return
    parts = parts_of(XLSX if kind == "xlsx" else ODS)
    name = data.draw(st.sampled_from(sorted(parts)))
    is_read_or_refused(archive({**parts, name: damaged(parts[name], data)}))


def damaged(content: bytes, data: st.DataObject) -> bytes:
    place = data.draw(st.integers(0, max(len(content) - 1, 0)))
    other = data.draw(st.binary(min_size=1, max_size=8))
    return content[:place] + other + content[place + len(other) :]


FAR = xlsx_of(
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)
MANY = archive(
    {
        **parts_of(xlsx_of("<row><c t='s'><v>0</v></c></row>" * 60_000)),
        "xl/sharedStrings.xml": '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        f'main"><si><t>{"x" * 30_000}</t></si></sst>',
    }
)
REPEATED = ods(
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
    "</table:table-cell></table:table-row>"
)


@pytest.mark.parametrize("content", [FAR, MANY, REPEATED], ids=["far", "many", "repeated"])
def test_what_would_fill_the_memory_is_refused(content: bytes) -> None:
    assert len(content) < 1_000_000
    with pytest.raises(BadValue, match=r"trop grand|abîmé"):
        read_bytes(content)


class Panic(BaseException):
    """What the library raises where its authors did not expect to be."""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Panic("cellule A1"), "abîmé"),
        (RecursionError(), "abîmé"),
        (MemoryError(), "trop grand"),
        (BadValue("Une phrase."), "Une phrase."),
    ],
)
def test_whatever_stops_the_reading_is_answered(
    error: BaseException, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> Grille:
        raise error

    answered = TextIOWrapper(BytesIO(), "utf-8")
    monkeypatch.setattr(workbook, "grid_of", stop)
    monkeypatch.setattr(answering, "_bound", lambda *_: None)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"x")))
    monkeypatch.setattr(sys, "stdout", answered)
    answering.answer("")
    answered.seek(0)
    assert said in json.loads(answered.read())["sentence"]


def test_a_process_that_says_nothing_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(BadValue, match="n'a pas pu être lu"):
        apart.grid_of(XLSX)
    monkeypatch.setattr(sys, "executable", "/nulle/part")
    with pytest.raises(StorageFailure, match=r"Lecture du classeur.*n'existe pas"):
        apart.grid_of(XLSX)


def test_an_answer_that_is_cut_is_no_shorter_table(monkeypatch: pytest.MonkeyPatch) -> None:
    told = '{"rangees": 2, "origine": "", "remarques": []}\n[1, ["Siren"]]\n'
    monkeypatch.setattr(apart, "_PROGRAM", f"print({told!r}, end='')")
    with pytest.raises(BadValue, match="n'a pas pu être lu"):
        apart.grid_of(XLSX)


def test_the_process_of_the_person_never_loads_the_library() -> None:
    script = (
        "import sys\n"
        "from models.importation.files.opening import read_bytes\n"
        "read_bytes(sys.stdin.buffer.read())\n"
        "print('python_calamine' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], input=XLSX, capture_output=True, check=True
    )
    assert told.stdout == b"False\n"


def test_the_folder_of_the_person_chooses_no_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("json", "python_calamine"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert len(read_bytes(XLSX).rangees) == len(LINES)
