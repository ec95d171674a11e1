"""The journal: operations of a cabinet, numbered and chained by seals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from models.sealing.vault import Vault
from models.storage import many_rows
from models.tables import Cabinet, Operation, Retour
from models.writing.author import Author


@dataclass(frozen=True)
class Entry:
    """What a gesture writes in the journal; its rank and its seal come from the operation before.

    `operation` is the UUID of the gesture, if its caller has one: a retry is then known.
    """

    author: Author
    verbe: str
    inscription_uid: UUID | None = None
    champs: Mapping[str, object] = field(default_factory=dict)
    operation: UUID | None = None


def record(entry: Entry, before: bytes | None = None) -> None:
    """Write the operation of the gesture that is under way, inside its transaction.

    Locks the cabinet until the commit, so that ranks and seals of two writers never cross.
    `before` is what undoing it needs: it is sealed beside it, if the keys are there.
    """
    cabinet, vault = entry.author.cabinet, entry.author.vault
    row = _following(_last(cabinet), entry)
    row.save(force_insert=True)
    if before is not None and vault.is_open:
        sealed = vault.seal(before, row=row.id, field="retour")
        Retour.create(operation=row, cabinet=cabinet, avant=sealed)


def record_many(cabinet: Cabinet, entries: Iterable[Entry]) -> None:
    """Write many operations of one cabinet, at least one, at once; locks as `record` does."""
    last = _last(cabinet)
    many_rows.add([last := _following(last, entry) for entry in entries])


def _following(last: Operation | None, entry: Entry) -> Operation:
    """Make the operation that comes after `last`, sealed and not written yet."""
    author, identity = entry.author, entry.operation or uuid4()
    row = Operation(
        id=identity,
        cabinet=author.cabinet,
        rang=last.rang + 1 if last else 1,
        lot=author.lot or identity,
        utilisateur=author.utilisateur,
        instant=author.instant,
        verbe=entry.verbe,
        inscription_uid=entry.inscription_uid,
        champs=canonical(dict(entry.champs)),
    )
    row.sceau = author.vault.sign(_seal_of(last), _payload(row))
    return row


def lock(cabinet: Cabinet) -> None:
    """Hold the cabinet until the end of the transaction (SQLite already holds the file)."""
    query = Cabinet.select(Cabinet.id).where(Cabinet.id == cabinet.id)
    if Cabinet._meta.database.for_update:  # noqa: SLF001 - Peewee's documented accessor
        query = query.for_update()
    query.get()


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


def _last(cabinet: Cabinet) -> Operation | None:
    """Give the cabinet's latest operation, once no other writer can add one."""
    lock(cabinet)
    rows = Operation.select().where(Operation.cabinet == cabinet)
    last: Operation | None = rows.order_by(Operation.rang.desc()).first()
    return last


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
