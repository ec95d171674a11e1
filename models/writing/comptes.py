"""How the comptes of an inscription are written: which one each of those typed edits."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import chunked

from models.champs import COMPTE
from models.tables import Compte, Inscription
from models.writing.controle import ValeursCompte

Edit = tuple[Compte | None, ValeursCompte]

AT_ONCE = 1_000
"""As many rows as one statement names."""


def living_comptes(row: Inscription) -> list[Compte]:
    """Give the comptes of an inscription, those of its removal included once it is removed."""
    return comptes_of([row])[row.id]


def comptes_of(rows: Sequence[Inscription]) -> dict[int, list[Compte]]:
    """Give the `living_comptes` of each of these inscriptions of one cabinet, by its number."""
    removed = {row.id: row.retire_le for row in rows}
    found: dict[int, list[Compte]] = {number: [] for number in removed}
    for some in chunked(rows, AT_ONCE):
        mine = Compte.cabinet == some[0].cabinet_id
        mine &= Compte.inscription.in_([row.id for row in some])
        for compte in Compte.select().where(mine).order_by(Compte.id):
            if compte.retire_le in (None, removed[compte.inscription_id]):
                found[compte.inscription_id].append(compte)
    return found


def new_compte(row: Inscription, compte: ValeursCompte) -> Compte:
    """Make a compte, not written yet, of an inscription that is."""
    return Compte(cabinet=row.cabinet_id, inscription=row.id, **_columns(compte))


def update_comptes(row: Inscription, comptes: tuple[ValeursCompte, ...]) -> set[str]:
    """Write what changed; gives the names of the changed fields."""
    edits = _paired(living_comptes(row), comptes)
    _free_numbers(edits)
    changed: set[str] = set()
    for held, values in edits:
        columns = _columns(values)
        if held is None:
            new_compte(row, values).save(force_insert=True)
            changed.update(name for name, value in columns.items() if value)
            continue
        different = {name: v for name, v in columns.items() if getattr(held, name) != v}
        if different:
            Compte.update(**different).where(Compte.id == held.id).execute()
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


def _free_numbers(edits: list[Edit]) -> None:
    """Take back the numbers that change, so that two comptes may exchange theirs."""
    moving = [c.id for c, values in edits if c and (c.numero_compte or "") != values.numero_compte]
    if moving:
        Compte.update(numero_compte=None).where(Compte.id.in_(moving)).execute()


def _columns(compte: ValeursCompte) -> dict[str, str | None]:
    return {name: champ.stored(getattr(compte, name)) for name, champ in COMPTE.items()}
