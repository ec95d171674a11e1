"""What leaves for good once its time has passed: proofs, then what was removed.

Time does it, and nobody in particular: the operations have no author.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Expression, chunked

from models.fiche import IN_CORBEILLE
from models.labels import ToDo
from models.storage.many_rows import AT_ONCE
from models.storage.opening import opened
from models.tables import Archive, Inscription, Operation, Retour
from models.writing import journal
from models.writing.author import Author, name_of
from models.writing.comptes import comptes_of
from models.writing.journal import Entry
from models.writing.photograph import PROOFS
from models.writing.row_seals import seal_of
from models.writing.two_states import erase_proofs


@dataclass(frozen=True)
class Purge:
    """How many clients had their proofs erased, and how many left for the archive."""

    erased: int = 0
    archived: int = 0


def is_due(author: Author) -> bool:
    """Tell whether anything is to leave."""
    return any(Inscription.select().where(due).exists() for due in (_ended(author), _gone(author)))


def purge(author: Author) -> Purge:
    """Erase the proofs that are of no use, and archive what left the corbeille.

    Inside a transaction; one operation for each client, without any value.
    """
    journal.lock(author.cabinet)
    return Purge(_erase_proofs(author), _archive(author))


def _ended(author: Author) -> Expression:
    old = Inscription.preuves_le <= author.instant - author.proofs_kept
    return (Inscription.cabinet == author.cabinet) & old


def _gone(author: Author) -> Expression:
    """Tell which rows leave: those of the corbeille (Fiche.part_le), and what was undone."""
    limit = author.instant - IN_CORBEILLE
    removed = (Inscription.cabinet == author.cabinet) & (Inscription.retire_le <= limit)
    told = Inscription.vu_le.is_null() | (Inscription.vu_le <= limit)
    return removed & told & (Inscription.ecart == ToDo.AUCUN.value)


def _erase_proofs(author: Author) -> int:
    rows = _due(_ended(author))
    nothing: dict[str, Any] = dict.fromkeys((*PROOFS.values(), "preuves_le"))
    for some in chunked(rows, AT_ONCE):
        Inscription.update(nothing).where(Inscription.id.in_([row.id for row in some])).execute()
    journal.record(*_erased(author, rows))
    return len(rows)


def _erased(author: Author, rows: Sequence[Inscription]) -> Iterator[Entry]:
    """Give what the journal says of rows whose proofs were erased, and leave them so."""
    comptes = comptes_of(rows)
    for row in rows:
        champs = {"champs": _proofs(row)}
        erase_proofs(row)
        left = seal_of(author.vault, row, comptes[row.id])
        yield Entry(author, "effacer_preuves", row.uid, champs, left=left)


def _proofs(row: Inscription) -> list[str]:
    return [name for name, column in PROOFS.items() if getattr(row, column) is not None]


def _archive(author: Author) -> int:
    rows = _due(_gone(author))
    for some in chunked(rows, AT_ONCE):
        Archive.insert_many([_kept(row) for row in some]).execute()
        _forget(author, some)
    journal.record(*(Entry(author, "archiver", row.uid) for row in rows))
    return len(rows)


def _due(due: Expression) -> list[Inscription]:
    return list(Inscription.select().where(due).order_by(Inscription.id))


def _kept(row: Inscription) -> dict[str, object]:
    return {
        "cabinet": row.cabinet_id,
        "uid": row.uid,
        "nom": f"{row.civilite or ''} {row.raison_sociale}".strip(),
        "siren": row.siren,
        "regime": row.regime,
        "cree_le": row.cree_le,
        "retire_le": row.retire_le,
        "par": name_of(row.retire_par),
    }


def _forget(author: Author, rows: Sequence[Inscription]) -> None:
    """Delete inscriptions, their comptes, and what undoing their operations would need."""
    mine = (Operation.cabinet == author.cabinet) & Operation.inscription_uid.in_(
        [row.uid for row in rows]
    )
    Retour.delete().where(
        Retour.operation.in_(Operation.select(Operation.id).where(mine))
    ).execute()
    opened().forget([row.id for row in rows])
