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

_HINTS = frozenset({"fin", "actif"})
PARTS = ("nic", "cle", "organisme", "fin", "actif")
"""Pieces of a field that stand in a column of their own: the NIC of a Siret, the key of a NIR, the
organisme of an account number; and what says of a compte that it came to an end, or did not."""

LABELS = {name: FIELDS[name].label for name in CHAMPS if name in FIELDS}


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
    confirm. `part`: the piece of the field that it holds; the whole of it, if empty.
    `elsewhere`: it speaks of another than the client.
    """

    titre: str = ""
    champ: str | None = None
    service: Service | None = None
    why: Why = Why.ASIDE
    looks: str = ""
    doubted: bool = False
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
