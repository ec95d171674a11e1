"""Another main key for the same cabinets: somebody who has had the one of today leaves.

The keys of each cabinet are wrapped anew and stay what they are: what they sealed, the seals of
the rows and the head of the journal hold, and sessions that are open go on.

Killed at any point, the base opens with the key file as it is: the new key is on the disk, under
its own number, before the base is wrapped by it in one transaction; it then takes the place of
the old one by a rename, which whoever opens the base next does if it was not done
(models.access.main_key). No file of a key is ever removed.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.access.espace import cabinets_of
from models.access.main_key import former_key_file, load_main_key, new_key_file
from models.access.sign_in import Connexion, log_in
from models.errors import KeyMissing, NotAllowed, Refusal
from models.labels import Role
from models.sealing.key_file import keep_beside, put_in_place
from models.sealing.vault import ABSENT, MainKey, Vault
from models.storage.failures import explaining, gesture
from models.tables import Cle
from models.writing import journal
from models.writing.author import Author
from models.writing.journal import Entry

VERB = "remplacer_cle"
UNDER_WAY = "Un autre remplacement de la clé est en cours : rien n'a été changé."


@dataclass(frozen=True)
class Replaced:
    """The key to print, the file in which the old one stays, how many cabinets were wrapped."""

    key: MainKey
    former: Path
    cabinets: int


class Replacement:
    """Replaces the main key in the file `path`; tried again, it is with the same new key."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._clock = clock
        self._new: MainKey | None = None
        self._waiting = set[str]()

    def run(self, identifiant: str, mot_de_passe: str) -> Replaced:
        """Wrap all that the old key wraps by a new one; the password is an administrateur's.

        Raises LoginRefused, NotAllowed, Refusal (another one does so now), KeyMissing (the key is
        not there, or is not that of the base), StorageFailure.
        """
        with _alone(self._path.parent):
            if (old := load_main_key(self._path)) is None:
                raise KeyMissing(ABSENT)
            session = log_in(
                identifiant, mot_de_passe, main_key=old, now=self._clock(), waiting=self._waiting
            )
            if Role(session.utilisateur.role) is not Role.ADMINISTRATEUR:
                raise NotAllowed("Seul un administrateur du cabinet peut remplacer la clé.")
            if not session.vault.is_open:
                raise KeyMissing(session.vault.why)
            return self._replace(old, session)

    def _replace(self, old: MainKey, session: Connexion) -> Replaced:
        former = former_key_file(self._path, old)
        with explaining(f"Fichier de clé {former}"):
            keep_beside(self._path, former)
        if self._new is None:
            drawn = MainKey.drawn()
            drawn.store(new_key_file(self._path, drawn))
            self._new = drawn
        with gesture():
            cabinets = _wrap(old, self._new, session, self._clock())
        # Whoever opened the base meanwhile has done it already.
        with explaining(f"Fichier de clé {self._path}"), suppress(FileNotFoundError):
            put_in_place(new_key_file(self._path, self._new), self._path)
        return Replaced(self._new, former, cabinets)


def _wrap(old: MainKey, new: MainKey, session: Connexion, now: datetime) -> int:
    """Wrap by the new key, inside a gesture, all that the old one wraps, and write it down."""
    wrapped = set[int]()
    for cabinet in cabinets_of():
        journal.lock(cabinet)
        mine = (Cle.cabinet == cabinet) & (Cle.kek_id == old.kek_id)
        rows = list(Cle.select().where(mine).order_by(Cle.kid))
        vault = None
        for row in rows:
            before = bytes(row.enveloppe)
            vault = Vault.unwrap(old, before, cabinet.uid, row.kid)
            enveloppe = Vault.rewrapped(old, new, before, cabinet.uid, row.kid)
            same = (Cle.id == row.id) & (Cle.kek_id == old.kek_id)
            if not Cle.update(kek_id=new.kek_id, enveloppe=enveloppe).where(same).execute():
                raise Refusal(UNDER_WAY)
        if vault:
            wrapped.add(cabinet.id)
            who = session.utilisateur if cabinet.id == session.cabinet.id else None
            journal.record(Entry(Author(cabinet, who, vault, now), VERB))
    if session.cabinet.id not in wrapped:
        raise Refusal(UNDER_WAY)
    return len(wrapped)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder of the key; Refusal if somebody else replaces it now."""
    with explaining(folder):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(UNDER_WAY) from None
        yield
    finally:
        os.close(handle)
