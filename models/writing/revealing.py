"""NIR that go out in clear, each time with an operation that says so."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from models.errors import NotFound, Refusal
from models.tables import Inscription
from models.writing import journal
from models.writing.author import Author
from models.writing.journal import Entry

NO_NIR = "Aucun numéro de sécurité sociale n'est conservé pour ce client."


def one(author: Author, row: Inscription) -> str:
    """Give the NIR of an inscription; NotFound if none is kept."""
    if row.nir is None:
        raise NotFound(NO_NIR)
    plain = _opened(author, row)
    journal.record(Entry(author, "reveler_nir", row.uid))
    return plain


def several(author: Author, rows: Mapping[UUID, Inscription | Refusal]) -> dict[UUID, str]:
    """Give the NIR of those of these inscriptions that have one: one operation, and how many."""
    found = {
        uid: _opened(author, row)
        for uid, row in rows.items()
        if isinstance(row, Inscription) and row.nir is not None
    }
    journal.record(Entry(author, "exporter_nir", champs={"nombre": len(found)}))
    return found


def _opened(author: Author, row: Inscription) -> str:
    sealed = bytes(row.nir or b"")
    return author.vault.open(sealed, row=row.uid, field="nir").decode()
