"""How a gesture changes a row, which `save` then writes: inside the transaction of its verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from peewee import chunked

from models.champs import CLIENT
from models.champs.champ import Champ
from models.ecarts import PROVED
from models.errors import NotFound
from models.labels import Report, Service, ToDo
from models.personnes import NO_ACCESS, why_not_given
from models.saisie import Saisie
from models.services import Changement
from models.storage import many_rows
from models.tables import Compte, Inscription, Utilisateur
from models.tables.inscription import bits_of, services_of
from models.writing import two_states
from models.writing.author import Author, Details
from models.writing.collisions import conflict
from models.writing.comptes import Held, update_comptes
from models.writing.controle import Controle
from models.writing.journal import Entry
from models.writing.row_keys import set_keys
from models.writing.row_seals import seal_left

COLUMNS = {name: champ for name, champ in CLIENT.items() if champ.kind or champ.codes}
CHANGING = {name: champ for name, champ in COLUMNS.items() if champ.changes}
"""What a row keeps as it was typed or chosen, and what of it may change."""

_FIELDS = Inscription._meta.sorted_fields  # noqa: SLF001 - Peewee's documented accessor
_BLANK = {one.name: one.default for one in _FIELDS if one.default is not None}
"""What a new row has in the columns of which nothing is said."""


def new_row(
    author: Author,
    saisie: Saisie,
    found: Controle,
    *,
    uid: UUID,
    old: Inscription | None = None,
) -> Inscription:
    """Make an inscription that is not written yet, without its responsable.

    It takes over what urssaf.fr has of `old`, unless it is said to have what is typed.
    """
    who = author.utilisateur.id if author.utilisateur else None
    own = {"cabinet": author.cabinet.id, "uid": uid, "services": bits_of(saisie.services)}
    then = {"cree_le": author.instant, "modifie_le": author.instant}
    row = Inscription.of(**(_BLANK | own | then), cree_par=who, modifie_par=who)
    _set_columns(row, saisie, found, COLUMNS)
    _set_proofs(author, row, found)
    set_keys(row, found.comptes)
    if saisie.deja_inscrit:
        two_states.tell(author, row, found.comptes)
    else:
        two_states.take_over(row, old)
        two_states.settle(author, row, found.comptes)
    return row


def inscribed(author: Author, held: Held, operation: UUID | None = None) -> Entry:
    """Give what the journal says of a new inscription: the services that it opens."""
    opened = {"ouverts": _codes(services_of(held.row.services))}
    left = seal_left(author.vault, held)
    return Entry(author, "inscrire", held.row.uid, opened, operation, left=left)


def update(author: Author, held: Held, saisie: Saisie, found: Controle) -> Details | None:
    """Change what was typed otherwise; gives the names of the fields, None when nothing changed."""
    row = held.row
    before = dict(row.__data__)
    _set_columns(row, saisie, found, CHANGING)
    row.responsable = _responsable(author, saisie.responsable)
    switched = _switch(row, saisie.services)
    changed = {name for name, value in row.__data__.items() if value != before.get(name)}
    if row.ecart in PROVED and not saisie.deja_inscrit:
        changed |= _set_proofs(author, row, found)
    changed |= update_comptes(held, found.comptes)
    set_keys(row, held.comptes)
    done = saisie.deja_inscrit and row.report != Report.FAIT.value
    if not changed and not done:
        return None
    if saisie.deja_inscrit:
        two_states.tell(author, row, held.comptes)
    touch(author, row)
    return {"champs": sorted(changed), **switched}


def set_services(author: Author, held: Held, services: frozenset[Service]) -> Details | None:
    """Open and close services; None when the boxes are already so."""
    if services_of(held.row.services) == services:
        return None
    switched = _switch(held.row, services)
    touch(author, held.row)
    return switched


def change_services(
    author: Author, held: Held, changement: Changement, *, known: bool = False
) -> Details | None:
    """Open and close some services, whatever the others are; None when the boxes are so.

    `known`: they are so on urssaf.fr already, where the inscription is there.
    """
    switched = set_services(author, held, changement.of(services_of(held.row.services)))
    if not known or not two_states.tell_services(author, held.row, changement):
        return switched
    if switched is None:
        touch(author, held.row)
    return {"ouverts": [], "fermes": [], **(switched or {}), "vus": True}


class HandOver:
    """Makes somebody of the cabinet, or nobody, responsable of inscriptions.

    The person is looked up once: one of these lives as long as a transaction. NotFound: gone, or
    they may only read.
    """

    def __init__(self, to: UUID | None) -> None:
        self._uid = to
        self._person: Utilisateur | None = None

    def __call__(self, author: Author, held: Held) -> Details | None:
        """Change one inscription; None when it is so already."""
        if self._uid and self._person is None:
            self._person = _responsable(author, self._uid)
            if why := why_not_given(self._person) if self._person else NO_ACCESS:
                raise NotFound(why)
        if held.row.responsable_id == (self._person.id if self._person else None):
            return None
        held.row.responsable = self._person
        touch(author, held.row)
        return {"champs": ["responsable"]}


def retire(author: Author, held: Held) -> Details:
    """Take the inscription out of the living, and its comptes with it."""
    row = held.row
    row.retire_le = author.instant
    row.retire_par = author.utilisateur
    touch(author, row)
    return {}


def report(author: Author, held: Held) -> Details | None:
    """Note that urssaf.fr has what is here, None where it had."""
    if held.row.ecart == ToDo.AUCUN.value:
        return None
    two_states.tell(author, held.row, held.comptes)
    touch(author, held.row)
    return {"report": Report.FAIT.value}


def refuse(author: Author, held: Held, motif: str = "") -> Details | None:
    """Note what urssaf.fr answered when it refused; None where it said so, or nothing is to do."""
    row = held.row
    same = row.report == Report.REFUSE.value and (row.report_motif or "") == motif
    if row.ecart == ToDo.AUCUN.value or same:
        return None
    two_states.refuse(author, row, motif)
    touch(author, row)
    return {"report": Report.REFUSE.value}


def save(*rows: Inscription) -> None:
    """Write rows that were changed; Conflict if the version of one is not the one that was read."""
    if not rows:
        return
    changed = set[str]().union(*(row.changed for row in rows))
    read = {"id": [row.id for row in rows], "version": [row.version - 1 for row in rows]}
    if many_rows.change(rows, changed, read) != len(rows):
        raise conflict(_otherwise(rows))
    if "retire_le" in changed:
        _retire_comptes(rows)


def _otherwise(rows: Sequence[Inscription]) -> Inscription:
    """Give, as it is kept, the first row that is not what was to be written."""
    kept = (Inscription.get_by_id(row.id) for row in rows)
    pairs = zip(kept, rows, strict=True)
    return next((one for one, row in pairs if one.__data__ != row.__data__), rows[0])


def _retire_comptes(rows: Sequence[Inscription]) -> None:
    """Take out of the living the comptes of the rows that are, at the instant of each.

    Undoing a restoration gives back removals that were not made at once.
    """
    removed: dict[datetime, list[int]] = {}
    for row in rows:
        if row.retire_le:
            removed.setdefault(row.retire_le, []).append(row.id)
    for instant, numbers in removed.items():
        for some in chunked(numbers, many_rows.AT_ONCE):
            theirs = Compte.inscription.in_(some) & Compte.retire_le.is_null()
            Compte.update(retire_le=instant).where(theirs).execute()


def _switch(row: Inscription, services: frozenset[Service]) -> Details:
    """Tick the boxes of `services` alone; gives what the journal says of those that changed."""
    had = services_of(row.services)
    row.services = bits_of(services)
    return {"ouverts": _codes(services - had), "fermes": _codes(had - services)}


def _codes(services: frozenset[Service]) -> list[str]:
    return sorted(service.code for service in services)


def _set_columns(
    row: Inscription, saisie: Saisie, found: Controle, champs: Mapping[str, Champ]
) -> None:
    for name, champ in champs.items():
        value = found.values.get(name, "") if champ.kind else getattr(saisie, name)
        setattr(row, name, champ.stored(value))


def _set_proofs(author: Author, row: Inscription, found: Controle) -> set[str]:
    """Keep the montant and seal the NIR that were typed; gives the names of those that changed.

    The form shows the montant that is kept, so an empty one erases it; it never shows the NIR,
    so an empty one keeps it.
    """
    changed = set()
    if found.montant_centimes != row.montant_centimes:
        row.montant_centimes = found.montant_centimes
        changed.add("montant")
    if typed := found.values.get("nir"):
        row.nir = author.vault.seal(typed.encode(), row=row.uid, field="nir")
        changed.add("nir")
    return changed


def touch(author: Author, row: Inscription) -> None:
    """Note who changes the row, and when; its version tells who read it before."""
    row.version += 1
    row.modifie_le = author.instant
    row.modifie_par = author.utilisateur


def _responsable(author: Author, uid: UUID | None) -> Utilisateur | None:
    if uid is None:
        return None
    return Utilisateur.get_or_none(
        (Utilisateur.cabinet == author.cabinet) & (Utilisateur.uid == uid)
    )
