"""What a person typed, before any rule has looked at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from models.labels import Etat, Regime, Service


@dataclass(frozen=True)
class SaisieCompte:
    """One compte as typed; `id` says which existing compte it edits."""

    numero_compte: str = ""
    siret: str = ""
    etat: Etat = Etat.ACTIF
    code_postal: str = ""
    ville: str = ""
    id: int | None = None


@dataclass(frozen=True)
class Saisie:
    """A client as typed in the form, on the command line or in an imported line.

    `deja_inscrit`: already enrolled on urssaf.fr, so that the fiche's proofs are not asked.
    """

    regime: Regime
    siren: str = ""
    siren_societe: str = ""
    deja_inscrit: bool = False
    montant: str = field(default="", repr=False)
    nir: str = field(default="", repr=False)
    raison_sociale: str = ""
    civilite: str = ""
    forme_juridique: str = ""
    code_dossier: str = ""
    responsable: UUID | None = None
    note: str = ""
    services: frozenset[Service] = frozenset()
    comptes: tuple[SaisieCompte, ...] = (SaisieCompte(),)
