"""Who and whom the journal speaks of: the people, the clients, the modèles."""

from __future__ import annotations

from collections.abc import Sequence

from models.journal.lines import Line, Undone
from models.search import fiches
from models.tables import Archive, Inscription, Operation, Utilisateur
from models.wording import count
from models.writing.author import COMMAND_LINE, Author


class Names:
    """The names of all that some operations speak of."""

    def __init__(self, author: Author, rows: Sequence[Operation]) -> None:
        people = list(Utilisateur.select().where(Utilisateur.cabinet == author.cabinet))
        self._people = {one.id: one.nom or one.identifiant for one in people}
        self._uids = {str(one.uid): one.nom or one.identifiant for one in people}
        uids = {row.inscription_uid for row in rows if row.inscription_uid}
        mine = Inscription.cabinet == author.cabinet
        found = Inscription.select(Inscription.id).where(mine, Inscription.uid.in_(list(uids)))
        numbers = [row.id for row in found] if uids else []
        self._clients = {one.uid: one.called for one in fiches.of_ids(numbers, author.vault)}
        if gone := uids - self._clients.keys():
            theirs = Archive.cabinet == author.cabinet, Archive.uid.in_(list(gone))
            self._clients |= {one.uid: one.called for one in Archive.select().where(*theirs)}

    def auteur(self, row: Operation) -> str:
        """Name who acted."""
        return self.person(row.utilisateur_id)

    def person(self, number: int | None) -> str:
        """Name a person; nobody is the command line."""
        return COMMAND_LINE if number is None else self._people.get(number, "?")

    def subject(self, row: Operation) -> str:
        """Name whom an operation concerns, or say how many; empty if nobody."""
        if row.inscription_uid:
            return self._clients.get(row.inscription_uid, "client inconnu")
        champs = row.details
        if isinstance(number := champs.get("nombre"), int):
            return count(number, "client")
        return str(champs.get("nom") or self._uids.get(str(champs.get("utilisateur")), ""))


def line_of(
    row: Operation, names: Names, nombre: int, undone_by: Operation | None, *, alone: bool
) -> Line:
    """Make the line of an operation."""
    undone = Undone(names.auteur(undone_by), undone_by.instant) if undone_by else None
    champs = row.details
    return Line(
        operation=row.id,
        lot=row.lot,
        rang=row.rang,
        instant=row.instant,
        verbe=row.verbe,
        auteur=names.auteur(row),
        origine=row.origine or "",
        nombre=nombre,
        nom=names.subject(row),
        client=row.inscription_uid,
        defait=str(champs["verbe"]) if row.annule else "",
        undone=undone,
        alone=alone,
        report=str(champs.get("report", "")),
    )
