"""Telling the journal that an earlier base was put back: by a copy, by a snapshot of the machine.

`restaurer` tells it by itself. Of what was put back by other means, the head that lies beside the
main key may know what is no more; an administrateur says that it was meant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.access.main_key import load_main_key
from models.access.new_user import identifiant_key
from models.access.sign_in import log_in
from models.access.utilisateur import find_person
from models.errors import KeyMissing, NotAllowed
from models.labels import Role
from models.sealing.head import Head
from models.storage.failures import reading
from models.tables import Operation, Utilisateur
from models.writing.author import Author
from models.writing.first_seals import note_upkeep
from models.writing.known_head import RESTORED


@dataclass(frozen=True)
class PutBack:
    """What is known of it: the base went to the operation `rang` at the latest, of `depuis`.

    `perdues` operations at least came after it, the last one at `jusqu_a` at the latest; 0 and
    None: this machine knows of none.
    """

    rang: int
    depuis: datetime | None
    perdues: int = 0
    jusqu_a: datetime | None = None


def tell_put_back(
    identifiant: str,
    mot_de_passe: str,
    *,
    path: Path,
    clock: Callable[[], datetime],
    waiting: set[str] | None = None,
) -> PutBack:
    """Write in the journal that an earlier base was put back, and keep its head anew.

    The password is that of an administrateur; `path` is the file of the main key, `waiting` that
    of `log_in`. Raises LoginRefused, NotAllowed, KeyMissing, StorageBusy, StorageFailure.
    """
    key = load_main_key(path)
    known, written = _known_until(identifiant, path)
    session = log_in(identifiant, mot_de_passe, main_key=key, now=clock(), waiting=waiting)
    person, cabinet, vault = session.utilisateur, session.cabinet, session.vault
    if Role(person.role) is not Role.ADMINISTRATEUR:
        raise NotAllowed(
            "Seul un administrateur du cabinet peut dire que la base a été remise en place."
        )
    if not vault.is_open:
        raise KeyMissing(vault.why)
    with reading():
        found = _compared(person, known, written)
    champs: dict[str, object] = {
        "reste": found.rang,
        "tete": found.rang + found.perdues,
        "depuis": found.depuis and found.depuis.isoformat(),
        "jusqu_a": found.jusqu_a and found.jusqu_a.isoformat(),
    }
    note_upkeep(Author(cabinet, person, vault, clock()), RESTORED, champs)
    return found


def _known_until(identifiant: str, path: Path) -> tuple[tuple[int, bytes] | None, datetime]:
    """Give what the head knows, and when that was written: coming in may write it anew."""
    person = find_person(identifiant_key(identifiant))
    head = Head(path, person.cabinet.uid) if person else None
    if head is None or (known := head.kept) is None:
        return None, datetime.fromtimestamp(0, UTC)
    # That of another cabinet of the key may have been written since.
    return known, datetime.fromtimestamp(head.path.stat().st_mtime, UTC)


def _compared(person: Utilisateur, known: tuple[int, bytes] | None, written: datetime) -> PutBack:
    """Compare the journal, as it was before this person came in, with what the head knew."""
    mine = Operation.select().where(Operation.cabinet == person.cabinet)
    came = mine.where(Operation.utilisateur == person, Operation.verbe == "connexion")
    here = came.order_by(Operation.rang.desc()).get().rang - 1
    rank, seal = known or (0, b"")
    there = {row.rang: row for row in mine.where(Operation.rang.in_([here, rank, rank - 1]))}
    if rank <= here and (not rank or there[rank].sceau == seal):
        return PutBack(here, there[here].instant)
    left = min(here, rank - 1)
    return PutBack(left, there[left].instant if left else None, rank - left, written)
