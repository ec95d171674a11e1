"""Every inscription of a cabinet, as little of each as comparing with urssaf.fr takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import ColumnBase, ModelSelect

from models import ecarts
from models.ecarts import State
from models.identifiers import numero_compte, siren
from models.labels import Etat, Regime, Service, ToDo, Vu
from models.long_work import not_looked_through
from models.search.fiches import rule
from models.storage import prepared
from models.tables import Cabinet, Compte, Inscription
from models.tables.table import values_of


@dataclass(frozen=True, slots=True)
class HereCompte:
    """One compte of an inscription; the texts are empty where there is nothing."""

    numero_compte: str
    siret: str
    etat: Etat


@dataclass(frozen=True, slots=True)
class Here:
    """An inscription, what is known of it on urssaf.fr, and the version that was read.

    `is_removed`: it is not in the portefeuille any more, but still to be résilié there.
    """

    uid: UUID
    version: int
    regime: Regime
    siren: str
    nom: str
    forme_juridique: str
    services: frozenset[Service]
    vu: Vu
    vu_services: frozenset[Service] | None
    vu_comptes: str
    ecart: ToDo
    is_removed: bool
    comptes: tuple[HereCompte, ...]

    @property
    def est_radie(self) -> bool:
        """Whether all comptes are radiés."""
        return bool(self.comptes) and all(one.etat is Etat.RADIE for one in self.comptes)

    @property
    def state(self) -> State:
        """Its boxes and its comptes, as they are compared."""
        return ecarts.state(self.services, self.comptes)

    @property
    def there(self) -> State | None:
        """What urssaf.fr was last known to have; None if nothing is."""
        if self.vu is not Vu.CONNU:
            return None
        return State(self.vu_services or frozenset(), ecarts.read(self.vu_comptes or "[]"))

    @property
    def number(self) -> str:
        """The first account number, or nothing."""
        return next((one.numero_compte for one in self.comptes if one.numero_compte), "")

    @property
    def designation(self) -> str:
        """The inscription in a sentence: `Comptes Régime Général du siren 123 456 782`."""
        if self.siren:
            return f"Comptes {self.regime.label} du siren {siren.show(self.siren)}"
        number = numero_compte.show(self.number) if self.number else "(sans numéro)"
        return f"Compte {self.regime.label} {number}"

    @property
    def called(self) -> str:
        """What a sentence calls the client: the name, else the inscription."""
        return self.nom or self.designation


_ONE = Inscription
COLUMNS: list[Any] = [
    *(_ONE.id, _ONE.uid, _ONE.version, _ONE.regime, _ONE.siren, _ONE.raison_sociale),
    *(_ONE.civilite, _ONE.forme_juridique, _ONE.services, _ONE.vu, _ONE.vu_services),
    *(_ONE.vu_comptes, _ONE.ecart, _ONE.retire_le),
]
OF_COMPTE: list[Any] = [Compte.inscription, Compte.numero_compte, Compte.siret, Compte.etat]
RULES, RULES_OF_COMPTE = [*map(rule, COLUMNS)], [*map(rule, OF_COMPTE)]


@not_looked_through()
def read(cabinet: Cabinet) -> tuple[Here, ...]:
    """Read the living, and those that are still to be résiliés, in the order of the list."""
    comptes: dict[int, list[HereCompte]] = {}
    of_comptes = prepared.run(_comptes, (), [cabinet.id])
    for number, *columns in values_of(of_comptes, RULES_OF_COMPTE):
        comptes.setdefault(number, []).append(HereCompte(*columns))
    rows = prepared.run(_rows, (), [cabinet.id])
    return tuple(_here(row, comptes) for row in values_of(rows, RULES))


def _here(row: tuple[Any, ...], comptes: dict[int, list[HereCompte]]) -> Here:
    number, uid, version, regime, siren_, name, civilite, *rest = row
    forme, services, vu, vu_services, vu_comptes, ecart, retire_le = rest
    nom = f"{civilite} {name}" if civilite and name else name
    known = (vu, vu_services, vu_comptes, ecart, retire_le is not None)
    own = tuple(comptes.get(number, ()))
    return Here(uid, version, regime, siren_, nom, forme, services, *known, own)


def _kept(cabinet: Any) -> tuple[ColumnBase, ColumnBase]:
    waits = Inscription.ecart == ToDo.RESILIER.value
    return Inscription.cabinet == cabinet, Inscription.retire_le.is_null() | waits


def _rows(cabinet: Any) -> ModelSelect[Inscription]:
    rows = Inscription.select(*COLUMNS).where(*_kept(cabinet))
    return rows.order_by(Inscription.cle_nom, Inscription.id)


def _comptes(cabinet: Any) -> ModelSelect[Compte]:
    same = Compte.retire_le.is_null() | (Compte.retire_le == Inscription.retire_le)
    mine = (Compte.cabinet == Inscription.cabinet) & same
    rows = Compte.select(*OF_COMPTE).join(Inscription).where(*_kept(cabinet), mine)
    return rows.order_by(Compte.id)
