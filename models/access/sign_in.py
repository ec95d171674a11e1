"""Coming in: the password, and the recovery code when it is lost.

No answer tells whether an identifiant exists: one sentence, the same checks, the same delays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from math import ceil

from peewee import Expression

from models.access import sign_in_delays
from models.access.espace import open_vault
from models.access.new_user import identifiant_key
from models.access.passwords import (
    check_password_rule,
    hash_password,
    hash_recovery_code,
    needs_rehash,
    new_recovery_code,
    verify_password,
)
from models.access.utilisateur import find_person
from models.errors import (
    AccessClosed,
    BadFields,
    BadValue,
    LoginRefused,
    StorageBusy,
    TooManyTries,
)
from models.sealing.vault import MainKey, Vault
from models.storage.failures import gesture
from models.tables import Cabinet, Utilisateur
from models.wording import count
from models.writing import journal
from models.writing.author import Author, refuse_without_key
from models.writing.journal import Entry
from models.writing.row_seals import seal_of_person

CLOSED = "Votre accès a été fermé. Voyez votre administrateur."
WRONG_PASSWORD = "Identifiant ou mot de passe incorrect."
WRONG_CODE = "Identifiant ou code de secours incorrect."


@dataclass(frozen=True)
class Connexion:
    """Somebody who came in: all that a Portefeuille is made of.

    `derniere_connexion` is the instant of the time before; None: never.
    """

    cabinet: Cabinet
    utilisateur: Utilisateur
    vault: Vault
    derniere_connexion: datetime | None


def log_in(
    identifiant: str,
    mot_de_passe: str,
    *,
    main_key: MainKey | None,
    now: datetime,
    waiting: set[str] | None = None,
) -> Connexion:
    """Let a person in (about 150 ms, most of them the check of the password).

    After StorageBusy, the same words with the same `waiting` are the same try. Raises
    LoginRefused, one sentence for whatever was wrong, and StorageFailure: a try that cannot be
    counted is refused.
    """
    key = identifiant_key(identifiant)
    with _counted(sign_in_delays.PASSWORD, key, mot_de_passe, main_key, now, waiting) as empreinte:
        person = find_person(key)
        right = verify_password(person.hachage if person else None, mot_de_passe)
        if person is None or not right or not person.actif:
            _keep_failure(person, "connexion_refusee", empreinte, main_key, now)
            # Whoever has the right password learns nothing from the truth.
            raise AccessClosed(CLOSED) if person and right else LoginRefused(WRONG_PASSWORD)
        vault = open_vault(person.cabinet, main_key)
        seen = person.hachage
        hachage = hash_password(mot_de_passe) if needs_rehash(seen) else seen
        changes = {"hachage": hachage, "echecs": 0, "derniere_connexion": now}
        with gesture():
            journal.lock(person.cabinet)
            # Without its key a base is only read, and who may read it comes in.
            if vault.is_open and not _update(person, Utilisateur.hachage == seen, changes):
                raise LoginRefused(WRONG_PASSWORD)
            sign_in_delays.release(empreinte)
            current = Utilisateur.get_by_id(person.id)
            if vault.is_open:
                author = Author(person.cabinet, current, vault, now)
                left = seal_of_person(vault, current)
                journal.record(Entry(author, "connexion", left=left))
    return Connexion(person.cabinet, current, vault, person.derniere_connexion)


def reset_password(
    identifiant: str,
    code_secours: str,
    nouveau: str,
    *,
    main_key: MainKey | None,
    now: datetime,
    waiting: set[str] | None = None,
) -> str:
    """Change a lost password by a recovery code, which is used up; return the next code.

    `waiting` is that of `log_in`. Raises LoginRefused (with delays of its own: a locked password
    does not lock the code), BadFields (mot_de_passe: the code stays good), StorageFailure.
    """
    key = identifiant_key(identifiant)
    with _counted(sign_in_delays.CODE, key, code_secours, main_key, now, waiting) as empreinte:
        person = find_person(key)
        kept = (person.code_secours_hachage if person else None) or ""
        right = compare_digest(hash_recovery_code(code_secours).encode(), kept.encode())
        if person is None or not right or not person.actif:
            _keep_failure(person, "code_secours_refuse", empreinte, main_key, now)
            raise LoginRefused(WRONG_CODE)
        _require_good_password(nouveau, person, empreinte)
        code = new_recovery_code()
        changes = {
            "hachage": hash_password(nouveau),
            "code_secours_hachage": hash_recovery_code(code),
        }
        vault = open_vault(person.cabinet, main_key)
        refuse_without_key(vault)
        with gesture():
            journal.lock(person.cabinet)
            if not _update(person, Utilisateur.code_secours_hachage == kept, changes):
                raise LoginRefused(WRONG_CODE)
            sign_in_delays.release(
                empreinte, sign_in_delays.digest(sign_in_delays.PASSWORD, key, main_key)
            )
            current = Utilisateur.get_by_id(person.id)
            author = Author(person.cabinet, current, vault, now)
            left = seal_of_person(vault, current)
            journal.record(Entry(author, "changer_mot_de_passe", left=left))
    return code


@contextmanager
def _counted(
    usage: str,
    key: str,
    secret: str,
    main_key: MainKey | None,
    now: datetime,
    waiting: set[str] | None,
) -> Iterator[str]:
    """Count the try before it is checked; TooManyTries if it comes too soon.

    A try that met a busy base stands in `waiting`: it was counted, and has no answer yet. Only
    the same words may have it without being counted again, so that no answer is free.
    """
    empreinte = sign_in_delays.digest(usage, key, main_key)
    words = sign_in_delays.digest(usage, f"{empreinte}|{secret}", main_key)
    waiting = set() if waiting is None else waiting
    counted = words in waiting
    waiting.clear()
    if not counted:
        with gesture():
            wait = sign_in_delays.count_try(empreinte, now)
        if wait:
            raise TooManyTries(f"Trop d'essais. Réessayez dans {_duration(wait)}.")
    try:
        yield empreinte
    except StorageBusy:
        waiting.add(words)
        raise


def _keep_failure(
    person: Utilisateur | None,
    verbe: str,
    empreinte: str,
    main_key: MainKey | None,
    now: datetime,
) -> None:
    vault = open_vault(person.cabinet, main_key) if person else None
    with gesture():
        sign_in_delays.keep_failure(empreinte, now)
        if person and vault and vault.is_open:
            person_echecs = Utilisateur.echecs + 1
            Utilisateur.update(echecs=person_echecs).where(Utilisateur.id == person.id).execute()
            journal.record(Entry(Author(person.cabinet, person, vault, now), verbe))


def _update(person: Utilisateur, unchanged: Expression, changes: Mapping[str, object]) -> bool:
    """Change a person who is still active and still as `unchanged` says; tell if it was done."""
    query = Utilisateur.update(changes).where(
        (Utilisateur.id == person.id) & Utilisateur.actif & unchanged
    )
    return bool(query.execute())


def _require_good_password(nouveau: str, person: Utilisateur, empreinte: str) -> None:
    try:
        check_password_rule(
            nouveau,
            identifiant=person.identifiant,
            cabinet=person.cabinet.nom,
            nom=person.nom,
        )
    except BadValue as refusal:
        # The code was right: choosing a password badly is not a failed try.
        with gesture():
            sign_in_delays.release(empreinte)
        raise BadFields({"mot_de_passe": str(refusal)}) from None


def _duration(wait: timedelta) -> str:
    minutes = ceil(wait.total_seconds() / 60)
    hours, minutes = divmod(minutes, 60)
    parts = [count(hours, "heure")] * bool(hours) + [count(minutes, "minute")] * bool(minutes)
    return " ".join(parts)
