"""Clients that go out: those of a list, or some of them, in a file or on the standard output."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from models.errors import Abandoned
from models.exportation import files, json_rows, sheets
from models.exportation.colonnes import COLUMNS, NIR, USUAL, Cell, Column, Heading, Nirs, lines_of
from models.fiche import Fiche
from models.long_work import NOTHING_WRITTEN, GoOn, not_looked_through, to_the_end
from models.portefeuille import Portefeuille
from models.search.criteres import After, Anchor, Criteres, Edge, Key

PAGE = 500
SHEET = "Clients"


@dataclass(frozen=True)
class Export:
    """What goes out of a portefeuille: the clients of a list, or these, under some columns.

    With `nir` the numbers go out too, in clear, which only an administrator may ask for, and
    which the journal keeps. JSON holds all the fields, whatever the columns.
    """

    portefeuille: Portefeuille
    clients: Criteres | Sequence[UUID]
    columns: tuple[Column, ...] = USUAL
    nir: bool = False

    def write(
        self, path: Path, go_on: GoOn = to_the_end, *, replace: bool = False
    ) -> tuple[Path, int]:
        """Write the file `path`; gives where it is, and how many clients are in it.

        Raises BadValue (a name that tells no format, too many lines), AlreadyThere unless
        `replace`, Abandoned, NotAllowed, KeyMissing, StorageFailure.
        """
        write = format_of(path)
        found: list[int] = []
        with not_looked_through():
            where = files.write(
                path, lambda file: found.append(write(self, file, go_on)), replace=replace
            )
        return where, found[-1]

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns of the table: that of the NIR is the last one unless it stands elsewhere."""
        rest = tuple(one for one in self.columns if self.nir or one.name != NIR)
        return tuple(dict.fromkeys((*rest, COLUMNS[NIR]))) if self.nir else rest

    @property
    def headings(self) -> list[Heading]:
        """What a sheet is told of the columns of the table."""
        return [one.heading for one in self.shown]

    def read(self, go_on: GoOn = to_the_end) -> Iterator[tuple[Fiche, Nirs]]:
        """Give each client, and the numbers that go out; raises Abandoned.

        Without these numbers the clients are read as they are written, however many there are.
        """
        fiches = self._slices(go_on)
        nirs: Nirs = {}
        if self.nir:
            kept = [fiche for some in fiches for fiche in some]
            nirs = self.portefeuille.reveal_nirs([one.uid for one in kept if one.nir_masque])
            fiches = iter([kept])
        return ((fiche, nirs) for fiche in chain.from_iterable(fiches))

    def _slices(self, go_on: GoOn) -> Iterator[Sequence[Fiche]]:
        done = 0
        for some in self._pages() if isinstance(self.clients, Criteres) else self._those():
            done += len(some)
            if not go_on(done):
                raise Abandoned(NOTHING_WRITTEN)
            yield some

    def _pages(self) -> Iterator[Sequence[Fiche]]:
        assert isinstance(self.clients, Criteres)
        anchor: Anchor = Edge.FIRST
        while some := self.portefeuille.page(self.clients, anchor, size=PAGE).fiches:
            yield some
            anchor = After(Key.of(some[-1], self.clients.tri))

    def _those(self) -> Iterator[Sequence[Fiche]]:
        assert not isinstance(self.clients, Criteres)
        found = iter(self.portefeuille.several(self.clients, removed=True))
        while some := tuple(islice(found, PAGE)):
            yield some


Write = Callable[[Export, BinaryIO, GoOn], int]
"""Writes an export whole; gives how many clients are in it."""


def _as_csv(export: Export, file: BinaryIO, go_on: GoOn) -> int:
    rows = _Rows(export, go_on)
    sheets.write_csv(file, export.headings, rows)
    return rows.clients


def _as_xlsx(export: Export, file: BinaryIO, go_on: GoOn) -> int:
    rows = _Rows(export, go_on)
    # A NIR lies in no temporary file, where it would outlive a program that is killed.
    sheets.write_xlsx(file, export.headings, rows, title=SHEET, on_disk=not export.nir)
    return rows.clients


def _as_json(export: Export, file: BinaryIO, go_on: GoOn) -> int:
    """Write the array that `lister --json` prints, an object at a time."""
    named = json_rows.identifiants_of(export.portefeuille.responsables())
    clients = 0
    for clients, (fiche, nirs) in enumerate(export.read(go_on), 1):
        told = json_rows.row(fiche, named)
        if export.nir:
            told["nir"] = nirs.get(fiche.uid)
        text = textwrap.indent(json_rows.written(told), "  ")
        file.write((("[\n" if clients == 1 else ",\n") + text).encode())
    file.write(b"\n]\n" if clients else b"[]\n")
    return clients


@dataclass
class _Rows(Iterable[Sequence[Cell]]):
    """The cells of an export, a row for each compte; counts its clients."""

    export: Export
    go_on: GoOn
    clients: int = 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        cells = [column.cell for column in self.export.shown]
        for fiche, nirs in self.export.read(self.go_on):
            self.clients += 1
            for line in lines_of(fiche, nirs):
                yield [cell(line) for cell in cells]


FORMATS: dict[str, Write] = {".xlsx": _as_xlsx, ".csv": _as_csv, ".json": _as_json}


def format_of(path: Path) -> Write:
    """Tell how a file is written by the end of its name; BadValue if it has none of FORMATS."""
    return files.by_ending(path, FORMATS, "clients")
