"""What importing a table of many clients costs beside the least that any program must do.

The floor reads the cells (python-calamine), applies the rules, seals each row
and chains its operation once, and writes with `executemany` into the schema as it is, its triggers
working as for everybody. Both begin with an empty base, and are counted in processor time.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random
from secrets import token_bytes
from shutil import copyfile
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import xlsxwriter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from python_calamine import CalamineWorkbook

from bench.works import Home
from models.access.espace import open_vault
from models.cleaning import fold
from models.demo.clients import Clients
from models.importation import table as tables
from models.importation.examination import Examination
from models.importation.files.opening import read_file
from models.importation.grille import Grille, Rangee
from models.importation.lot_import import LotImport
from models.importation.verdicts import Choices
from models.labels import Regime
from models.lot import LotUndo
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from models.sealing.vault import MainKey
from models.storage.opening import close_database, open_database, opened
from models.tables import Cabinet, Utilisateur
from models.tables.inscription import bits_of
from models.tables.table import database
from models.writing.controle import Controle, check
from models.writing.row_keys import words_of

ROWS = 10_000
TURNS = 3
TITLES = (
    *("Type", "Siren", "Compte", "Siret", "Raison sociale", "Civilité", "Forme juridique"),
    *("Code dossier", "Montant", "NIR", "CP", "Ville", "Note"),
)
TYPES = {
    Regime.GENERAL: "Employeur",
    Regime.ARTISAN_COMMERCANT: "Artisan",
    Regime.PROFESSION_LIBERALE: "Libéral",
    Regime.GERANT_MAJORITAIRE: "Gérant",
}
COLUMNS = {
    "inscription": (
        *("id", "cabinet_id", "uid", "regime", "siren", "siren_societe", "raison_sociale"),
        *("civilite", "cle_nom", "cle_recherche", "cle_dossier", "cle_ville", "forme_juridique"),
        *("code_dossier", "services", "montant_centimes", "nir", "note", "vu", "ecart", "report"),
        *("report_le", "version", "cree_le", "modifie_le", "annulee", "cree_par_id"),
        "modifie_par_id",
    ),
    "compte": (
        *("cabinet_id", "inscription_id", "numero_compte", "siret", "etat", "code_postal"),
        "ville",
    ),
    "operation": (
        *("id", "cabinet_id", "rang", "lot", "utilisateur_id", "instant", "verbe"),
        *("inscription_uid", "champs", "sceau", "sceau_ligne", "premier"),
    ),
}


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time, medians of TURNS.

    The program applies the rules when it looks at the lines, and again when it inscribes them;
    `undoing` is one `u` after it.
    """

    reading: float
    looking: float
    inscribing: float
    undoing: float
    floor_reading: float
    floor_rules: float
    floor_writing: float

    @property
    def whole(self) -> float:
        """From the file to the base."""
        return self.reading + self.looking + self.inscribing

    @property
    def floor(self) -> float:
        """The least that the whole takes."""
        return self.floor_reading + self.floor_rules + self.floor_writing


def measure(rows: int = ROWS, turns: int = TURNS) -> Spent:
    """Import a table of so many clients, `turns` times, by the program and by the floor."""
    with TemporaryDirectory(prefix="portefeuille-bench-") as name:
        home = Home(Path(name) / "home", 0)
        home.prepare()
        table = Table(Path(name), rows)
        times = [(*ours(home, table), *floor(home, table)) for _ in range(turns)]
    return Spent(*map(median, zip(*times, strict=True)))


class Table:
    """A table of clients in a file, as a cabinet has it: a line for each, one compte each."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder = folder
        drawn = Clients(Random(rows), [UUID(int=1)]).draw()
        clients = islice((one for one in drawn if not one.deja_inscrit), rows)
        self.file = folder / "clients.xlsx"
        with xlsxwriter.Workbook(str(self.file), {"constant_memory": True}) as book:
            sheet = book.add_worksheet("Clients")
            for rank, line in enumerate([TITLES, *map(_cells, clients)]):
                sheet.write_row(rank, 0, line)

    def read(self) -> list[tuple[str, ...]]:
        """Read the file, its titles first, with nothing but the library."""
        sheet = CalamineWorkbook.from_path(str(self.file)).get_sheet_by_index(0)
        return [tuple(map(str, line)) for line in sheet.to_python()]


def _cells(saisie: Saisie) -> tuple[str, ...]:
    first = saisie.comptes[0]
    return (
        *(TYPES[saisie.regime], saisie.siren or saisie.siren_societe, first.numero_compte),
        *(first.siret, saisie.raison_sociale, saisie.civilite, saisie.forme_juridique),
        *(saisie.code_dossier, saisie.montant or "0", saisie.nir, first.code_postal),
        *(first.ville, saisie.note),
    )


@contextmanager
def emptied(home: Home, table: Table) -> Iterator[None]:
    """Open a copy of the base, which holds nobody yet."""
    copy = table.folder / "copie.db"
    copyfile(home.where, copy)
    open_database(copy, migrate=False).see_all()
    try:
        yield
    finally:
        close_database()
        for one in table.folder.glob("copie.db*"):
            one.unlink()


def ours(home: Home, table: Table) -> tuple[float, float, float, float]:
    """Give the seconds that reading, looking, inscribing and undoing take the program."""
    with emptied(home, table):
        cabinet = Cabinet.get()
        vault = open_vault(cabinet, MainKey.load(home.key))
        portefeuille = Portefeuille(cabinet, Utilisateur.get(), vault)
        start = spent()
        lignes = tables.read(read_file(table.file)).lignes
        read = spent()
        examination = Examination(portefeuille, Choices())
        examination.examine(lignes)
        looked = spent()
        lot = LotImport(portefeuille, [examination.examens[one.numero] for one in lignes])
        assert lot.run().changed == len(lignes), lot.refused
        inscribed = spent()
        latest = portefeuille.latest_gesture()
        assert latest is not None
        LotUndo(portefeuille, latest).run()
        return read - start, looked - read, inscribed - looked, spent() - inscribed


def spent() -> float:
    """Give the seconds of processor time of this process, and of those that it waited for."""
    return sum(os.times()[:4])


def floor(home: Home, table: Table) -> tuple[float, float, float]:
    """Give the seconds that reading, the rules and the writing take at least."""
    with emptied(home, table):
        start = spent()
        titles, *lines = table.read()
        read = spent()
        saisies = saisies_of(titles, lines)
        before = spent()
        found = [check(saisie) for saisie in saisies]
        checked = spent()
        Bare().write(saisies, found)
        return read - start, checked - before, spent() - checked


def saisies_of(titles: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> list[Saisie]:
    """Read the lines as clients, which the floor is given for nothing."""
    rangees = (Rangee(rank, cells) for rank, cells in enumerate([titles, *lines], start=1))
    return [one.saisie for one in tables.read(Grille(tuple(rangees))).lignes]


class Bare:
    """Writes clients with no more than the schema asks."""

    def __init__(self) -> None:
        self._cipher = AESGCM(token_bytes(32))
        self._key, self._link, self._lot = token_bytes(32), b"", uuid4().hex
        self._now = datetime.now(UTC).replace(tzinfo=None)
        self._last = 0

    def write(self, saisies: Sequence[Saisie], found: Sequence[Controle]) -> None:
        """Write them all in one transaction."""
        rows: dict[str, list[Any]] = {name: [] for name in COLUMNS}
        with database.atomic():
            self._last = (
                opened().execute_sql("SELECT COALESCE(MAX(rang), 0) FROM operation").fetchone()[0]
            )
            for rank, (saisie, one) in enumerate(zip(saisies, found, strict=True), start=1):
                self._add(rows, rank, saisie, one)
            for name, columns in COLUMNS.items():
                marks = ", ".join("?" * len(columns))
                into = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
                opened().cursor().executemany(into, rows[name])

    def _add(self, rows: dict[str, list[Any]], rank: int, saisie: Saisie, found: Controle) -> None:
        uid, number, now = uuid4().hex, uuid4().hex, self._now
        texts = {name: one or None for name, one in found.values.items()}
        nom, town = found.values["raison_sociale"], found.comptes[0].ville
        dossier, plain = found.values["code_dossier"], found.values.get("nir")
        row = (
            *(rank, 1, uid, saisie.regime.value, texts.get("siren"), texts.get("siren_societe")),
            *(nom, texts["civilite"], fold(nom), words_of((nom, dossier, town)), fold(dossier)),
            *(fold(town), texts["forme_juridique"], dossier or None, bits_of(saisie.services)),
            *(found.montant_centimes, self._sealed(plain, uid), found.values["note"]),
            *("absent", "inscrire", "a_faire", now, 1, now, now, False, 1, 1),
        )
        comptes = [
            (1, rank, one.numero_compte, one.siret or None, one.etat, one.code_postal, one.ville)
            for one in found.comptes
        ]
        left = hmac.digest(self._key, _json((*row[:16], *row[17:], comptes)), "sha256")
        done = _json((number, rank, self._lot, now, "inscrire", uid, left))
        self._link = hmac.digest(self._key, self._link + done, "sha256")
        said = (
            number,
            1,
            self._last + rank,
            self._lot,
            1,
            now,
            "inscrire",
            uid,
            "{}",
            self._link,
            left,
        )
        rows["inscription"].append(row)
        rows["compte"] += comptes
        rows["operation"].append((*said, int(rank == 1)))

    def _sealed(self, plain: str | None, uid: str) -> bytes | None:
        nonce = token_bytes(12)
        return nonce + self._cipher.encrypt(nonce, plain.encode(), uid.encode()) if plain else None


def _json(values: Sequence[object]) -> bytes:
    return json.dumps(values, default=str, separators=(",", ":")).encode()
