"""The journal: operations of a cabinet, numbered and chained by seals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from models.sealing.vault import Vault
from models.tables import Cabinet, Operation, Utilisateur


def record(  # noqa: PLR0913 - one keyword for each column
    cabinet: Cabinet,
    vault: Vault,
    verbe: str,
    *,
    utilisateur: Utilisateur | None,
    instant: datetime,
    inscription_uid: UUID | None = None,
    champs: Mapping[str, object] | None = None,
    operation: UUID | None = None,
    lot: UUID | None = None,
) -> Operation:
    """Write the operation of the gesture that is under way, inside its transaction.

    Locks the cabinet until the commit, so that ranks and seals of two writers never cross.
    """
    row = following(
        last_operation(cabinet),
        cabinet,
        vault,
        verbe,
        utilisateur=utilisateur,
        instant=instant,
        inscription_uid=inscription_uid,
        champs=champs,
        operation=operation,
        lot=lot,
    )
    row.save(force_insert=True)
    return row


def following(  # noqa: PLR0913 - one keyword for each column
    last: Operation | None,
    cabinet: Cabinet,
    vault: Vault,
    verbe: str,
    *,
    utilisateur: Utilisateur | None,
    instant: datetime,
    inscription_uid: UUID | None = None,
    champs: Mapping[str, object] | None = None,
    operation: UUID | None = None,
    lot: UUID | None = None,
) -> Operation:
    """Make the operation that comes after `last`, sealed and not written yet."""
    identity = operation or uuid4()
    row = Operation(
        id=identity,
        cabinet=cabinet,
        rang=last.rang + 1 if last else 1,
        lot=lot or identity,
        utilisateur=utilisateur,
        instant=instant,
        verbe=verbe,
        inscription_uid=inscription_uid,
        champs=canonical(dict(champs or {})),
    )
    row.sceau = vault.sign(_seal_of(last), _payload(row))
    return row


def lock(cabinet: Cabinet) -> None:
    """Hold the cabinet until the end of the transaction (SQLite already holds the file)."""
    query = Cabinet.select(Cabinet.id).where(Cabinet.id == cabinet.id)
    if Cabinet._meta.database.for_update:  # noqa: SLF001 - Peewee's documented accessor
        query = query.for_update()
    query.get()


def last_operation(cabinet: Cabinet) -> Operation | None:
    """Give the cabinet's latest operation, once no other writer can add one."""
    lock(cabinet)
    rows = Operation.select().where(Operation.cabinet == cabinet)
    last: Operation | None = rows.order_by(Operation.rang.desc()).first()
    return last


def already_done(cabinet: Cabinet, operation: UUID | None) -> bool:
    """Whether this operation was written by an earlier try of the same gesture."""
    if operation is None:
        return False
    done: bool = (
        Operation.select()
        .where((Operation.cabinet == cabinet) & (Operation.id == operation))
        .exists()
    )
    return done


@dataclass(frozen=True)
class Verdict:
    """What reading the whole chain again found."""

    operations: int
    unsealed: int
    broken: tuple[int, ...]


def verify(cabinet: Cabinet, vault: Vault) -> Verdict:
    """Check ranks and seals; `broken` holds the ranks that do not follow their predecessor."""
    broken: list[int] = []
    unsealed = 0
    previous: Operation | None = None
    rows = Operation.select().where(Operation.cabinet == cabinet).order_by(Operation.rang)
    for row in rows:
        expected = previous.rang + 1 if previous else 1
        if row.sceau is None:
            unsealed += 1
        elif vault.is_open and bytes(row.sceau) != vault.sign(_seal_of(previous), _payload(row)):
            broken.append(row.rang)
        if row.rang != expected and row.rang not in broken:
            broken.append(row.rang)
        previous = row
    return Verdict(previous.rang if previous else 0, unsealed, tuple(broken))


def canonical(value: object) -> str:
    """Write JSON in the one spelling that seals are made on."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _seal_of(operation: Operation | None) -> bytes:
    return bytes(operation.sceau) if operation and operation.sceau else b""


def _payload(row: Operation) -> bytes:
    parts = {
        "id": row.id.hex,
        "rang": row.rang,
        "lot": row.lot.hex,
        "utilisateur": row.utilisateur_id,
        "instant": row.instant.isoformat(),
        "verbe": row.verbe,
        "inscription": row.inscription_uid.hex if row.inscription_uid else None,
        "champs": row.champs,
    }
    return canonical(parts).encode()
