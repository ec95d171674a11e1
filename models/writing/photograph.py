"""A photograph: what an operation found, kept sealed to undo it and to tell of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any
from uuid import UUID

from peewee import BooleanField, Field, ModelSelect

from models.storage import many_rows
from models.tables import Cabinet, Compte, Inscription, Retour
from models.writing import journal
from models.writing.author import Author

PROOFS = {"montant": "montant_centimes", "nir": "nir"}
"""The proofs, as the journal names them, and their columns."""

KEYS = ("cle_nom", "cle_recherche", "cle_dossier", "cle_ville")
"""What is made of the other columns, for the row to be found (models.writing.row_keys)."""

State = Mapping[str, Any]
"""A photograph: `inscription` and `comptes`, columns by name, as JSON has them."""


def photograph(row: Inscription, comptes: Sequence[Compte]) -> State:
    """Give the row and its comptes as they are; proofs are erased for good, so not kept.

    Nor are the keys by which the row is found, which are made of the rest.
    """
    kept = {name: value for name, value in row.__data__.items() if name not in _LEFT_OUT}
    return {
        "inscription": _plain(kept),
        "comptes": [_plain(compte.__data__) for compte in comptes],
    }


def told(row: Inscription, comptes: Sequence[Compte]) -> State:
    """Give `telling(photograph(row, comptes))`, in half the time: an import asks it of each row."""
    return {
        "inscription": _plain(_said(row.__data__, _EMPTY[Inscription], _LEFT_OUT)),
        "comptes": [
            _plain(_said(one.__data__, _EMPTY[Compte], _NOTHING))
            for one in (sorted(comptes, key=_ID) if len(comptes) > 1 else comptes)
        ],
    }


def _said(
    columns: Mapping[str, Any], empty: Mapping[str, object], without: frozenset[str]
) -> dict[str, Any]:
    return {
        name: value
        for name, value in columns.items()
        if value is not None and name not in without and value != empty[name]
    }


def telling(state: State) -> State:
    """Leave out of a photograph what says nothing: a field that is new then leaves it as it is.

    The comptes are in the order of their numbers.
    """
    numbered = {one["id"]: _telling(one, _EMPTY[Compte]) for one in state["comptes"]}
    return {
        "inscription": _telling(state["inscription"], _EMPTY[Inscription]),
        "comptes": [numbered[number] for number in sorted(numbered)],
    }


def left(before: State, row: Inscription, comptes: Sequence[Compte]) -> State:
    """Give the same of a row that was `before`, and changed: what did not is not looked at."""
    names = row.changed - _LEFT_OUT
    changed = _plain({name: row.__data__[name] for name in names})
    empty = _EMPTY[Inscription]
    kept = {name: one for name, one in before["inscription"].items() if name not in names}
    kept |= {name: one for name, one in changed.items() if one != empty[name]}
    theirs = before["comptes"]
    same = len(comptes) == len(theirs) and not any(compte.changed for compte in comptes)
    if not same or "retire_le" in names:
        theirs = telling(photograph(row, comptes))["comptes"]
    return {"inscription": kept, "comptes": theirs}


def written(telling_state: State) -> bytes:
    """Write a photograph in the one spelling that is sealed."""
    return journal.canonical(telling_state).encode()


def _empty(field: Field) -> object:
    """Give what a field has that says nothing."""
    if field.null:
        return None
    if isinstance(field, BooleanField):
        return False
    return "" if field.default == "" else _SPEAKS


def _telling(columns: Mapping[str, Any], empty: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if value != empty[name]}


_SPEAKS = object()
_NOTHING: frozenset[str] = frozenset()
_ID = attrgetter("id")
_LEFT_OUT = frozenset((*PROOFS.values(), *KEYS))
_EMPTY = {
    table: {name: _empty(field) for name, field in table._meta.fields.items()}  # noqa: SLF001 - Peewee's documented accessor
    for table in (Inscription, Compte)
}
_SILENT = {
    table: {name: value for name, value in fields.items() if value is not _SPEAKS}
    for table, fields in _EMPTY.items()
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
    kept = kept_by(author.cabinet, operations)
    return {number: opened_photograph(author, number, sealed) for number, sealed in kept.items()}


def kept_by(cabinet: Cabinet, operations: Iterable[UUID]) -> dict[UUID, bytes]:
    """Give what operations kept, sealed, if they did."""
    given = [cabinet.id, *(number.hex for number in operations)]
    found: Iterable[tuple[UUID, bytes]] = map(tuple, many_rows.read_columns(_kept, (), given))
    return dict(found)


def _kept(cabinet: Any, *operations: Any) -> ModelSelect[Retour]:
    mine = Retour.cabinet == cabinet, Retour.operation.in_(operations)
    return Retour.select(Retour.operation, Retour.avant).where(*mine)


def opened_photograph(author: Author, operation: UUID, sealed: bytes) -> State:
    """Open the one that an operation kept; KeyMissing, Tampered."""
    plain = author.vault.open(bytes(sealed), row=operation, field="retour")
    found: dict[str, Any] = json.loads(plain)
    if "inscription" in found:
        found["inscription"] = _SILENT[Inscription] | found["inscription"]
        found["comptes"] = [_SILENT[Compte] | compte for compte in found["comptes"]]
    return found
