"""The SSH keys of people: adding one, removing it, naming them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from models.access import authorized_keys
from models.access.new_user import LONGEST, Faults, identifiant_key
from models.access.public_key import read_public_key
from models.access.utilisateur import find_user, require_administrator
from models.cleaning import clean_text, one_line
from models.command import command
from models.errors import BadValue, NotAllowed, NotFound, Refusal
from models.identifiers.masking import without_nir
from models.sealing.vault import Vault
from models.storage.drivers import integrity_errors
from models.storage.failures import gesture, reading
from models.storage.in_sight import looking_at
from models.storage.opening import opened
from models.tables import Cabinet, CleSsh, Utilisateur
from models.writing import journal
from models.writing.author import Author
from models.writing.journal import Entry
from models.writing.row_seals import seal_of_key

PREFIX = "SHA256:"
EXAMPLE = f"{PREFIX}QClRaWaVc6vS7goRkQuBaoM3i5pGIS103Zhc3ka2o2c"
CLOSED = (
    "Cette clé SSH n'ouvre plus Portefeuille : elle a été retirée, ou votre accès est fermé. "
    "Voyez votre administrateur."
)
_DIGEST = re.compile("[A-Za-z0-9+/]{43}")


@dataclass(frozen=True)
class OpenKey:
    """A key by which somebody comes in; `actif` is whether their access is open."""

    identifiant: str
    empreinte: str
    kind: str
    nom: str
    ajoutee_le: datetime
    actif: bool


def open_keys(cabinet: Cabinet, identifiant: str | None = None) -> tuple[OpenKey, ...]:
    """Give the open keys of the cabinet, or of one person, by identifiant, the oldest first.

    NotFound if nobody has this identifiant.
    """
    with reading():
        mine = (CleSsh.cabinet == cabinet) & CleSsh.retiree_le.is_null()
        if identifiant is not None:
            mine &= CleSsh.utilisateur == find_user(cabinet, identifiant)
        query = CleSsh.select(CleSsh, Utilisateur).join(
            Utilisateur, on=(CleSsh.utilisateur == Utilisateur.id)
        )
        found = [_open(row, row.utilisateur) for row in query.where(mine).order_by(CleSsh.id)]
    return tuple(sorted(found, key=lambda one: one.identifiant))


def who_comes(identifiant: str, empreinte: str) -> Utilisateur:
    """Give who comes by an open key, with their cabinet; the file of sshd may be behind the base.

    Raises NotAllowed (the key was removed, the access closed, it is somebody else's).
    """
    with reading():
        number = opened().whose_key(empreinte)
    with looking_at(number), reading():
        key: CleSsh | None = (
            CleSsh.select(CleSsh, Utilisateur, Cabinet)
            .join(Utilisateur, on=(CleSsh.utilisateur == Utilisateur.id))
            .join(Cabinet, on=(Utilisateur.cabinet == Cabinet.id))
            .where(CleSsh.empreinte == empreinte, CleSsh.retiree_le.is_null())
            .where(Utilisateur.identifiant == identifiant_key(identifiant), Utilisateur.actif)
            .first()
        )
    if key is None:
        raise NotAllowed(CLOSED)
    person: Utilisateur = key.utilisateur
    return person


def add_key(
    cabinet: Cabinet,
    identifiant: str,
    pasted: str,
    *,
    nom: str = "",
    by: Utilisateur | None,
    vault: Vault,
    now: datetime,
) -> OpenKey:
    """Add a public key to a person; `nom` is else the comment that came with it.

    Raises BadValue (the key), BadFields (its `nom`), NotFound, NotAllowed, Refusal (their access
    is closed, the key is there already), StorageFailure.
    """
    key = read_public_key(pasted)
    faults = Faults()
    called = nom or key.comment
    name = faults.read("nom", lambda: _name(called), "")
    faults.raise_any()
    authorized_keys.refuse_foreign()
    with gesture():
        require_administrator(cabinet, by, vault)
        person = find_user(cabinet, identifiant)
        _refuse_closed(person)
        _refuse_taken(cabinet, person, key.empreinte)
        try:
            row = CleSsh.create(
                cabinet=cabinet,
                utilisateur=person,
                uid=uuid4(),
                cle=key.text,
                empreinte=key.empreinte,
                nom=name,
                ajoutee_le=now,
            )
        except integrity_errors():
            # Somebody of another cabinet had it a moment before.
            raise Refusal(TAKEN) from None
        _record(Author(cabinet, by, vault, now), "ajouter_cle_ssh", row, person)
    return _open(row, person)


def remove_key(
    cabinet: Cabinet,
    identifiant: str,
    empreinte: str,
    *,
    by: Utilisateur | None,
    vault: Vault,
    now: datetime,
) -> OpenKey:
    """Remove a key of a person: it opens nothing any more, nothing they did is erased.

    Raises BadValue, NotFound, NotAllowed, StorageFailure.
    """
    wanted = _fingerprint(empreinte)
    with gesture():
        require_administrator(cabinet, by, vault)
        person = find_user(cabinet, identifiant)
        theirs = (CleSsh.utilisateur == person) & CleSsh.retiree_le.is_null()
        row = CleSsh.select().where(theirs, CleSsh.empreinte == wanted).first()
        if row is None:
            raise NotFound(
                f"« {person.identifiant} » n'a pas de clé SSH d'empreinte {wanted}. "
                f"Ses clés : {command(f'utilisateur cle lister {person.identifiant}')}"
            )
        row.retiree_le = now
        row.save(only=[CleSsh.retiree_le])
        _record(Author(cabinet, by, vault, now), "retirer_cle_ssh", row, person)
    return _open(row, person)


TAKEN = "Cette clé est déjà celle de quelqu'un : chacun a les siennes. Faites-en une autre."


def _fingerprint(typed: str) -> str:
    """Read a fingerprint, its prefix or not; what is none may be a secret, and is not repeated."""
    digest = one_line(typed).removeprefix(PREFIX).rstrip("=")
    if not _DIGEST.fullmatch(digest):
        raise BadValue(
            f"Ce n'est pas l'empreinte d'une clé. Donnez-la comme « cle lister » la donne, par "
            f"exemple {EXAMPLE}."
        )
    return PREFIX + digest


def _name(typed: str) -> str:
    return without_nir(clean_text(typed, longest=LONGEST), example="portable de Marc")


def _refuse_closed(person: Utilisateur) -> None:
    if not person.actif:
        raise Refusal(
            f"L'accès de « {person.identifiant} » est fermé : rouvrez-le d'abord "
            f"({command(f'utilisateur reactiver {person.identifiant}')})."
        )


def _refuse_taken(cabinet: Cabinet, person: Utilisateur, empreinte: str) -> None:
    """Name who has the key, if they are of this cabinet."""
    same = (CleSsh.empreinte == empreinte) & CleSsh.retiree_le.is_null()
    holder = CleSsh.select().where(same).first()
    if holder is None:
        return
    if holder.utilisateur_id == person.id:
        raise Refusal(f"« {person.identifiant} » a déjà cette clé : il n'y a rien à changer.")
    if holder.cabinet_id == cabinet.id:
        raise Refusal(
            f"Cette clé est déjà celle de « {holder.utilisateur.identifiant} » : "
            "chacun a les siennes. Faites-en une autre, ou retirez d'abord celle-là."
        )
    raise Refusal(TAKEN)


def _record(author: Author, verbe: str, row: CleSsh, person: Utilisateur) -> None:
    champs = {
        "utilisateur": str(person.uid),
        "cle_ssh": str(row.uid),
        "empreinte": row.empreinte,
    }
    journal.record(Entry(author, verbe, champs=champs, left=seal_of_key(author.vault, row)))
    authorized_keys.follow()


def _open(row: CleSsh, person: Utilisateur) -> OpenKey:
    kind = row.cle.partition(" ")[0]
    return OpenKey(
        person.identifiant, row.empreinte, kind, row.nom, row.ajoutee_le, bool(person.actif)
    )
