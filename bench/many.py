"""What changing many inscriptions, and undoing it, cost beside the same rows by bare statements.

The floor reads each row and its compte, writes them as JSON as they are and as it leaves them,
makes one seal of each and one link of the chain, as the program must, and writes with `executemany`
on Peewee's connection; the triggers of the base work as for everybody. Both are counted in
processor time, on one base.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
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
from models.lot import LotServices, LotUndo
from models.portefeuille import Portefeuille
from models.sealing.vault import MainKey
from models.services import Changement
from models.storage.opening import close_database, open_database, opened
from models.tables import Cabinet, Utilisateur
from models.tables.table import database

ROWS = 10_000
READ = """SELECT * FROM inscription JOIN compte ON compte.inscription_id = inscription.id
WHERE inscription.cabinet_id = 1 ORDER BY inscription.id"""
KEPT = """SELECT operation.id, avant FROM operation JOIN retour ON operation_id = operation.id
WHERE operation.cabinet_id = 1 AND lot = ? ORDER BY rang"""
TURNS = 5


BOX = frozenset({Service.DPAE})


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time, the median of TURNS."""

    ours: float
    floor: float


def measure() -> tuple[Spent, Spent]:
    """Switch a box of ROWS inscriptions, and undo that: by the program, by bare statements."""
    with TemporaryDirectory(prefix="portefeuille-bench-") as folder:
        portefeuille, bare = prepared(Path(folder)), Bare()
        times = [
            [
                _switch(portefeuille),
                _undo(portefeuille),
                bare.change(turn),
                bare.undo(turn),
            ]
            for turn in range(TURNS)
        ]
        close_database()
    changed, undone, floor, floor_undone = map(median, zip(*times, strict=True))
    return Spent(changed, floor), Spent(undone, floor_undone)


def _switch(portefeuille: Portefeuille) -> float:
    """Open it where it is closed, close it where it is open; reading them is not counted."""
    fiches = portefeuille.several(portefeuille.uids(EVERYTHING, most=ROWS))
    start = process_time()
    opened_ = [one for one in fiches if BOX.isdisjoint(one.services)]
    closed = [one for one in fiches if not BOX.isdisjoint(one.services)]
    LotServices(portefeuille, opened_, Changement(opened=BOX)).run()
    LotServices(portefeuille, closed, Changement(closed=BOX)).run()
    return process_time() - start


def _undo(portefeuille: Portefeuille) -> float:
    start = process_time()
    for _ in range(2):
        latest = portefeuille.latest_gesture()
        assert latest is not None
        LotUndo(portefeuille, latest).run()
    return process_time() - start


def prepared(folder: Path) -> Portefeuille:
    """Give a portefeuille of ROWS inscriptions, in an opened base."""
    home = Home(folder / "home", ROWS)
    home.prepare()
    open_database(home.where, migrate=False).see_all()
    cabinet = Cabinet.get()
    return Portefeuille(cabinet, Utilisateur.get(), open_vault(cabinet, MainKey.load(home.key)))


class Bare:
    """Reads and writes what a change of ROWS inscriptions, and its undoing, read and write."""

    def __init__(self) -> None:
        self._cipher = AESGCM(token_bytes(32))
        self._lot = ""

    def change(self, turn: int) -> float:
        """Change them all, under a new lot."""
        start = process_time()
        self._lot = uuid4().hex
        self._write(self._lot, "services", ("a_faire", "refuse")[turn % 2], None)
        return process_time() - start

    def undo(self, turn: int) -> float:
        """Read how they were, and change them all again."""
        start = process_time()
        for number, avant in opened().execute_sql(KEPT, (self._lot,)).fetchall():
            json.loads(self._cipher.decrypt(avant[:12], avant[12:], number.encode()))
        self._write(uuid4().hex, "annuler", ("refuse", "a_faire")[turn % 2], self._lot)
        return process_time() - start

    def _write(self, lot: str, verbe: str, report: str, undone: str | None) -> None:
        base: Any = opened()
        now = datetime.now(UTC).replace(tzinfo=None)
        key, link = token_bytes(32), b""
        with database.atomic():
            rank = base.execute_sql("SELECT COALESCE(MAX(rang), 0) FROM operation").fetchone()[0]
            updates: list[Any] = []
            operations: list[Any] = []
            retours: list[Any] = []
            for row in base.execute_sql(READ).fetchall():
                rank += 1
                uid, nonce = uuid4().hex, token_bytes(12)
                after = (*row[:13], row[13] ^ 1, report, now, *row[16:])
                left = hmac.digest(key, _json(after), "sha256")
                avant, done = _json(row), _json((uid, rank, uid, now, verbe, row[2], left))
                link = hmac.digest(key, link + done, "sha256")
                updates.append((row[13] ^ 1, report, "changer", now, now, row[0]))
                said = (uid, 1, rank, lot, 1, now, verbe, row[2], "{}", link, None)
                operations.append((*said, not operations, undone, left))
                retours.append((uid, 1, nonce + self._cipher.encrypt(nonce, avant, uid.encode())))
            cursor = base.cursor()
            cursor.executemany(
                "UPDATE inscription SET services = ?, report = ?, ecart = ?, report_le = ?,"
                " modifie_le = ?, version = version + 1 WHERE id = ?",
                updates,
            )
            cursor.executemany(f"INSERT INTO operation VALUES ({', '.join('?' * 14)})", operations)
            cursor.executemany("INSERT INTO retour VALUES (?, ?, ?)", retours)


def _json(values: Sequence[object]) -> bytes:
    return json.dumps(values, default=str, separators=(",", ":")).encode()
