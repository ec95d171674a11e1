"""The gestures of the journal: what somebody did last, and what was undone since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from models.errors import Conflict, NotAllowed, NotFound
from models.labels import Role
from models.tables import Cabinet, Inscription, Operation, Utilisateur
from models.writing.author import Author
from models.writing.undoing import Step, developed

UNDO = "annuler"
UNDOABLE = ("inscrire", "modifier", "services", "resilier", "report", "restaurer")
AT_ONCE = 500
"""Operations that are read at a time."""


@dataclass(frozen=True)
class Geste:
    """What was done at once: the operations of one lot, and the inscriptions that they changed."""

    lot: UUID
    verbe: str
    instant: datetime
    uids: tuple[UUID, ...]


def latest(cabinet: Cabinet, person: Utilisateur | None) -> Geste | None:
    """Give the last gesture of a person that stands, and is no undoing itself."""
    gone = _undone(cabinet)
    mine = Operation.utilisateur == (person.id if person else None)
    for one in _newest_first(cabinet, mine, Operation.verbe.in_(UNDOABLE)):
        if one.lot not in gone:
            if _still_there(cabinet, one.lot):
                return geste(cabinet, one.lot)
            gone.add(one.lot)
    return None


def geste(cabinet: Cabinet, lot: UUID) -> Geste:
    """Give the gesture of this lot; NotFound."""
    operations = _of_lot(cabinet, lot)
    first = next(operations, None)
    if first is None:
        raise NotFound("Cette opération n'est pas dans le journal.")
    uids = [first.inscription_uid, *(one.inscription_uid for one in operations)]
    return Geste(lot, first.verbe, first.instant, tuple(uid for uid in uids if uid))


def refuse_undone(author: Author, lot: UUID) -> None:
    """Raise Conflict if the gesture is undone already, NotAllowed if it is somebody else's."""
    if lot in _undone(author.cabinet, but=author.lot):
        raise Conflict("Déjà annulé.")
    person = author.utilisateur
    if person is None or person.role == Role.ADMINISTRATEUR.value:
        return
    if next(_of_lot(author.cabinet, lot)).utilisateur_id != person.id:
        raise NotAllowed(
            "Ce geste est celui de quelqu'un d'autre : un administrateur peut l'annuler."
        )


def steps(author: Author, lot: UUID, uids: Sequence[UUID]) -> dict[UUID, Step]:
    """Give what the gesture did to each of these inscriptions."""
    mine = (Operation.cabinet == author.cabinet) & Operation.inscription_uid.in_(list(uids))
    changing = Operation.verbe.in_((*UNDOABLE, UNDO))
    done: dict[UUID, Operation] = {}
    since: dict[UUID, Operation] = {}
    for one in Operation.select().where(mine, changing).order_by(Operation.rang):
        uid = one.inscription_uid
        if one.lot == lot:
            done[uid] = one
        elif uid in done:
            since.setdefault(uid, one)
    kept = developed(author, [one.id for one in (*done.values(), *since.values())])
    return {
        uid: Step(
            one.verbe,
            uid in since,
            kept.get(one.id),
            kept.get(since[uid].id) if uid in since else None,
        )
        for uid, one in done.items()
    }


def _undone(cabinet: Cabinet, *, but: UUID | None = None) -> set[UUID]:
    """Give the lots that are undone, undoings that are undone themselves included.

    What the lot `but` undoes is not counted: it is under way.
    """
    gone: set[UUID] = set()
    for one in _newest_first(cabinet, Operation.verbe == UNDO):
        if one.lot not in gone and one.lot != but:
            gone.add(UUID(json.loads(one.champs)["annule"]))
    return gone


def _still_there(cabinet: Cabinet, lot: UUID) -> bool:
    """Tell whether any inscription of a gesture is not in the archive."""
    here = (Inscription.cabinet == Operation.cabinet) & (
        Inscription.uid == Operation.inscription_uid
    )
    mine = (Operation.cabinet == cabinet) & (Operation.lot == lot)
    return bool(Operation.select().join(Inscription, on=here).where(mine).exists())


def _of_lot(cabinet: Cabinet, lot: UUID) -> Iterator[Operation]:
    mine = (Operation.cabinet == cabinet) & (Operation.lot == lot)
    return iter(Operation.select().where(mine).order_by(Operation.rang))


def _newest_first(cabinet: Cabinet, *asked: Any) -> Iterator[Operation]:
    """Read the journal backwards, some at a time."""
    query = Operation.select().where(Operation.cabinet == cabinet, *asked)
    query = query.order_by(Operation.rang.desc()).limit(AT_ONCE)
    rows = list(query)
    while rows:
        yield from rows
        rows = list(query.where(Operation.rang < rows[-1].rang))
