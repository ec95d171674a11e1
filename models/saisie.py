"""What a person typed, before any rule has looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.champs import CLIENT, COMPTE, PROOFS, ChampsClient, ChampsCompte, Proofs
from models.champs.champ import Champ
from models.fiche import Fiche, FicheCompte


@dataclass(frozen=True, slots=True)
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


def typed(fiche: Fiche) -> Saisie:
    """Write a client as somebody would have typed it; never the NIR."""
    centimes = fiche.montant_centimes
    return Saisie(
        **_typed(CLIENT, fiche),
        montant="" if centimes is None else PROOFS["montant"].show(str(centimes)),
        comptes=tuple(SaisieCompte(**_typed(COMPTE, one), id=one.id) for one in fiche.comptes)
        or (SaisieCompte(),),
    )


def _typed(champs: Mapping[str, Champ], kept: Fiche | FicheCompte) -> dict[str, Any]:
    """Write each field of `kept`; one that the form does not ask stays as it is kept."""
    values = ((name, champ, getattr(kept, name)) for name, champ in champs.items())
    return {name: champ.show(value) if champ.form else value for name, champ, value in values}
