"""Saving and checking the base, whatever its engine."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from peewee import Database

from models.errors import StorageFailure
from models.storage.engine import Contents, Engine, SavedNir
from models.storage.failures import explaining, reading
from models.storage.file_copy import beside, partial_file, put_anew, put_in_place
from models.storage.in_sight import looking_at
from models.storage.opening import opened
from models.storage.regular_files import sha256_of
from models.storage.schema import pending
from models.tables import (
    Archive,
    Cabinet,
    Cle,
    Compte,
    Inscription,
    Modele,
    Operation,
    Retour,
    Utilisateur,
)

WRONG_TOTALS = "Les totaux de la liste ne sont plus ceux des comptes : restaurez une sauvegarde."
READ_WHOLE = (Cabinet, Cle, Utilisateur, Inscription, Compte, Operation, Retour, Modele, Archive)


ENCRYPTED = ".age"
PLAIN = "sauvegarde-a-chiffrer"
"""What the copy is called until it is encrypted: a partial file, in the folder of the base."""

Encrypt = Callable[[Path, Path], None]
"""Encrypts a whole file into another, which is there and empty."""


class Backup(NamedTuple):
    """A backup that was verified, and what it holds."""

    path: Path
    contents: Contents


class Look(Protocol):
    """What looks at a NIR of a backup before it bears its name; `sound` unless it is damaged."""

    sound: bool

    def __call__(self, saved: SavedNir | None) -> None:
        """Try to open it; None: the backup has none."""


def save_backup(
    target: Path, *, encrypt: Encrypt | None = None, look: Look | None = None
) -> Backup:
    """Save the open base to the new file `target` and its SHA-256 beside it.

    The copy is of one instant, checked, and on the disk before it bears its name. With `encrypt`,
    that name ends in `.age`, and what is not encrypted never has one: it is in the folder of the
    base, and whoever is killed leaves it to the next opening. Raises StorageFailure: `target`
    exists, disk full, base damaged.
    """
    target = Path(target).absolute()
    if encrypt and target.suffix != ENCRYPTED:
        target = beside(target, ENCRYPTED)
    with explaining(target):
        with partial_file(target) as part:
            contents = _encrypted(part, encrypt, look) if encrypt else _verified(part, look)
            put_anew(part, target)
        sha256 = sha256_of(target)
    with explaining(f"{target} est faite et vérifiée, mais son empreinte n'a pas été gardée"):
        _write_digest(target, sha256)
    return Backup(target, contents)


def _verified(part: Path, look: Look | None) -> Contents:
    """Save the open base into `part`, count what that holds, and look at a NIR of it."""
    base = opened()
    contents = base.save_into(part)
    if look:
        look(base.saved_nir(part))
    return contents


def _encrypted(part: Path, encrypt: Encrypt, look: Look | None) -> Contents:
    """Save the open base, then encrypt into `part` what was verified."""
    # The disk of `part` may be another's; one that is this machine's has the base already.
    folder = opened().folder or part.parent
    with partial_file(folder / PLAIN) as plain:
        contents = _verified(plain, look)
        encrypt(plain, part)
    return contents


def check_database() -> tuple[str, ...]:
    """Say in French all that is wrong with the open base; nothing when it is sound."""
    with reading():
        base = opened()
        wrong = base.faults()
        if missing := pending(base):
            wrong.append(f"La base attend une mise à jour : {', '.join(missing)}.")
        else:
            wrong += _throughout(base, _wrong_totals)
            wrong += base.search_faults()
            wrong += [] if wrong else _throughout(base, _wrong_values)
    return tuple(wrong)


def _throughout(base: Engine, look: Callable[[], list[str]]) -> list[str]:
    """Look at each cabinet; the one of a file is in sight, even where it cannot be read."""
    if base.holds_one_cabinet:
        return look()
    wrong = []
    for number in base.cabinets():
        with looking_at(number):
            wrong += look()
    return [*dict.fromkeys(wrong)]


def _wrong_values() -> list[str]:
    """Read each row of each table; say the first value that cannot be, one a table."""
    wrong = []
    for table in READ_WHOLE:
        try:
            for _ in table.select().iterator():
                pass
        except StorageFailure as refusal:
            wrong.append(str(refusal))
    return wrong


def totals_differ(base: Database) -> bool:
    """Compare with the inscriptions what triggers count of them (migration 0004)."""
    counted = (
        "SELECT cabinet_id, substr(cle_nom, 1, 3), regime, report,"
        " CASE WHEN retire_le IS NULL THEN 0 ELSE 1 END, COUNT(*)"
        " FROM inscription GROUP BY 1, 2, 3, 4, 5"
    )
    kept = "SELECT cabinet_id, debut, regime, report, retire, nombre FROM compteur WHERE nombre > 0"
    differences = (f"{counted} EXCEPT {kept}", f"{kept} EXCEPT {counted}")
    return any(base.execute_sql(one).fetchone() for one in differences)


def _wrong_totals() -> list[str]:
    return [WRONG_TOTALS] if totals_differ(opened()) else []


def _write_digest(target: Path, sha256: str) -> None:
    digest = beside(target, ".sha256")
    digest.unlink(missing_ok=True)
    with partial_file(digest) as part:
        # As `sha256sum` does: the name may be any bytes.
        part.write_bytes(f"{sha256}  ".encode() + os.fsencode(target.name) + b"\n")
        put_in_place(part, digest)
