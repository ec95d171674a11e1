"""What screens and the command line are shown of an inscription: plain, frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from models import ecarts
from models.champs import ChampsClient, ChampsCompte
from models.ecarts import Ecart, State
from models.identifiers import numero_compte, siren, siret
from models.labels import Etat, Regime, Report, Service, ToDo, Vu

IN_CORBEILLE = timedelta(days=30)
"""How long what was removed can come back, once nothing of it is to be done on urssaf.fr."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FicheCompte(ChampsCompte):
    """One compte of an inscription."""

    id: int

    @property
    def identity(self) -> str:
        """The number that the panel prints: the Siret, else the account number."""
        if self.siret:
            return siret.show(self.siret)
        return numero_compte.show(self.numero_compte) if self.numero_compte else "(sans numéro)"

    @property
    def identity_with_etat(self) -> str:
        """`123 456 782 00017 (Radié)`, as the panel prints it."""
        return self.identity if self.etat is Etat.ACTIF else f"{self.identity} ({self.etat.label})"

    @property
    def place(self) -> str:
        """`09110 SAVIGNAC`, or an empty text."""
        return f"{self.code_postal} {self.ville}".strip()


@dataclass(frozen=True, kw_only=True)
class Fiche(ChampsClient):
    """An inscription, whole but for its secrets: `nir_masque` shows a masked NIR or nothing."""

    id: int
    uid: UUID
    cle_nom: str
    responsable_nom: str | None
    montant_centimes: int | None
    nir_masque: str | None
    vu: Vu
    vu_services: frozenset[Service] | None
    vu_comptes: str
    vu_le: datetime | None
    ecart: ToDo
    report: Report
    report_le: datetime | None
    report_par: str | None
    report_motif: str
    version: int
    cree_le: datetime
    modifie_le: datetime
    modifie_par: str | None
    retire_le: datetime | None
    retire_par: str | None
    comptes: tuple[FicheCompte, ...]

    @classmethod
    def of(cls, values: dict[str, Any]) -> Fiche:
        """Make one of the values of all its fields, which are not looked at, and are its own then.

        The constructor of a frozen class sets each field by a call of its own: a third of the
        time in which a page is read.
        """
        fiche = object.__new__(cls)
        object.__setattr__(fiche, "__dict__", values)
        return fiche

    @property
    def difference(self) -> Ecart:
        """What is to be done on urssaf.fr, box by box and compte by compte."""
        if self.ecart is not ToDo.CHANGER:
            return Ecart(self.ecart)
        here = ecarts.state(self.services, self.comptes)
        there = State(self.vu_services or frozenset(), ecarts.read(self.vu_comptes or "[]"))
        return ecarts.compare(here, self.vu, there)

    def adds_to_do(self, before: Fiche) -> bool:
        """Whether what changed since `before` is itself to be done on urssaf.fr, and is not yet.

        A name, a note, a responsable are not: who waited then waits for what they waited for. A NIR
        is compared as it is masked.
        """
        return self.ecart is not ToDo.AUCUN and self._typed_there != before._typed_there

    @property
    def _typed_there(self) -> tuple[object, ...]:
        here = ecarts.state(self.services, self.comptes)
        return self.difference, here, self.montant_centimes, self.nir_masque

    def days_waiting(self, now: datetime) -> int:
        """Tell for how many days, by the calendar, it waits for urssaf.fr."""
        since = self.report_le or self.modifie_le
        return (now.astimezone().date() - since.astimezone().date()).days

    @property
    def part_le(self) -> datetime | None:
        """When a removal leaves the corbeille; None while something is to be done of it."""
        if self.retire_le is None or self.ecart is not ToDo.AUCUN:
            return None
        return max(self.retire_le, self.vu_le or self.retire_le) + IN_CORBEILLE

    @property
    def lacks_proof(self) -> bool:
        """Whether urssaf.fr will ask for a montant or a NIR that was erased."""
        if self.ecart is not ToDo.INSCRIRE:
            return False
        if self.regime is Regime.GENERAL:
            return self.montant_centimes is None
        return self.regime.est_independant and self.nir_masque is None

    @cached_property
    def etat(self) -> Etat:
        """Radié when all comptes are; suspendu when none is actif; actif otherwise."""
        etats = {compte.etat for compte in self.comptes}
        if etats == {Etat.RADIE}:
            return Etat.RADIE
        return Etat.ACTIF if Etat.ACTIF in etats or not etats else Etat.SUSPENDU

    @property
    def est_radie(self) -> bool:
        """Whether all comptes are radiés."""
        return self.etat is Etat.RADIE

    @property
    def title(self) -> str:
        """The line of the list: `Comptes Régime Général du SIREN 123 456 782 (SARL)`."""
        return self.title_bare + (f" ({self.forme_juridique})" if self.forme_juridique else "")

    @cached_property
    def title_bare(self) -> str:
        """The line of the list without the forme juridique."""
        if self.siren:
            return f"Comptes {self.regime.label} du SIREN {siren.show(self.siren)}"
        return f"Compte {self.regime.label} {self._first_number}"

    @property
    def designation(self) -> str:
        """The inscription in the question of Résilier: `Comptes … du siren 123 456 782`."""
        if self.siren:
            return f"Comptes {self.regime.label} du siren {siren.show(self.siren)}"
        return f"Compte {self.regime.label} {self._first_number}"

    @cached_property
    def nom(self) -> str:
        """`MME FAURE`, or an empty text when no name was typed."""
        return f"{self.civilite} {self.raison_sociale}".strip()

    @property
    def called(self) -> str:
        """What a sentence calls the client: the name, else the inscription (never `MME` alone)."""
        return self.nom if self.raison_sociale else self.designation

    @property
    def _first_number(self) -> str:
        number = next((c.numero_compte for c in self.comptes if c.numero_compte), None)
        return numero_compte.show(number) if number else "(sans numéro)"
