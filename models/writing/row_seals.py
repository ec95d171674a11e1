"""The seal of a row as an operation leaves it: what is changed without one is seen.

Of an inscription: its photograph, with its comptes and what urssaf.fr has, then its proofs. Of a
person: what lets them in and what they may do. Of an SSH key: all that is kept. A field that says
nothing (null, empty, false) is not in it: a migration may add one, but one that fills it seals the
rows anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.sealing.vault import Vault
from models.tables import CleSsh, Compte, Inscription, Utilisateur
from models.writing.comptes import Held
from models.writing.journal import canonical
from models.writing.photograph import State, left, told, written

OF_A_PERSON = ("identifiant", "nom", "hachage", "role", "actif", "code_secours_hachage")


def seal_left(vault: Vault, held: Held, before: State | None = None) -> bytes | None:
    """Seal an inscription as what changed it leaves it, where it was `before` (`telling`).

    Its comptes left with it, or are back with it.
    """
    row, comptes = held.row, held.comptes
    for compte in comptes:
        if compte.retire_le != row.retire_le:
            compte.retire_le = row.retire_le
    now = left(before, row, comptes) if before else told(row, comptes)
    return vault.mark(written(now), _proofs(row))


def seal_of(vault: Vault, row: Inscription, comptes: Sequence[Compte]) -> bytes | None:
    """Seal an inscription and the comptes that are its own, as they stand; None without keys."""
    return vault.mark(written(told(row, comptes)), _proofs(row))


def seal_of_person(vault: Vault, person: Utilisateur) -> bytes | None:
    """Seal a person as they stand; None without keys."""
    columns = {name: getattr(person, name) for name in OF_A_PERSON}
    return vault.mark(canonical({"uid": person.uid.hex, **columns}).encode(), b"")


def seal_of_key(vault: Vault, key: CleSsh) -> bytes | None:
    """Seal an SSH key as it stands, and whose it is; None without keys."""
    parts = {
        "uid": key.uid.hex,
        "utilisateur": key.utilisateur_id,
        "cle": key.cle,
        "empreinte": key.empreinte,
        "nom": key.nom,
        "ajoutee_le": key.ajoutee_le.isoformat(),
        "retiree_le": key.retiree_le and key.retiree_le.isoformat(),
    }
    return vault.mark(canonical(parts).encode(), b"")


def _proofs(row: Inscription) -> bytes:
    if row.montant_centimes is None and row.nir is None:
        return b""
    montant = "" if row.montant_centimes is None else str(row.montant_centimes)
    return montant.encode() + b"|" + (row.nir or b"")
