"""What may be done of each line of a table, and what was said of all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from models.fiche import Fiche
from models.importation.doubts import Nature
from models.importation.lines import Ligne
from models.labels import Service
from models.saisie import Saisie


class Verdict(Enum):
    """What may be done of a line."""

    PRETE = "prete", "Prête"
    A_VERIFIER = "a_verifier", "À vérifier"
    DEJA = "deja_inscrite", "Déjà inscrite"
    ERREUR = "erreur", "Erreur"
    IGNOREE = "ignoree", "Ignorée"

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label


@dataclass(frozen=True, slots=True)
class Examen:
    """A line, its verdict, the sentence that says why, and about which field.

    `avec_ligne`: the first line of its client, if it is another. `saisie`, on the first one, is
    what would be inscribed; elsewhere, what the line says. `natures`: the kinds of its doubts.
    `anew`: it was removed, and is still to be résilié. `fiche`: who is there already. `about`: the
    line of the same client that the sentence is about, if it is another: that is to be corrected.
    """

    ligne: Ligne
    verdict: Verdict
    motif: str
    champ: str | None
    saisie: Saisie = field(repr=False)
    avec_ligne: int | None = None
    natures: frozenset[Nature] = frozenset()
    anew: bool = False
    fiche: Fiche | None = None
    about: int | None = None

    @property
    def of_number(self) -> bool:
        """Whether a number only is unusual: it may be taken without choosing anything."""
        return all(one.of_number for one in self.natures)


@dataclass(frozen=True)
class Choices:
    """What was said of all the lines.

    `deja_inscrit`: on urssaf.fr already, so that no proof is asked, nor kept. `services`: of the
    lines that say nothing of them; None: those that the cabinet ticks in advance.
    """

    deja_inscrit: bool = False
    services: frozenset[Service] | None = None
