"""What undoing a change needs: the rows as they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from models.tables import Compte, Inscription
from models.writing import journal
from models.writing.changes import PROOF_COLUMNS


def photograph(row: Inscription, comptes: Sequence[Compte]) -> bytes:
    """Give the row and its comptes as canonical JSON; proofs are erased for good, so not kept."""
    kept = {name: value for name, value in row.__data__.items() if name not in PROOF_COLUMNS}
    both = {"inscription": kept, "comptes": [compte.__data__ for compte in comptes]}
    return journal.canonical(_plain(both)).encode()


def _plain(value: object) -> object:
    """Turn a row's values into what JSON can hold."""
    match value:
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case datetime():
            return value.isoformat()
        case UUID():
            return value.hex
        case _:
            return value
