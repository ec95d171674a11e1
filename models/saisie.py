"""What a person typed, before any rule has looked at it."""

from __future__ import annotations

from dataclasses import dataclass

from models.champs import ChampsClient, ChampsCompte, Proofs


@dataclass(frozen=True)
class SaisieCompte(ChampsCompte):
    """One compte as typed; `id` says which existing compte it edits."""

    id: int | None = None


@dataclass(frozen=True)
class Saisie(ChampsClient, Proofs):
    """A client as typed in the form, on the command line or in an imported line.

    `deja_inscrit`: already enrolled on urssaf.fr, so that the fiche's proofs are not asked.
    """

    deja_inscrit: bool = False
    comptes: tuple[SaisieCompte, ...] = (SaisieCompte(),)
