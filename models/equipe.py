"""The équipe of a cabinet: who may sign in, what of them waits, and what an administrateur does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from peewee import fn

from models.access import ssh_keys, utilisateur
from models.access.sign_in_delays import Essais, failures
from models.access.ssh_keys import OpenKey
from models.cleaning import fold
from models.labels import Role
from models.long_work import GoOn, slices
from models.lot import Bilan, Lot, Said, added, named
from models.portefeuille import Portefeuille
from models.rights import ADMINISTRATORS, allowed
from models.seances import Ouverte
from models.search.criteres import Criteres
from models.storage.failures import reading
from models.tables import Inscription, Utilisateur
from models.writing.changes import HandOver

EVERYBODY = 10_000_000
"""More clients than a cabinet has."""


NONE_FAILED = Essais()


@dataclass(frozen=True)
class Membre:
    """Somebody who may sign in, or no longer may.

    `clients` are those they are responsable of, `seances` the sessions in which they are in,
    `cles` their SSH keys, the oldest first.
    """

    uid: UUID
    identifiant: str
    nom: str
    role: Role
    actif: bool
    derniere_connexion: datetime | None
    clients: int = 0
    essais: Essais = NONE_FAILED
    seances: tuple[Ouverte, ...] = ()
    cles: tuple[OpenKey, ...] = ()

    @property
    def called(self) -> str:
        """What a sentence calls this person."""
        return self.nom or self.identifiant


class Equipe:
    """The people of the cabinet of a portefeuille, for who administers it."""

    def __init__(self, portefeuille: Portefeuille) -> None:
        self._portefeuille = portefeuille
        self.role = portefeuille.role
        self.why_no_key = portefeuille.why_no_key

    @allowed(ADMINISTRATORS, reads=True)
    def membres(self) -> tuple[Membre, ...]:
        """Give all of them: those whose access is open, by name, then the others."""
        author = self._portefeuille.author
        with reading():
            mine = Utilisateur.cabinet == author.cabinet
            rows = list(Utilisateur.select().where(mine))
            clients = _clients(author.cabinet.id)
            tried = failures(
                [row.identifiant for row in rows], author.vault.digests, author.instant
            )
        keys, sessions = ssh_keys.open_keys(author.cabinet), self._portefeuille.seances.all()
        found = [
            replace(
                _membre(row, clients, tried),
                seances=tuple(one for one in sessions if one.utilisateur_id == row.id),
                cles=tuple(one for one in keys if one.identifiant == row.identifiant),
            )
            for row in rows
        ]
        return tuple(sorted(found, key=lambda one: (not one.actif, fold(one.called), one.uid)))

    @allowed(ADMINISTRATORS)
    def add(self, *, identifiant: str, nom: str, role: Role) -> str:
        """Add a person; gives the recovery code by which they choose their password.

        Raises BadFields (identifiant, nom), NotAllowed, StorageFailure.
        """
        return utilisateur.add_user(identifiant=identifiant, nom=nom, role=role, **self._by)

    @allowed(ADMINISTRATORS)
    def change_role(self, identifiant: str, role: Role) -> None:
        """Change what a person may do; NotAllowed for the last administrateur, NotFound."""
        utilisateur.change_role(identifiant=identifiant, role=role, **self._by)

    @allowed(ADMINISTRATORS)
    def close(self, identifiant: str) -> None:
        """Close an access, whose clients stay (LotLeaving hands them over); NotFound.

        NotAllowed for the last administrateur, and for oneself.
        """
        utilisateur.disable_user(identifiant=identifiant, **self._by)

    @allowed(ADMINISTRATORS)
    def reopen(self, identifiant: str) -> None:
        """Open an access again; NotFound."""
        utilisateur.enable_user(identifiant=identifiant, **self._by)

    @allowed(ADMINISTRATORS)
    def unlock(self, identifiant: str) -> None:
        """Forget the failed tries of a person; NotFound."""
        utilisateur.unlock_user(identifiant=identifiant, **self._by)

    @allowed(ADMINISTRATORS)
    def add_key(self, identifiant: str, pasted: str, nom: str = "") -> OpenKey:
        """Add a public SSH key to a person; refusals as `ssh_keys.add_key`."""
        return ssh_keys.add_key(identifiant=identifiant, pasted=pasted, nom=nom, **self._by)

    @allowed(ADMINISTRATORS)
    def remove_key(self, identifiant: str, empreinte: str) -> OpenKey:
        """Remove an SSH key of a person, whose sessions by it end; NotFound."""
        return ssh_keys.remove_key(identifiant=identifiant, empreinte=empreinte, **self._by)

    @allowed(ADMINISTRATORS, reads=True)
    def refuse_closing(self, identifiant: str) -> None:
        """Raise what `close` would, before anything is asked."""
        author = self._portefeuille.author
        utilisateur.refuse_closing(author.cabinet, identifiant, by=author.utilisateur)

    @allowed(ADMINISTRATORS, reads=True)
    def refuse_lowering(self, identifiant: str) -> None:
        """Raise what `change_role` would to whatever is less, before anything is asked."""
        utilisateur.refuse_lowering(self._portefeuille.author.cabinet, identifiant)

    @property
    def _by(self) -> dict[str, Any]:
        author = self._portefeuille.author
        return {
            "cabinet": author.cabinet,
            "by": author.utilisateur,
            "vault": author.vault,
            "now": author.instant,
        }


def clients_of(portefeuille: Portefeuille, membre: Membre) -> tuple[UUID, ...]:
    """Give the clients that a person is responsable of."""
    theirs = Criteres(responsables=frozenset({membre.uid}))
    return portefeuille.uids(theirs, most=EVERYBODY)


class LotLeaving(Lot[UUID]):
    """Close an access, and make another, or nobody (`to` None), responsable of all its clients.

    It is one transaction, whatever their number: the clients are those of that moment, and none
    is left to somebody who no longer comes. They are one lot of the journal, which undoing gives
    back; the closing is a line of its own, which stays. Refusals as `Equipe.close`, and NotFound:
    the other one's access was closed.
    """

    what = "Fermeture d'un accès"

    def __init__(self, portefeuille: Portefeuille, who: Membre, to: UUID | None) -> None:
        super().__init__(portefeuille, clients_of(portefeuille, who))
        self._who = who
        self._to = to

    def _run(self, go_on: GoOn) -> None:
        with self._portefeuille.gesture():
            Equipe(self._portefeuille).close(self._who.identifiant)
            self._items = clients_of(self._portefeuille, self._who)
            seen = [said for some in slices(self._items, go_on) for said in self._all(some)]
        self.done, self.bilan = self.total, added(Bilan(), seen)

    def _all(self, items: Sequence[UUID]) -> list[Said]:
        fiches = self._portefeuille.several(items)
        fates = self._portefeuille.change_many("modifier", fiches, HandOver(self._to))
        return named(fiches, fates)


def _clients(cabinet_id: int) -> dict[int, int]:
    """Count the living inscriptions of each responsable."""
    mine = (Inscription.cabinet == cabinet_id) & Inscription.retire_le.is_null()
    asked = Inscription.responsable, fn.COUNT(Inscription.id)
    theirs = Inscription.select(*asked).where(mine, Inscription.responsable.is_null(False))
    grouped = theirs.group_by(Inscription.responsable)
    counted: Iterable[tuple[int, int]] = grouped.tuples().execute()
    return dict(counted)


def _membre(row: Utilisateur, clients: Mapping[int, int], tried: Mapping[str, Essais]) -> Membre:
    return Membre(
        row.uid,
        row.identifiant,
        row.nom,
        Role(row.role),
        row.actif,
        row.derniere_connexion,
        clients.get(row.id, 0),
        tried.get(row.identifiant, NONE_FAILED),
    )
