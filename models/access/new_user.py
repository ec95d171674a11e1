"""A person to add to a cabinet: what is asked, checked before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from unicodedata import normalize
from uuid import uuid4

from models.access.passwords import (
    check_password_rule,
    hash_password,
    hash_recovery_code,
    new_recovery_code,
    unusable_hash,
)
from models.cleaning import clean_text, one_line
from models.errors import BadFields, BadValue
from models.identifiers.masking import without_nir
from models.labels import Role
from models.storage.drivers import integrity_errors
from models.tables import Cabinet, Utilisateur

LONGEST = 100

IDENTIFIANT = re.compile(r"[\w.@+'-]{2,}")
"""No sign of it ends a quotation, in a shell or in a file of sshd, but the apostrophe."""

T = TypeVar("T")


@dataclass
class Faults:
    """The sentences of a form, gathered field by field."""

    sentences: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, reader: Callable[[], T], default: T) -> T:
        """Return what `reader` reads; keep its sentence and return `default` if it refuses."""
        try:
            return reader()
        except BadValue as refusal:
            self.sentences[name] = str(refusal)
            return default

    def raise_any(self) -> None:
        """Raise BadFields if a field was refused."""
        if self.sentences:
            raise BadFields(self.sentences)


@dataclass(frozen=True)
class NewUser:
    """Somebody to add, checked; the password is already a hash."""

    identifiant: str
    nom: str
    role: Role
    hachage: str = field(repr=False)
    code_secours: str = field(repr=False)

    def insert(self, cabinet: Cabinet) -> Utilisateur:
        """Write the row, inside a gesture; BadFields if the identifiant is taken."""
        try:
            row: Utilisateur = Utilisateur.create(
                cabinet=cabinet,
                uid=uuid4(),
                identifiant=self.identifiant,
                nom=self.nom,
                hachage=self.hachage,
                role=self.role.value,
                code_secours_hachage=hash_recovery_code(self.code_secours),
            )
        except integrity_errors():
            sentence = "Cet identifiant est déjà utilisé. Choisissez-en un autre."
            raise BadFields({"identifiant": sentence}) from None
        return row


def identifiant_key(typed: str) -> str:
    """Return an identifiant as it is stored and sought: case and look-alike forms do not count."""
    return normalize("NFKC", normalize("NFKC", one_line(typed)).casefold())


def check_new_user(
    faults: Faults,
    *,
    identifiant: str,
    nom: str,
    role: Role,
    mot_de_passe: str | None,
    cabinet: str,
) -> NewUser:
    """Read the fields of a person; what is wrong goes to `faults`, and is then raised.

    Without a password, the recovery code is what lets the person choose one.
    """
    key = faults.read("identifiant", lambda: _identifiant(identifiant), "")
    name = faults.read(
        "nom", lambda: without_nir(clean_text(nom, longest=LONGEST), example="Marc Petit"), ""
    )
    if mot_de_passe is not None:
        password = mot_de_passe
        faults.read(
            "mot_de_passe",
            lambda: check_password_rule(password, identifiant=key, cabinet=cabinet, nom=name),
            None,
        )
    faults.raise_any()
    hachage = unusable_hash() if mot_de_passe is None else hash_password(mot_de_passe)
    return NewUser(key, name, role, hachage, new_recovery_code())


def _identifiant(typed: str) -> str:
    if not (
        key := identifiant_key(
            without_nir(clean_text(typed, longest=LONGEST), example="prenom.nom")
        )
    ):
        raise BadValue("Saisissez un identifiant, par exemple une adresse électronique.")
    if not IDENTIFIANT.fullmatch(key):
        raise BadValue(
            "Un identifiant comporte 2 caractères au moins, sans espace : lettres, chiffres "
            "et . @ + ' - _ (par exemple prenom.nom)."
        )
    return key
