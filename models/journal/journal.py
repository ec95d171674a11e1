"""The door of the journal: its pages, the operations of a lot, what each of them changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from peewee import ModelSelect, fn

from models.cleaning import compact
from models.errors import NotFound
from models.identifiers.numero_compte import short
from models.identifiers.siren import digits_of
from models.journal import reading as narrowed
from models.journal.differences import Difference, differences_of
from models.journal.lines import Auteur, Filtre, JournalPage, Line, Place
from models.journal.naming import Names, line_of
from models.labels import Role
from models.rights import READERS, allowed
from models.storage import prepared
from models.storage.failures import reading
from models.tables import Compte, Inscription, Operation, Utilisateur
from models.writing.author import COMMAND_LINE, Author
from models.writing.gestes import undone

EVERYTHING = Filtre()
LINES = 15
SIREN, SIRET = 9, 14


def _longest(cabinet: Any) -> ModelSelect[Operation]:
    return Operation.select(fn.MAX(Operation.rang)).where(Operation.cabinet == cabinet)


class Journal:
    """The journal of one cabinet, as its people read it; nothing of it ever changes."""

    def __init__(self, author: Author, role: Role) -> None:
        self._author = author
        self.role = role

    @property
    def why_no_key(self) -> str:
        """Why the base is only read; empty if its key is there."""
        return self._author.vault.why

    @allowed(READERS)
    def page(
        self, filtre: Filtre = EVERYTHING, place: Place | None = None, *, size: int = LINES
    ) -> JournalPage:
        """Give one page of gestures, the newest first."""
        with reading():
            rows = narrowed.gestures(self._author.cabinet, filtre)
            return self._page(rows, place, size, alone=not filtre.is_folded)

    @allowed(READERS)
    def length(self) -> int:
        """Give the rank of the last operation: it grows whenever anybody changes something."""
        with reading():
            ((rang,),) = prepared.run(_longest, (), [self._author.cabinet.id])
            return rang or 0

    @allowed(READERS)
    def operations(
        self, lot: UUID, place: Place | None = None, *, size: int = LINES
    ) -> JournalPage:
        """Give one page of the operations of a gesture, the newest first."""
        with reading():
            return self._page(self._of(Operation.lot == lot), place, size, alone=True)

    @allowed(READERS)
    def line(self, lot: UUID) -> Line:
        """Give the line of a gesture as it is now; NotFound."""
        with reading():
            rows = list(self._of(Operation.lot == lot).order_by(Operation.rang).limit(1))
            if not rows:
                raise NotFound("Cette opération n'est pas dans le journal.")
            return self._lines(rows, alone=False)[0]

    @allowed(READERS)
    def lot_of(self, uid: UUID) -> UUID:
        """Give the lot of this number, or the one of the operation of this number; NotFound."""
        with reading():
            row = self._of(Operation.id == uid).first() or self._of(Operation.lot == uid).first()
            if row is None:
                raise NotFound("Cette opération n'est pas dans le journal.")
            found: UUID = row.lot
            return found

    @allowed(READERS)
    def differences(self, operations: Sequence[UUID]) -> dict[UUID, tuple[Difference, ...]]:
        """Tell what each of these operations changed, before and after; nothing that is secret."""
        with reading():
            rows = list(self._of(Operation.id.in_(list(operations))))
            return differences_of(self._author, rows)

    @allowed(READERS)
    def auteurs(self) -> tuple[Auteur, ...]:
        """Give all who may be in the journal: the people by name, then the command line."""
        with reading():
            rows = Utilisateur.select().where(Utilisateur.cabinet == self._author.cabinet)
            people = [Auteur(one.uid, one.nom or one.identifiant, one.identifiant) for one in rows]
        people.sort(key=lambda one: one.nom.casefold())
        return (*people, Auteur(None, COMMAND_LINE))

    @allowed(READERS)
    def clients(self, typed: str) -> frozenset[UUID]:
        """Give the clients, removed or not, of a Siren, a Siret or an account number; NotFound."""
        number = digits_of(typed) or compact(typed)
        cabinet = self._author.cabinet
        mine = Compte.cabinet == cabinet, Compte.numero_compte.in_([number, short(number)])
        holders = Compte.select(Compte.inscription).where(*mine)
        siren = number[:SIREN] if len(number) in (SIREN, SIRET) else number
        its_own = (Inscription.siren == siren) | Inscription.id.in_(holders)
        with reading():
            rows = Inscription.select(Inscription.uid).where(
                Inscription.cabinet == cabinet, its_own
            )
            found = frozenset(row.uid for row in rows)
        if not found:
            raise NotFound("Aucun client du portefeuille n'a, ni n'a eu, ce numéro.")
        return found

    def _of(self, asked: object) -> ModelSelect[Operation]:
        return Operation.select().where(Operation.cabinet == self._author.cabinet, asked)

    def _page(
        self, rows: ModelSelect[Operation], place: Place | None, size: int, *, alone: bool
    ) -> JournalPage:
        older = place is None or place.older
        if place:
            rang = Operation.rang
            rows = rows.where(rang < place.rang if older else rang > place.rang)
        order = Operation.rang.desc() if older else Operation.rang
        found = list(rows.order_by(order).limit(size + 1))
        more, found = len(found) > size, found[:size]
        lines = self._lines(found if older else found[::-1], alone=alone)
        beyond = place is not None
        return JournalPage(tuple(lines), *((beyond, more) if older else (more, beyond)))

    def _lines(self, rows: Sequence[Operation], *, alone: bool) -> list[Line]:
        """Make the lines of operations, each that of its gesture or `alone`."""
        cabinet = self._author.cabinet
        lots = {row.lot for row in rows}
        several = {row.lot for row in rows if row.lot != row.id}
        sizes = self._sizes(several) if several else {}
        gone = undone(cabinet, list(lots)) if lots else {}
        names = Names(self._author, rows)
        return [
            line_of(row, names, sizes.get(row.lot, 1), gone.get(row.lot), alone=alone)
            for row in rows
        ]

    def _sizes(self, lots: set[UUID]) -> dict[UUID, int]:
        """Count the operations of each lot."""
        counted = self._of(Operation.lot.in_(list(lots))).group_by(Operation.lot)
        rows = counted.select(Operation.lot, fn.COUNT(Operation.rang)).tuples()
        return {lot: int(number) for lot, number in rows.execute()}
