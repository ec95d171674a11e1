"""From rows of the tables to the fiches that leave the models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from peewee import ModelSelect

from models.champs import CLIENT, COMPTE, texts_of
from models.errors import KeyMissing
from models.fiche import Fiche, FicheCompte
from models.identifiers import nir
from models.labels import Etat, Regime, Report
from models.sealing.vault import Tampered, Vault
from models.search.prepared import statements
from models.search.shown import COMPTES, PERSONNES, ShownCompte, ShownInscription, ShownPersonne
from models.tables import Cabinet, Compte, Inscription, Utilisateur
from models.tables.inscription import services_of

CLIENT_TEXTS, COMPTE_TEXTS = texts_of(CLIENT), texts_of(COMPTE)
NIR_HIDDEN = "NIR scellé (clé absente)"
NIR_ALTERED = "NIR illisible (altéré)"


def fiches(rows: Sequence[ShownInscription], cabinet: Cabinet, vault: Vault) -> tuple[Fiche, ...]:
    """Make the fiches of `rows`, in their order: one query for all comptes, one for all names."""
    comptes: dict[int, list[ShownCompte]] = defaultdict(list)
    for asked in statements(_shown_comptes, (cabinet.id,), (row.id for row in rows)):
        for compte in COMPTES.read(asked):
            comptes[compte.inscription_id].append(compte)
    people = _people_of(rows)
    return tuple(_fiche(row, comptes[row.id], people, vault) for row in rows)


def living_comptes(inscription_id: int, cabinet: Cabinet) -> list[Compte]:
    """Give the comptes of one inscription, those of its removal included once it is removed."""
    return list(_living(Compte.select(), cabinet.id, [inscription_id]))


def _shown_comptes(cabinet_id: int, *ids: int) -> ModelSelect[Compte]:
    return _living(Compte.select(*COMPTES.columns), cabinet_id, ids)


def _living(
    comptes: ModelSelect[Compte], cabinet_id: int, ids: Sequence[int]
) -> ModelSelect[Compte]:
    return (
        comptes.join(Inscription)
        .where(Compte.cabinet == cabinet_id, Compte.inscription.in_(ids))
        .where(Compte.retire_le.is_null() | (Compte.retire_le == Inscription.retire_le))
        .order_by(Compte.id)
    )


def _people_of(rows: Iterable[ShownInscription]) -> dict[int | None, ShownPersonne]:
    named = ((row.responsable_id, row.report_par_id, row.modifie_par_id) for row in rows)
    ids = {person for ids in named for person in ids if person is not None}
    asked = statements(_shown_people, (), sorted(ids))
    return {one.id: one for some in asked for one in PERSONNES.read(some)}


def _shown_people(*ids: int) -> ModelSelect[Utilisateur]:
    return Utilisateur.select(*PERSONNES.columns).where(Utilisateur.id.in_(ids))


def _fiche(
    row: ShownInscription,
    comptes: list[ShownCompte],
    people: dict[int | None, ShownPersonne],
    vault: Vault,
) -> Fiche:
    responsable = people.get(row.responsable_id)
    return Fiche(
        **_texts(CLIENT_TEXTS, row),
        id=row.id,
        uid=row.uid,
        regime=Regime(row.regime),
        cle_nom=row.cle_nom,
        responsable=responsable.uid if responsable else None,
        responsable_nom=_name(responsable),
        services=services_of(row.services),
        montant_centimes=row.montant_centimes,
        nir_masque=_masked(row, vault),
        report=Report(row.report),
        report_le=row.report_le,
        report_par=_name(people.get(row.report_par_id)),
        report_motif=row.report_motif or "",
        version=row.version,
        cree_le=row.cree_le,
        modifie_le=row.modifie_le,
        modifie_par=_name(people.get(row.modifie_par_id)),
        retire_le=row.retire_le,
        comptes=tuple(_fiche_compte(compte) for compte in comptes),
    )


def _fiche_compte(row: ShownCompte) -> FicheCompte:
    return FicheCompte(**_texts(COMPTE_TEXTS, row), id=row.id, etat=Etat(row.etat))


def _texts(names: Sequence[str], row: ShownInscription | ShownCompte) -> dict[str, Any]:
    """Give the fields that are typed: a fiche has an empty text where the row has null."""
    return {name: getattr(row, name) or "" for name in names}


def _name(person: ShownPersonne | None) -> str | None:
    return (person.nom or person.identifiant) if person else None


def _masked(row: ShownInscription, vault: Vault) -> str | None:
    if row.nir is None:
        return None
    try:
        return nir.mask(vault.open(bytes(row.nir), row=row.uid, field="nir").decode())
    except KeyMissing:
        return NIR_HIDDEN
    except Tampered:
        return NIR_ALTERED
