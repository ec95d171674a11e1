"""What exporting many clients costs, beside their texts written by the library alone.

The floor is handed the same cells, made beforehand, as texts: it neither reads a base nor lays
anything out. XlsxWriter writes them in memory, as the program does as many, `csv.writer` the
others. Both are counted in processor time and in seconds, one after the other on one base.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from xlsxwriter import Workbook

from bench.works import Home
from models.access.espace import open_vault
from models.consultation import EVERYTHING
from models.exportation.colonnes import USUAL, lines_of
from models.exportation.export import Export
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.storage.opening import close_database, open_database
from models.tables import Cabinet

ROWS = 10_000
TURNS = 5
MOST_SECONDS = 2.5
"""A workbook of ROWS clients takes no longer."""

Texts = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Spent:
    """What one export took, and its floor: medians of TURNS."""

    ending: str
    seconds: float
    ours: float
    floor: float


def measure() -> list[Spent]:
    """Export ROWS clients as a workbook and as CSV."""
    with TemporaryDirectory(prefix="portefeuille-bench-") as folder:
        home = Home(Path(folder) / "home", ROWS)
        home.prepare()
        open_database(home.where, migrate=False).see_all()
        cabinet = Cabinet.get()
        inside = Portefeuille(cabinet, None, open_vault(cabinet, MainKey.load(home.key)))
        found = exported(inside, Path(folder), TURNS)
        close_database()
    return found


def exported(inside: Portefeuille, folder: Path, turns: int) -> list[Spent]:
    """Export all of `inside` into `folder`, each kind of file beside its floor."""
    export = Export(inside, EVERYTHING)
    texts = _texts(export)
    floors = (".xlsx", _bare_workbook), (".csv", _bare_csv)
    return [
        _spent(export, folder / f"clients{ending}", floor, texts, turns) for ending, floor in floors
    ]


def _spent(
    export: Export, path: Path, floor: Callable[[Texts], None], texts: Texts, turns: int
) -> Spent:
    seconds, ours, theirs = [], [], []
    for _ in range(turns):
        start, begun = perf_counter(), process_time()
        export.write(path, replace=True)
        ours.append(process_time() - begun)
        seconds.append(perf_counter() - start)
        begun = process_time()
        floor(texts)
        theirs.append(process_time() - begun)
    return Spent(path.suffix, median(seconds), median(ours), median(theirs))


def _texts(export: Export) -> Texts:
    """Give the titles and the cells as texts."""
    rows = [[column.title for column in USUAL]]
    for fiche, nirs in export.read():
        rows += [[str(one.cell(line)) for one in USUAL] for line in lines_of(fiche, nirs)]
    return rows


def _bare_workbook(texts: Texts) -> None:
    book = Workbook(BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet()
    for rank, row in enumerate(texts):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(rank, column, cell)
    book.close()


def _bare_csv(texts: Texts) -> None:
    written = StringIO()
    csv.writer(written, delimiter=";").writerows(texts)
    BytesIO().write(written.getvalue().encode())
