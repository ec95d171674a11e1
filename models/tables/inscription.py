"""An inscription: one régime of one Siren, or one gérant majoritaire, in the portefeuille."""

from __future__ import annotations

from functools import lru_cache

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from models.labels import Regime, Report, Service, ToDo, Vu
from models.tables.cabinet import Cabinet
from models.tables.table import (
    BoxesField,
    CentimesField,
    CodeField,
    InstantField,
    NumberField,
    RowField,
    SealedField,
    Table,
    UidField,
)
from models.tables.utilisateur import Utilisateur


class Inscription(Table):
    """A row of *Gérer les établissements*.

    `siren` is null only for a gérant majoritaire. `cle_nom` is the folded name that orders the
    list; `cle_recherche` adds the folded code dossier and towns, then each elided word in one
    piece, for the live search; `cle_dossier` and `cle_ville` (that of its first compte) order the
    list otherwise. `nir` is
    sealed (models.sealing.vault). `services` holds one bit a box (Service.bit). `vu`,
    `vu_services` and `vu_comptes` say what urssaf.fr was last known to have; `ecart`, `report` and
    `preuves_le` (since when the montant and the NIR that are kept are of no use) are written by
    models.writing.two_states alone. `annulee`: its own inscribing was undone, it was not removed.
    """

    id = RowField()
    cabinet = ForeignKeyField(Cabinet)
    uid = UidField()
    regime = CodeField(Regime)
    siren = CharField(null=True)
    siren_societe = CharField(null=True)
    raison_sociale = CharField(default="")
    civilite = CharField(null=True)
    cle_nom = CharField(default="")
    cle_recherche = TextField(default="")
    cle_dossier = TextField(default="")
    cle_ville = TextField(default="")
    forme_juridique = CharField(null=True)
    code_dossier = CharField(null=True)
    responsable = ForeignKeyField(Utilisateur, null=True, backref="+")
    services = BoxesField()
    montant_centimes = CentimesField(null=True)
    nir = SealedField(null=True)
    note = TextField(default="")
    vu = CodeField(Vu, default=Vu.ABSENT)
    vu_services = BoxesField(null=True)
    vu_comptes = TextField(null=True)
    vu_le = InstantField(null=True)
    vu_par = ForeignKeyField(Utilisateur, null=True, backref="+")
    ecart = CodeField(ToDo, default=ToDo.AUCUN)
    report = CodeField(Report, default=Report.A_FAIRE)
    report_le = InstantField(null=True)
    report_par = ForeignKeyField(Utilisateur, null=True, backref="+")
    report_motif = CharField(null=True)
    version = NumberField(default=1)
    cree_le = InstantField()
    cree_par = ForeignKeyField(Utilisateur, null=True, backref="+")
    modifie_le = InstantField()
    modifie_par = ForeignKeyField(Utilisateur, null=True, backref="+")
    retire_le = InstantField(null=True)
    retire_par = ForeignKeyField(Utilisateur, null=True, backref="+")
    annulee = BooleanField(default=False)
    preuves_le = InstantField(null=True)

    cabinet_id: int
    responsable_id: int | None
    vu_par_id: int | None
    report_par_id: int | None
    modifie_par_id: int | None
    retire_par_id: int | None


_BOXES = tuple((service.bit, service) for service in Service)


@lru_cache(4096)
def services_of(bits: int) -> frozenset[Service]:
    """Give the boxes that `bits` ticks."""
    return frozenset([service for bit, service in _BOXES if bits & bit])


def bits_of(services: frozenset[Service]) -> int:
    """Give the bits that tick `services`, 0 to 32767."""
    return sum(service.bit for service in services)
