"""What a column of a table is understood as, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from models.champs import FIELDS
from models.labels import Service

ASIDE = "-"
CHAMPS = (
    *("siren", "siret", "numero_compte", "regime", "raison_sociale", "nom", "prenom", "civilite"),
    *("forme_juridique", "code_dossier", "responsable", "montant", "nir", "code_postal", "ville"),
    *("etat", "note", "services"),
)
"""What a column may be told to be."""
IDENTIFYING = ("siren", "siret", "numero_compte")
"""The numbers of which a client has one."""

_HINTS = frozenset({"fin", "actif"})
PARTS = ("nic", "cle", "organisme", "fin", "actif")
"""Pieces of a field that stand in a column of their own: the NIC of a Siret, the key of a NIR, the
organisme of an account number; and what says of a compte that it came to an end, or did not."""

LABELS = {name: FIELDS[name].label for name in CHAMPS if name in FIELDS}

_WORDS = {
    "siren": "Siren",
    "siret": "Siret",
    "numero_compte": "Numéro de compte",
    "regime": "Type de client",
    "raison_sociale": "Raison sociale",
    "nom": "Nom",
    "prenom": "Prénom",
    "civilite": "Civilité",
    "forme_juridique": "Forme juridique",
    "code_dossier": "Code dossier",
    "responsable": "Responsable",
    "montant": "Montant",
    "nir": "Sécurité sociale",
    "code_postal": "Code postal",
    "ville": "Ville",
    "etat": "État du compte",
    "note": "Note",
    "services": "Liste de services",
}
LEFT_ASIDE = "Laissée de côté"
_PIECES = {
    "nic": "NIC",
    "cle": "clé",
    "organisme": "organisme",
    "fin": "date de fin",
    "actif": "actif ou non",
}

MEANINGS: dict[str, str] = {
    **{name: _WORDS[name] for name in CHAMPS},
    **{one.code: f"Case : {one.label}" for one in Service},
    ASIDE: LEFT_ASIDE,
}
"""What a person may say of a column (columns.understand), and the words of the screens for it."""


class Why(Enum):
    """How it is known what a column is."""

    TITRE = "titre"
    CONTENU = "contenu"
    CHOISIE = "choisie"
    ASIDE = "laissée de côté"


@dataclass(frozen=True)
class Colonne:
    """A column: its title, the field that it fills (None: left aside), the box if it is one's.

    `looks`: the number that its cells plainly are. `doubted`: a guess that a person has to
    confirm; `seems`: the field that its cells are of rather, if that is known. `part`: the piece
    of the field that it holds; the whole of it, if empty. `elsewhere`: it speaks of another than
    the client.
    """

    titre: str = ""
    champ: str | None = None
    service: Service | None = None
    why: Why = Why.ASIDE
    looks: str = ""
    doubted: bool = False
    seems: str = ""
    part: str = ""
    elsewhere: bool = False

    @property
    def may_contradict(self) -> bool:
        """Whether it plainly holds numbers of the line, though it does not fill their field."""
        if self.champ is None:
            return bool(self.looks) and self.why is not Why.CHOISIE and not self.elsewhere
        akin = {self.champ, self.looks} <= {"siren", "siret"}
        return bool(self.looks) and self.champ != self.looks and not akin


@dataclass(frozen=True)
class Colonnes:
    """The columns of a table, and where their titles stand; None: it has none."""

    titres_ligne: int | None
    all: tuple[Colonne, ...]
    titres: tuple[str, ...] = field(default=(), repr=False)

    def ranks(self, champ: str) -> list[int]:
        """Give where the columns of a field stand, those of its pieces too.

        What only hints at an état does not tell it.
        """
        return [
            rank
            for rank, one in enumerate(self.all)
            if one.champ == champ and one.part not in _HINTS
        ]


def code_of(colonne: Colonne) -> str:
    """Give what would be said of a column for it to be what it is."""
    if colonne.champ is None:
        return ASIDE
    return colonne.service.code if colonne.service else colonne.champ


def meaning_of(colonne: Colonne) -> str:
    """Say what a column is."""
    piece = f" ({_PIECES[colonne.part]})" if colonne.part else ""
    return f"{MEANINGS[code_of(colonne)]}{piece}"


def label_of(champ: str) -> str:
    """Give the word for a field of a line."""
    return _WORDS.get(champ, champ)
