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
    confirm.
    """

    titre: str = ""
    champ: str | None = None
    service: Service | None = None
    why: Why = Why.ASIDE
    looks: str = ""
    doubted: bool = False


@dataclass(frozen=True)
class Colonnes:
    """The columns of a table, and where their titles stand; None: it has none."""

    titres_ligne: int | None
    all: tuple[Colonne, ...]
    titres: tuple[str, ...] = field(default=(), repr=False)

    def ranks(self, champ: str) -> list[int]:
        """Give where the columns of a field stand."""
        return [rank for rank, one in enumerate(self.all) if one.champ == champ]
