"""A photograph: what an operation found, kept sealed to undo it and to tell of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from peewee import ModelSelect

from models.storage import many_rows
from models.tables import Compte, Inscription, Retour
from models.writing import journal
from models.writing.author import Author

PROOFS = {"montant": "montant_centimes", "nir": "nir"}
"""The proofs, as the journal names them, and their columns."""

State = Mapping[str, Any]
"""A photograph: `inscription` and `comptes`, columns by name, as JSON has them."""


def photograph(row: Inscription, comptes: Sequence[Compte]) -> State:
    """Give the row and its comptes as they are; proofs are erased for good, so not kept."""
    kept = {name: value for name, value in row.__data__.items() if name not in PROOFS.values()}
    return {
        "inscription": _plain(kept),
        "comptes": [_plain(compte.__data__) for compte in comptes],
    }


def _plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    plain = journal.PLAIN
    return {
        name: plain[type(value)](value) if type(value) in plain else value
        for name, value in columns.items()
    }


def developed(author: Author, operations: Iterable[UUID]) -> dict[UUID, State]:
    """Give the photographs that operations kept, if they did, and if the keys are there."""
    if not author.vault.is_open:
        return {}
    given = [author.cabinet.id, *(number.hex for number in operations)]
    kept = many_rows.read_columns(_kept, (), given)
    return {number: opened_photograph(author, number, sealed) for number, sealed in kept}


def _kept(cabinet: Any, *operations: Any) -> ModelSelect[Retour]:
    mine = Retour.cabinet == cabinet, Retour.operation.in_(operations)
    return Retour.select(Retour.operation, Retour.avant).where(*mine)


def opened_photograph(author: Author, operation: UUID, sealed: bytes) -> State:
    """Open the one that an operation kept; KeyMissing, Tampered."""
    plain = author.vault.open(bytes(sealed), row=operation, field="retour")
    found: State = json.loads(plain)
    return found
