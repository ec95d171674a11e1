"""The journal: operations of a cabinet, numbered and chained by seals."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid4

from peewee import ModelSelect

from models.errors import StorageFailure
from models.sealing.vault import Vault
from models.storage import many_rows, prepared
from models.storage.failures import once_committed, reading
from models.storage.opening import opened
from models.tables import Cabinet, Operation, Retour
from models.writing.author import Author
from models.writing.known_head import stands

PLAIN: dict[type, Callable[[Any], str]] = {
    datetime: datetime.isoformat,
    UUID: attrgetter("hex"),
}
"""How what JSON has not is written in it."""

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Entry:
    """What a gesture writes in the journal; its rank and its seal come from the operation before.

    `operation` is the UUID of the gesture, if its caller has one: a retry is then known. `before`
    is what undoing it needs, in canonical JSON: it is sealed beside it. `left` is the seal of the
    row as the gesture leaves it (models.writing.row_seals), where it changes one.
    """

    author: Author
    verbe: str
    inscription_uid: UUID | None = None
    champs: Mapping[str, object] = field(default_factory=dict)
    operation: UUID | None = None
    before: bytes | None = None
    left: bytes | None = None


def record(*entries: Entry) -> None:
    """Write the operations of the gesture that is under way, inside its transaction.

    All are of one cabinet, which is locked until the commit: ranks and seals of two writers never
    cross.
    """
    if not entries:
        return
    cabinet = entries[0].author.cabinet
    lock(cabinet)
    end = before = last(cabinet)
    rows = [before := _following(before, entry) for entry in entries]
    _mark_first(rows)
    many_rows.add(rows)
    many_rows.add(list(filter(None, map(_retour, entries, rows))))
    _keep_head(entries[0].author, end, rows[-1])


def _keep_head(author: Author, before: Operation | None, row: Operation) -> None:
    """Keep the last operation outside the base, once it is there."""
    if (head := author.vault.head) and row.sceau:
        follows = partial(_follows, author.cabinet, before)
        once_committed(partial(head.move, row.rang, row.sceau, follows))


def _follows(cabinet: Cabinet, before: Operation | None, rank: int, seal: bytes) -> bool:
    """Tell whether the journal has what the head knows: nearly always the operation before."""
    if before and (before.rang, before.sceau) == (rank, seal):
        return True
    with suppress(StorageFailure), reading():
        return stands(cabinet, rank, seal)
    return False


def _retour(entry: Entry, row: Operation) -> Retour | None:
    author = entry.author
    if entry.before is None or not author.vault.is_open:
        return None
    sealed = author.vault.seal(entry.before, row=row.id, field="retour")
    return Retour.of(operation=row.id, cabinet=author.cabinet.id, avant=sealed)


def _following(before: Operation | None, entry: Entry) -> Operation:
    """Make the operation that comes after `before`, sealed and not written yet."""
    author, identity = entry.author, entry.operation or uuid4()
    row = Operation.of(
        id=identity,
        cabinet=author.cabinet.id,
        rang=before.rang + 1 if before else 1,
        lot=author.lot or identity,
        utilisateur=author.utilisateur.id if author.utilisateur else None,
        instant=author.instant,
        verbe=entry.verbe,
        inscription_uid=entry.inscription_uid,
        champs=canonical(dict(entry.champs)),
        sceau_ligne=entry.left,
        origine=author.origine,
        annule=undone_by(entry.champs),
    )
    row.sceau = seal(author.vault, before, row)
    return row


def _mark_first(rows: Sequence[Operation]) -> None:
    """Find which of new operations are the first of their lots."""
    several = {row.lot for row in rows if row.lot != row.id}
    mine = Operation.cabinet == rows[0].cabinet_id
    begun = Operation.select(Operation.lot).where(mine, Operation.lot.in_(list(several)))
    lots = {row.lot for row in begun.distinct()} if several else set()
    for row in rows:
        row.premier = int(row.lot not in lots)
        lots.add(row.lot)


def undone_by(champs: Mapping[str, object]) -> UUID | None:
    """Give the lot that an undoing undoes."""
    lot = champs.get("annule")
    return UUID(lot) if isinstance(lot, str) else None


def lock(cabinet: Cabinet) -> None:
    """Hold the cabinet until the end of the transaction (SQLite already holds the file)."""
    list(prepared.run(_itself, (bool(opened().for_update),), [cabinet.id]))


def _itself(for_update: bool, cabinet: Any) -> ModelSelect[Cabinet]:
    query = Cabinet.select(Cabinet.id).where(Cabinet.id == cabinet)
    return query.for_update() if for_update else query


def already_done(cabinet: Cabinet, *operations: UUID | None) -> set[UUID]:
    """Give the operations that an earlier try of the same gesture wrote."""
    asked = [operation for operation in operations if operation]
    if not asked:
        return set()
    given = [cabinet.id, *(operation.hex for operation in asked)]
    return {number for (number,) in many_rows.read_columns(_numbered, (), given)}


def _numbered(cabinet: Any, *operations: Any) -> ModelSelect[Operation]:
    mine = Operation.cabinet == cabinet, Operation.id.in_(operations)
    return Operation.select(Operation.id).where(*mine)


def canonical(value: object) -> str:
    """Write JSON in the one spelling that seals are made on."""
    return _CANONICAL.encode(value)


def last(cabinet: Cabinet) -> Operation | None:
    """Give the cabinet's latest operation, if it has any."""
    rows = Operation.select().where(Operation.cabinet == cabinet)
    found: Operation | None = rows.order_by(Operation.rang.desc()).first()
    return found


def seal(vault: Vault, before: Operation | None, row: Operation) -> bytes | None:
    """Chain an operation to the one before; None without keys."""
    return vault.sign((before and before.sceau) or b"", _payload(row))


def _payload(row: Operation) -> bytes:
    parts: dict[str, object] = {
        "id": row.id.hex,
        "rang": row.rang,
        "lot": row.lot.hex,
        "utilisateur": row.utilisateur_id,
        "instant": row.instant.isoformat(),
        "verbe": row.verbe,
        "inscription": row.inscription_uid.hex if row.inscription_uid else None,
        "champs": row.champs,
    }
    # Nothing where there is none: the seals that were made before these were kept hold.
    if row.origine is not None:
        parts["origine"] = row.origine
    if row.sceau_ligne is not None:
        parts["ligne"] = row.sceau_ligne.hex()
    return canonical(parts).encode()
