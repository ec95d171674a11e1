"""How the comptes of an inscription are written: which one each of those typed edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from models.champs import COMPTE
from models.errors import BadFields
from models.identifiers import numero_compte
from models.storage import many_rows
from models.tables import Compte, Inscription
from models.writing.controle import DOUBLE, ValeursCompte

Edit = tuple[Compte | None, ValeursCompte]


@dataclass(frozen=True)
class Held:
    """An inscription as it is held, which a change edits: its row and its comptes.

    `found` is its photograph (undoing.py) from before the change.
    """

    row: Inscription
    comptes: list[Compte]
    found: Mapping[str, Any] = field(default_factory=dict)


def comptes_of(rows: Sequence[Inscription]) -> dict[int, list[Compte]]:
    """Give the comptes of each of these inscriptions of one cabinet, by its number.

    Those of its removal are its own, once it is removed.
    """
    removed = {row.id: row.retire_le for row in rows}
    found: dict[int, list[Compte]] = {number: [] for number in removed}
    if rows:
        read = many_rows.read(Compte, "inscription", rows[0].cabinet_id, list(removed))
        for compte in sorted(read, key=attrgetter("id")):
            if compte.retire_le in (None, removed[compte.inscription_id]):
                found[compte.inscription_id].append(compte)
    return found


def new_compte(row: Inscription, compte: ValeursCompte) -> Compte:
    """Make a compte, not written yet, of an inscription that is."""
    return Compte.of(cabinet=row.cabinet_id, inscription=row.id, **_columns(compte))


def update_comptes(held: Held, comptes: tuple[ValeursCompte, ...]) -> set[str]:
    """Write what changed, in the base and in `held`; gives the names of the changed fields.

    A compte that none of `comptes` edits stays as it is: BadFields if one takes its number.
    """
    edits = _paired(held.comptes, comptes)
    _refuse_doubles(held.comptes, edits)
    _free_numbers(edits)
    changed: set[str] = set()
    for compte, values in edits:
        columns = _columns(values)
        if compte is None:
            added = new_compte(held.row, values)
            added.save(force_insert=True)
            held.comptes.append(added)
            changed.update(name for name, value in columns.items() if value)
            continue
        different = {name: v for name, v in columns.items() if getattr(compte, name) != v}
        if different:
            Compte.update(**different).where(Compte.id == compte.id).execute()
            for name, value in different.items():
                setattr(compte, name, value)
            changed.update(different)
    return changed


def _paired(existing: list[Compte], comptes: tuple[ValeursCompte, ...]) -> list[Edit]:
    """Find the compte that each of `comptes` edits: by its id, else by its number.

    A number that leaves the compte of another one leads nowhere: it names what is added.
    """
    by_id = {compte.id: compte for compte in existing}
    claimed = {values.id for values in comptes}
    by_number = {c.numero_compte: c for c in existing if c.id not in claimed}
    return [
        (by_id.get(values.id) or by_number.get(values.numero_compte), values) for values in comptes
    ]


def _refuse_doubles(existing: list[Compte], edits: list[Edit]) -> None:
    """Raise BadFields for the number of a compte that is not edited."""
    edited = {compte.id for compte, _ in edits if compte}
    kept = [one.numero_compte for one in existing if one.id not in edited and one.numero_compte]
    for rank, (_, values) in enumerate(edits):
        number = values.numero_compte
        if number and any(numero_compte.same(number, one) for one in kept):
            raise BadFields({f"comptes.{rank}.numero_compte": DOUBLE})


def _free_numbers(edits: list[Edit]) -> None:
    """Take back the numbers that change, so that two comptes may exchange theirs."""
    moving = [c.id for c, values in edits if c and (c.numero_compte or "") != values.numero_compte]
    if moving:
        Compte.update(numero_compte=None).where(Compte.id.in_(moving)).execute()


def _columns(compte: ValeursCompte) -> dict[str, str | None]:
    return {name: champ.stored(getattr(compte, name)) for name, champ in COMPTE.items()}
