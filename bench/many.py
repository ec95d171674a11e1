"""What a change of many inscriptions costs beside its floor: the same rows, by bare statements.

The floor reads each row and its compte, writes them as JSON, makes one seal and one link of the
chain of them, as the program must, and writes with `executemany` on Peewee's connection; the
triggers of the base work as for everybody. Both are counted in processor time, on one base.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from secrets import token_bytes
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.works import Home
from models.access.espace import open_vault
from models.consultation import EVERYTHING
from models.labels import Service
from models.lot import LotServices
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.services import Changement
from models.storage.opening import close_database, open_database, opened
from models.tables import Cabinet, Utilisateur
from models.tables.table import database

ROWS = 10_000
READ = """SELECT * FROM inscription JOIN compte ON compte.inscription_id = inscription.id
WHERE inscription.cabinet_id = 1 ORDER BY inscription.id"""
TURNS = 5


@dataclass(frozen=True)
class Change:
    """Seconds of processor time, the median of TURNS."""

    ours: float
    floor: float


def measure() -> Change:
    """Open and close a box of ROWS inscriptions, by the program and by bare statements."""
    with TemporaryDirectory(prefix="portefeuille-bench-") as folder:
        portefeuille = _prepared(Path(folder))
        ours, floor = [], []
        for turn in range(TURNS):
            fiches = portefeuille.several(portefeuille.uids(EVERYTHING, most=ROWS))
            box = frozenset({Service.DPAE})
            closed = [one for one in fiches if Service.DPAE in one.services]
            opened_ = [one for one in fiches if Service.DPAE not in one.services]
            ours.append(
                _timed(LotServices(portefeuille, opened_, Changement(opened=box)).run)
                + _timed(LotServices(portefeuille, closed, Changement(closed=box)).run)
            )
            floor.append(_timed(partial(_bare, turn)))
        close_database()
    return Change(median(ours), median(floor))


def _prepared(folder: Path) -> Portefeuille:
    home = Home(folder / "home", ROWS)
    home.prepare()
    open_database(home.where, migrate=False)
    cabinet = Cabinet.get()
    return Portefeuille(cabinet, Utilisateur.get(), open_vault(cabinet, MainKey.load(home.key)))


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _bare(turn: int) -> None:
    """Read and write what a change of ROWS inscriptions reads and writes."""
    base: Any = opened()
    now = datetime.now(UTC).replace(tzinfo=None)
    key, link = token_bytes(32), b""
    cipher = AESGCM(token_bytes(32))
    report = ("a_faire", "refuse")[turn % 2]
    with database.atomic():
        rank = base.execute_sql("SELECT COALESCE(MAX(rang), 0) FROM operation").fetchone()[0]
        updates, operations, retours = [], [], []
        for row in base.execute_sql(READ).fetchall():
            rank += 1
            uid, nonce = uuid4().hex, token_bytes(12)
            avant, done = _json(row), _json((uid, rank, uid, now, "services", row[2]))
            link = hmac.digest(key, link + done, "sha256")
            updates.append((row[13] ^ 1, report, "changer", now, now, row[0]))
            operations.append(
                (*(uid, 1, rank, uid, 1, now, "services"), *(row[2], "{}", link, None, 0, None))
            )
            retours.append((uid, 1, nonce + cipher.encrypt(nonce, avant, uid.encode())))
        cursor = base.cursor()
        cursor.executemany(
            "UPDATE inscription SET services = ?, report = ?, ecart = ?, report_le = ?,"
            " modifie_le = ?, version = version + 1 WHERE id = ?",
            updates,
        )
        cursor.executemany(f"INSERT INTO operation VALUES ({', '.join('?' * 13)})", operations)
        cursor.executemany("INSERT INTO retour VALUES (?, ?, ?)", retours)


def _json(values: Sequence[object]) -> bytes:
    return json.dumps(values, default=str, separators=(",", ":")).encode()
