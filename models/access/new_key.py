"""A new main key, where the one of a base is lost for good: what it sealed is lost with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from models.access.espace import give_keys, knows, open_vault
from models.access.main_key import load_main_key
from models.access.sign_in import log_in
from models.errors import NotAllowed, Refusal
from models.labels import Role
from models.sealing.vault import MainKey
from models.storage.failures import gesture
from models.tables import Brouillon, Cabinet, Inscription, Retour, Utilisateur
from models.writing import first_seals, journal
from models.writing.author import Author
from models.writing.journal import Entry


@dataclass(frozen=True)
class Renewed:
    """What became of a base whose key was made anew; `key` is to be printed, if it is new."""

    key: MainKey | None
    nirs: int
    undoings: int
    drafts: int


def renew_key(
    identifiant: str,
    mot_de_passe: str,
    *,
    path: Path,
    clock: Callable[[], datetime],
    waiting: set[str] | None = None,
) -> Renewed:
    """Wrap new keys by a new main key in the file `path`, and begin a new chain of the journal.

    The password is that of an administrateur; `waiting` is that of `log_in`. Raises LoginRefused,
    NotAllowed, Refusal (the key is there, or the file is that of another one), KeyMissing (it
    cannot be read), StorageFailure.
    """
    there = load_main_key(path)
    session = log_in(identifiant, mot_de_passe, main_key=there, now=clock(), waiting=waiting)
    person, cabinet = session.utilisateur, session.cabinet
    if Role(person.role) is not Role.ADMINISTRATEUR:
        raise NotAllowed("Seul un administrateur du cabinet peut refaire la clé.")
    if session.vault.is_open:
        raise Refusal("La clé de ce cabinet est là, et c'est la bonne : il n'y a rien à refaire.")
    if there and not knows(there):
        raise Refusal(
            f"{path} contient une autre clé, qui n'est pas celle de cette base : elle n'a pas été "
            "remplacée. Donnez un nouveau fichier avec --cle."
        )
    key = there or MainKey.create(path)
    try:
        with gesture():
            journal.lock(cabinet)
            renewed = _renew(cabinet, person, key, clock())
    except BaseException:
        if there is None:
            path.unlink(missing_ok=True)
        raise
    first_seals.keep_head(cabinet, open_vault(cabinet, key))
    return replace(renewed, key=None if there else key)


def _renew(cabinet: Cabinet, person: Utilisateur, key: MainKey, now: datetime) -> Renewed:
    """Give the cabinet new keys, take away what the old ones sealed, seal all the rows."""
    sealed = (Inscription.cabinet == cabinet) & Inscription.nir.is_null(False)
    nirs = Inscription.update(nir=None).where(sealed).execute()
    idle = Inscription.montant_centimes.is_null() & Inscription.preuves_le.is_null(False)
    mine = Inscription.cabinet == cabinet
    Inscription.update(preuves_le=None).where(mine, idle).execute()
    undoings = Retour.delete().where(Retour.cabinet == cabinet).execute()
    drafts = Brouillon.delete().where(Brouillon.cabinet == cabinet).execute()
    vault = give_keys(cabinet, key)
    author = Author(cabinet, person, vault, now)
    journal.record(Entry(author, first_seals.NEW_KEY, champs={"nir": nirs}))
    first_seals.seal_all(author)
    return Renewed(None, nirs, undoings, drafts)
