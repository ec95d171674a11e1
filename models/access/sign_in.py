"""Coming in: the password, and the recovery code when it is lost.

Who tries is braked where they come from (models.access.sign_in_delays). No answer tells whether an
identifiant exists: one sentence, the same checks, the same delays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hmac import compare_digest
from math import ceil
from uuid import UUID, uuid4

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
from models.access.sign_in_delays import Tried
from models.access.sources import Source, source_of
from models.access.ssh_keys import who_comes
from models.access.utilisateur import find_person, in_sight_of
from models.errors import (
    AccessClosed,
    BadFields,
    BadValue,
    LoginRefused,
    NotAllowed,
    StorageBusy,
    StorageLost,
    TooManyTries,
)
from models.sealing.vault import MainKey, Vault
from models.storage.failures import gesture
from models.storage.in_sight import see
from models.system_log import Weight, tell
from models.tables import Cabinet, Utilisateur
from models.wording import count
from models.writing import journal
from models.writing.author import Author, refuse_without_key
from models.writing.journal import Entry
from models.writing.row_seals import seal_of_person

CLOSED = "Votre accès a été fermé. Voyez votre administrateur."
WRONG_PASSWORD = "Identifiant ou mot de passe incorrect."
WRONG_CODE = "Identifiant ou code de secours incorrect."
TOO_MANY = "Trop d'essais. Réessayez dans {}, ou demandez à un administrateur de vous débloquer."


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
    source: Source | None = None,
) -> Connexion:
    """Let a person in (about 150 ms, most of them the check of the password).

    Their cabinet is in sight from then on.

    After StorageBusy or StorageLost, the same words with the same `waiting` are the same try.
    `source` None: that of who runs the program. Raises LoginRefused, one sentence for whatever was
    wrong, and StorageFailure: a try that cannot be counted is refused.
    """
    who = _Who(identifiant_key(identifiant), source or source_of(), main_key)
    with in_sight_of(who.key), _counted(who, sign_in_delays.PASSWORD, mot_de_passe, now, waiting):
        person = find_person(who.key)
        right = verify_password(person.hachage if person else None, mot_de_passe)
        if person is None or not right or not person.actif:
            _keep_failure(person, "connexion_refusee", sign_in_delays.PASSWORD, who, now)
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
            sign_in_delays.know(who.both, now)
            current = Utilisateur.get_by_id(person.id)
            if vault.is_open:
                author = Author(person.cabinet, current, vault, now)
                left = seal_of_person(vault, current)
                journal.record(Entry(author, "connexion", left=left, operation=who.operation))
    see(person.cabinet_id)
    who.tell("connexion")
    return Connexion(person.cabinet, current, vault, person.derniere_connexion)


def reset_password(
    identifiant: str,
    code_secours: str,
    nouveau: str,
    *,
    main_key: MainKey | None,
    now: datetime,
    waiting: set[str] | None = None,
    source: Source | None = None,
) -> str:
    """Change a lost password by a recovery code, which is used up; return the next code.

    `waiting` and `source` are those of `log_in`. Raises LoginRefused (with delays of its own: a
    locked password does not lock the code), BadFields (mot_de_passe: the code stays good),
    StorageFailure.
    """
    who = _Who(identifiant_key(identifiant), source or source_of(), main_key)
    with in_sight_of(who.key), _counted(who, sign_in_delays.CODE, code_secours, now, waiting):
        person = find_person(who.key)
        kept = (person.code_secours_hachage if person else None) or ""
        right = compare_digest(hash_recovery_code(code_secours).encode(), kept.encode())
        if person is None or not right or not person.actif:
            _keep_failure(person, "code_secours_refuse", sign_in_delays.CODE, who, now)
            raise LoginRefused(WRONG_CODE)
        _require_good_password(nouveau, person, who, now)
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
            sign_in_delays.know(who.both, now)
            current = Utilisateur.get_by_id(person.id)
            author = Author(person.cabinet, current, vault, now)
            left = seal_of_person(vault, current)
            entry = Entry(author, "changer_mot_de_passe", left=left, operation=who.operation)
            journal.record(entry)
    who.tell("changer_mot_de_passe")
    return code


@dataclass(frozen=True)
class _Who:
    """Who is said to come in, where they come from, and the main key if it is there."""

    key: str
    source: Source
    main_key: MainKey | None
    operation: UUID = field(default_factory=uuid4)
    """By which the journal of the cabinet, and no other, tells who it was."""

    def tell(self, what: str, weight: Weight = Weight.INFO) -> None:
        """Tell the log of the machine, which learns no name."""
        way = "ssh" if self.source.empreinte else "local"
        tell(what, weight, operation=self.operation, par=way)

    def tried(self, usage: str) -> Tried:
        """Give what a try is counted under."""
        return sign_in_delays.tried(usage, self.key, self.source.name, self.main_key)

    @property
    def both(self) -> list[Tried]:
        """Give what all that this person tries from there is counted under."""
        return [self.tried(usage) for usage in (sign_in_delays.PASSWORD, sign_in_delays.CODE)]

    @property
    def vouched(self) -> bool:
        """Whether the source is an SSH key of this very person."""
        if not self.source.empreinte:
            return False
        try:
            who_comes(self.key, self.source.empreinte)
        except NotAllowed:
            return False
        return True


@contextmanager
def _counted(
    who: _Who, usage: str, secret: str, now: datetime, waiting: set[str] | None
) -> Iterator[None]:
    """Count the try before it is checked; TooManyTries if it comes too soon.

    A try that met a busy base, or lost it, stands in `waiting`: it was counted, and has no answer
    yet. Only the same words may have it without being counted again, so that no answer is free.
    """
    essai = who.tried(usage)
    words = sign_in_delays.digest(usage, f"{essai.paire}|{secret}", who.main_key)
    waiting = set() if waiting is None else waiting
    counted = words in waiting
    waiting.clear()
    if not counted:
        vouched = who.vouched
        with gesture():
            wait = sign_in_delays.count_try(essai, now, vouched=vouched)
        if wait:
            who.tell("connexion_freinee", Weight.WARNING)
            raise TooManyTries(TOO_MANY.format(_duration(wait)))
    try:
        yield
    except (StorageBusy, StorageLost):
        waiting.add(words)
        raise


def _keep_failure(
    person: Utilisateur | None, verbe: str, usage: str, who: _Who, now: datetime
) -> None:
    vault = open_vault(person.cabinet, who.main_key) if person else None
    with gesture():
        sign_in_delays.keep_failure(who.tried(usage), now)
        if person and vault and vault.is_open:
            person_echecs = Utilisateur.echecs + 1
            Utilisateur.update(echecs=person_echecs).where(Utilisateur.id == person.id).execute()
            author = Author(person.cabinet, person, vault, now)
            journal.record(Entry(author, verbe, operation=who.operation))
    # Of nobody, it bears a number too, which no journal has.
    who.tell(verbe, Weight.WARNING)


def _update(person: Utilisateur, unchanged: Expression, changes: Mapping[str, object]) -> bool:
    """Change a person who is still active and still as `unchanged` says; tell if it was done."""
    query = Utilisateur.update(changes).where(
        (Utilisateur.id == person.id) & Utilisateur.actif & unchanged
    )
    return bool(query.execute())


def _require_good_password(nouveau: str, person: Utilisateur, who: _Who, now: datetime) -> None:
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
            sign_in_delays.know(who.both, now)
        raise BadFields({"mot_de_passe": str(refusal)}) from None


def _duration(wait: timedelta) -> str:
    minutes = ceil(wait.total_seconds() / 60)
    hours, minutes = divmod(minutes, 60)
    parts = [count(hours, "heure")] * bool(hours) + [count(minutes, "minute")] * bool(minutes)
    return " ".join(parts)
