"""The espace of a cabinet: creating it, opening its keys, giving a recovery code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from models.access import sign_in_delays
from models.access.new_user import LONGEST, Faults, NewUser, check_new_user, identifiant_key
from models.access.passwords import check_twice_the_same, hash_recovery_code, new_recovery_code
from models.access.utilisateur import find_person, in_sight_of, require_administrator
from models.cleaning import clean_text
from models.errors import BadValue, KeyMissing, NotAllowed, NotFound
from models.identifiers import siren as siren_number
from models.identifiers.masking import without_nir
from models.labels import Role
from models.sealing.vault import FOREIGN, MainKey, Vault
from models.storage.failures import gesture, reading
from models.storage.in_sight import looking_at
from models.storage.opening import opened
from models.tables import Cabinet, Cle, Utilisateur
from models.writing import first_seals, journal
from models.writing.author import Author
from models.writing.journal import Entry
from models.writing.row_seals import seal_of_person


def cabinets_of(person: Utilisateur | None = None) -> Iterator[Cabinet]:
    """Give the cabinets of the base, the oldest first, each in sight while it is looked at.

    Of a person, theirs alone.
    """
    if person:
        numbers = [person.cabinet_id]
    else:
        with reading():
            numbers = opened().cabinets()
    for number in numbers:
        with looking_at(number):
            with reading():
                cabinet = Cabinet.get_by_id(number)
            yield cabinet


def is_empty() -> bool:
    """Tell whether the base has no cabinet yet; raises StorageFailure."""
    with reading():
        return not opened().cabinets()


@dataclass(frozen=True)
class NewEspace:
    """A cabinet to create with its first administrateur, checked."""

    nom: str
    siren: str | None
    first: NewUser

    def create(self, main_key: MainKey, now: datetime) -> str:
        """Write them in the opened base; return the recovery code to print.

        Raises BadFields (identifiant), NotAllowed (an SQLite base holds one cabinet),
        StorageFailure.
        """
        with reading():
            (number,) = opened().next_numbers("cabinet", "id", 1)
        with looking_at(number):
            with gesture():
                refuse_second()
                row = Cabinet(uid=uuid4(), nom=self.nom, siren=self.siren, cree_le=now)
                row.id = number
                row.save(force_insert=True)
                vault = give_keys(row, main_key)
                first = self.first.insert(row)
                left = seal_of_person(vault, first)
                journal.record(Entry(Author(row, first, vault, now), "creer_espace", left=left))
            first_seals.keep_head(row, vault)
        return self.first.code_secours


def check_espace(
    *,
    cabinet: str,
    identifiant: str,
    nom: str = "",
    mot_de_passe: str,
    siren: str = "",
    confirmation: str | None = None,
) -> NewEspace:
    """Read what is typed, without any base; `confirmation` is the password again, where asked.

    Raises BadFields (cabinet, identifiant, nom, siren, mot_de_passe, confirmation).
    """
    faults = Faults()
    firm = faults.read("cabinet", lambda: _cabinet_nom(cabinet), "")
    number = faults.read("siren", lambda: _cabinet_siren(siren), None)
    if confirmation is not None:
        again = confirmation
        faults.read("confirmation", lambda: check_twice_the_same(mot_de_passe, again), None)
    person = check_new_user(
        faults,
        identifiant=identifiant,
        nom=nom,
        role=Role.ADMINISTRATEUR,
        mot_de_passe=mot_de_passe,
        cabinet=firm,
    )
    return NewEspace(firm, number, person)


def create_espace(
    *,
    cabinet: str,
    identifiant: str,
    nom: str = "",
    mot_de_passe: str,
    siren: str = "",
    main_key: MainKey,
    now: datetime,
) -> str:
    """Create a cabinet and its first administrateur; return the recovery code to print.

    Refusals as `check_espace` and `NewEspace.create`.
    """
    new = check_espace(
        cabinet=cabinet, identifiant=identifiant, nom=nom, mot_de_passe=mot_de_passe, siren=siren
    )
    return new.create(main_key, now)


def refuse_second() -> None:
    """Raise NotAllowed if the base is that of one cabinet alone, and has it."""
    if opened().holds_one_cabinet and not is_empty():
        raise NotAllowed(
            "Cette base contient déjà l'espace d'un cabinet. "
            "Connectez-vous, ou choisissez une autre base avec --base."
        )


def knows(main_key: MainKey) -> bool:
    """Tell whether a cabinet of the base already has its keys wrapped by `main_key`."""
    return knows_kek(main_key.kek_id)


def knows_kek(kek_id: str) -> bool:
    """Tell whether a cabinet of the base has its keys wrapped by the main key of this number."""
    wrapped = Cle.select().where(Cle.kek_id == kek_id)
    with reading():
        return any(wrapped.exists() for _ in cabinets_of())


def open_vault(cabinet: Cabinet, main_key: MainKey | None) -> Vault:
    """Open the keys of a cabinet, or stand for their absence (`why` then tells it)."""
    if main_key is None:
        return Vault.absent(cabinet.uid)
    with reading():
        row = Cle.select().where(Cle.cabinet == cabinet).order_by(Cle.kid.desc()).first()
    if row is None:
        return Vault.absent(cabinet.uid, FOREIGN)
    try:
        return Vault.unwrap(main_key, bytes(row.enveloppe), cabinet.uid, row.kid)
    except KeyMissing as refusal:
        return Vault.absent(cabinet.uid, str(refusal))


def issue_recovery_code(
    identifiant: str, *, main_key: MainKey | None, now: datetime, by: Utilisateur | None = None
) -> str:
    """Give a person a new recovery code, from the machine; the one before is worth nothing.

    `by` is an administrateur who came through sshd: it is then of somebody of their cabinet. The
    password stays until the code is used. Raises NotFound, NotAllowed, KeyMissing, StorageFailure.
    """
    key = identifiant_key(identifiant)
    code = new_recovery_code()
    with in_sight_of(key):
        person = find_person(key)
        if person is None or (by and by.cabinet != person.cabinet):
            raise NotFound(f"Personne n'a l'identifiant « {key} ».")
        vault = open_vault(person.cabinet, main_key)
        author = Author(person.cabinet, by, vault, now)
        with gesture():
            require_administrator(person.cabinet, by, vault)
            person = Utilisateur.get_by_id(person.id)
            person.code_secours_hachage = hash_recovery_code(code)
            person.save(only=[Utilisateur.code_secours_hachage])
            sign_in_delays.forget(key, main_key, [sign_in_delays.CODE])
            whose = {"utilisateur": str(person.uid)}
            left = seal_of_person(vault, person)
            journal.record(Entry(author, "donner_code_secours", champs=whose, left=left))
    return code


def _cabinet_siren(siren: str) -> str | None:
    """Read the Siren of the firm itself: a wrong key is a slip, and nothing needs this number."""
    if not siren.strip():
        return None
    reading = siren_number.read(siren)
    if reading.warnings:
        raise BadValue(f"{' '.join(reading.warnings)} Corrigez-le, ou laissez ce champ vide.")
    return reading.value


def _cabinet_nom(typed: str) -> str:
    if not (nom := without_nir(clean_text(typed, longest=LONGEST), example="Cabinet Martin")):
        raise BadValue("Saisissez le nom du cabinet, tel qu'il doit s'afficher.")
    return nom


def give_keys(cabinet: Cabinet, main_key: MainKey) -> Vault:
    """Write keys for a cabinet, that are those of its base from now on."""
    last = Cle.select().where(Cle.cabinet == cabinet).order_by(Cle.kid.desc()).first()
    vault, enveloppe = Vault.create(main_key, cabinet.uid, kid=last.kid + 1 if last else 1)
    Cle.create(cabinet=cabinet, kid=vault.kid, kek_id=main_key.kek_id, enveloppe=enveloppe)
    return vault
