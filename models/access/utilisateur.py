"""The people of a cabinet: adding them, saying what they may do, closing their access."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from peewee import ModelSelect

from models.access import authorized_keys, sign_in_delays
from models.access.new_user import Faults, check_new_user, identifiant_key
from models.errors import NotAllowed, NotFound
from models.labels import Role
from models.sealing.vault import Vault
from models.storage.failures import gesture, reading
from models.storage.in_sight import looking_at
from models.storage.opening import opened
from models.tables import Cabinet, Utilisateur
from models.writing import journal
from models.writing.author import Author, refuse_without_key
from models.writing.journal import Entry
from models.writing.row_seals import seal_of_person

OWN = "On ne ferme pas son propre accès : un autre administrateur du cabinet peut fermer le vôtre."


@contextmanager
def in_sight_of(key: str) -> Iterator[None]:
    """Show, while the block runs, the cabinet of who has this `identifiant_key`, if anybody has."""
    with reading():
        number = opened().whose(key)
    with looking_at(number):
        yield


def find_person(key: str) -> Utilisateur | None:
    """Return who has this `identifiant_key`, with their cabinet, where that is in sight."""
    with reading():
        row: Utilisateur | None = (
            Utilisateur.select(Utilisateur, Cabinet)
            .join(Cabinet)
            .where(Utilisateur.identifiant == key)
            .first()
        )
        return row


@dataclass(frozen=True)
class Acces:
    """Somebody who may sign in, or no longer may."""

    identifiant: str
    nom: str
    role: Role
    actif: bool
    derniere_connexion: datetime | None


def users(cabinet: Cabinet) -> tuple[Acces, ...]:
    """Give the people of the cabinet, by identifiant; those whose access is closed too."""
    with reading():
        rows = Utilisateur.select().where(Utilisateur.cabinet == cabinet)
        people = [
            Acces(one.identifiant, one.nom, Role(one.role), one.actif, one.derniere_connexion)
            for one in rows
        ]
    return tuple(sorted(people, key=lambda one: one.identifiant))


def add_user(  # noqa: PLR0913 - one keyword for each field of the form
    cabinet: Cabinet,
    *,
    identifiant: str,
    nom: str,
    role: Role,
    mot_de_passe: str | None = None,
    by: Utilisateur | None,
    vault: Vault,
    now: datetime,
) -> str:
    """Add a person and return the recovery code to give them; `by` None is the command line.

    Raises BadFields (identifiant, nom, mot_de_passe), NotAllowed, StorageFailure.
    """
    person = check_new_user(
        Faults(),
        identifiant=identifiant,
        nom=nom,
        role=role,
        mot_de_passe=mot_de_passe,
        cabinet=cabinet.nom,
    )
    with gesture():
        require_administrator(cabinet, by, vault)
        row = person.insert(cabinet)
        _record(cabinet, vault, "ajouter_utilisateur", row, by=by, now=now)
    return person.code_secours


def disable_user(
    cabinet: Cabinet, identifiant: str, *, by: Utilisateur | None, vault: Vault, now: datetime
) -> None:
    """Close the access of a person; nothing they did is erased.

    Raises NotFound, NotAllowed (also for the last active administrateur, and for oneself),
    StorageFailure. It joins the gesture that is under way, if one is.
    """
    with gesture(joins=True):
        require_administrator(cabinet, by, vault)
        row = find_user(cabinet, identifiant)
        _refuse_closing(row, by)
        row.actif = False
        row.save(only=[Utilisateur.actif])
        _record(cabinet, vault, "desactiver_utilisateur", row, by=by, now=now)
        authorized_keys.follow()


def enable_user(
    cabinet: Cabinet, identifiant: str, *, by: Utilisateur | None, vault: Vault, now: datetime
) -> None:
    """Open again the access of a person; raises NotFound, NotAllowed, StorageFailure."""
    with gesture():
        require_administrator(cabinet, by, vault)
        row = find_user(cabinet, identifiant)
        row.actif = True
        row.save(only=[Utilisateur.actif])
        _record(cabinet, vault, "reactiver_utilisateur", row, by=by, now=now)
        authorized_keys.follow()


def unlock_user(
    cabinet: Cabinet, identifiant: str, *, by: Utilisateur | None, vault: Vault, now: datetime
) -> None:
    """Forget the failed tries of a person, whose next one is then not made to wait.

    Raises NotFound, NotAllowed, StorageFailure.
    """
    with gesture():
        require_administrator(cabinet, by, vault)
        row = find_user(cabinet, identifiant)
        sign_in_delays.forget(row.identifiant, vault.digests)
        row.echecs = 0
        row.save(only=[Utilisateur.echecs])
        _record(cabinet, vault, "debloquer_utilisateur", row, by=by, now=now)


def change_role(
    cabinet: Cabinet,
    identifiant: str,
    role: Role,
    *,
    by: Utilisateur | None,
    vault: Vault,
    now: datetime,
) -> None:
    """Change what a person may do.

    Raises NotFound, NotAllowed (also for the last active administrateur), StorageFailure.
    """
    with gesture():
        require_administrator(cabinet, by, vault)
        row = find_user(cabinet, identifiant)
        if role is not Role.ADMINISTRATEUR:
            _require_another_administrator(row)
        row.role = role.value
        row.save(only=[Utilisateur.role])
        _record(cabinet, vault, "changer_role", row, by=by, now=now)


def refuse_closing(cabinet: Cabinet, identifiant: str, *, by: Utilisateur | None) -> None:
    """Raise what `disable_user` would; nothing is held, and nothing changes."""
    with reading():
        _refuse_closing(find_user(cabinet, identifiant), by)


def refuse_lowering(cabinet: Cabinet, identifiant: str) -> None:
    """Raise what `change_role` would, to any role but administrateur; nothing changes."""
    with reading():
        _require_another_administrator(find_user(cabinet, identifiant))


def _refuse_closing(row: Utilisateur, by: Utilisateur | None) -> None:
    _require_another_administrator(row)
    if by is not None and by.id == row.id:
        raise NotAllowed(OWN)


def find_user(cabinet: Cabinet, identifiant: str) -> Utilisateur:
    """Give who of the cabinet has this identifiant; NotFound."""
    key = identifiant_key(identifiant)
    row: Utilisateur | None = (
        Utilisateur.select()
        .where((Utilisateur.cabinet == cabinet) & (Utilisateur.identifiant == key))
        .first()
    )
    if row is None:
        raise NotFound(f"Personne n'a l'identifiant « {key} » dans ce cabinet.")
    return row


def require_administrator(cabinet: Cabinet, by: Utilisateur | None, vault: Vault) -> None:
    """Hold the cabinet, so that two administrateurs cannot remove each other, and check `by`.

    Inside a gesture. Raises KeyMissing, NotAllowed.
    """
    refuse_without_key(vault)
    journal.lock(cabinet)
    if by is None:
        return
    if not _administrators(cabinet).where(Utilisateur.id == by.id).exists():
        raise NotAllowed("Seul un administrateur du cabinet peut gérer les utilisateurs.")


def _require_another_administrator(row: Utilisateur) -> None:
    administrators = _administrators(row.cabinet)
    if [person.id for person in administrators] == [row.id]:
        raise NotAllowed(
            f"« {row.identifiant} » est le dernier administrateur du cabinet. "
            "Nommez d'abord un autre administrateur."
        )


def _administrators(cabinet: Cabinet) -> ModelSelect[Utilisateur]:
    return Utilisateur.select().where(
        (Utilisateur.cabinet == cabinet)
        & Utilisateur.actif
        & (Utilisateur.role == Role.ADMINISTRATEUR.value)
    )


def _record(
    cabinet: Cabinet,
    vault: Vault,
    verbe: str,
    row: Utilisateur,
    *,
    by: Utilisateur | None,
    now: datetime,
) -> None:
    champs = {"utilisateur": str(row.uid), "role": row.role}
    left = seal_of_person(vault, row)
    journal.record(Entry(Author(cabinet, by, vault, now), verbe, champs=champs, left=left))
