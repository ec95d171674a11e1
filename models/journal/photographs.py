"""The photographs on both sides of an operation: what it found, and what it left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from models.storage import many_rows
from models.tables import Inscription, Operation
from models.writing.author import Author
from models.writing.comptes import comptes_of
from models.writing.gestes import CHANGING
from models.writing.photograph import State, developed, photograph


class Pair(NamedTuple):
    """An inscription, or modèles, before an operation and after; `before` is empty of a new one."""

    before: State
    after: State


def pairs_of(author: Author, rows: Sequence[Operation]) -> dict[UUID, Pair]:
    """Give both sides of these operations, where they were kept and the keys are there.

    What one left is what the next one found, or what is there now.
    """
    uids = {row.inscription_uid for row in rows if row.inscription_uid}
    following = _following(author, rows, uids)
    kept = developed(author, [*(row.id for row in rows), *filter(None, following.values())])
    now = _now(author, {uid for uid in uids if uid})
    found: dict[UUID, Pair] = {}
    for row in rows:
        before = {} if row.verbe == "inscrire" else kept.get(row.id)
        if before and "modeles" in before:
            found[row.id] = Pair({"modeles": before["modeles"]}, {"modeles": before["apres"]})
            continue
        nearest = following.get(row.id)
        after = kept.get(nearest) if nearest else now.get(row.inscription_uid)
        if row.verbe in CHANGING and before is not None and after and "inscription" in after:
            found[row.id] = Pair(before, after)
    return found


def _following(
    author: Author, rows: Sequence[Operation], uids: set[UUID | None]
) -> dict[UUID, UUID]:
    """Give, for each operation, the next one that changed the same inscription, if any did."""
    mine = (Operation.cabinet == author.cabinet) & Operation.inscription_uid.in_(list(uids))
    changing = Operation.select(Operation.id, Operation.inscription_uid, Operation.rang)
    changing = changing.where(mine, Operation.verbe.in_(CHANGING)).order_by(Operation.rang.desc())
    asked = {row.id: row for row in rows}
    found: dict[UUID, UUID] = {}
    last: dict[UUID, UUID] = {}
    for one in changing if uids else ():
        if one.id in asked and one.inscription_uid in last:
            found[one.id] = last[one.inscription_uid]
        last[one.inscription_uid] = one.id
    return found


def _now(author: Author, uids: set[UUID]) -> dict[UUID | None, State]:
    """Photograph inscriptions as they are."""
    rows = many_rows.read(Inscription, "uid", author.cabinet.id, list(uids))
    comptes = comptes_of(rows)
    return {row.uid: photograph(row, comptes[row.id]) for row in rows}
