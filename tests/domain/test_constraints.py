"""The constraints of the schema refuse; the tables match it."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
from peewee import Database, IntegrityError, PostgresqlDatabase

from bench.postgresql import TEMPLATE, Cluster
from models import tables
from models.storage import schema
from models.storage.opening import close_database, open_database
from models.tables.table import Table
from tests.domain.schema_rows import NOW, OWN_TABLES, ROWS, fill, insert, uid

# What makes another row of each, that nothing refuses.
FRESH: dict[str, dict[str, Any]] = {
    "cabinet": {"uid": uid(7)},
    "cle": {"kid": 2},
    "utilisateur": {"uid": uid(7), "identifiant": "b.morel"},
    "cle_ssh": {"uid": uid(7), "empreinte": "SHA256:".ljust(50, "7")},
    "inscription": {"uid": uid(7), "siren": "000000026"},
    "compte": {"numero_compte": "117000000900000002"},
    "operation": {"id": uid(7), "rang": 7},
    "retour": {"operation_id": uid(2)},
    "brouillon": {"uid": uid(7)},
    "modele": {"nom": "Minimal"},
    "tentative": {"empreinte": "1" * 64},
    "compteur": {"debut": "caf"},
    "presence": {"session": uid(7)},
    "seance": {"session": uid(7)},
    "travail": {"lot": uid(7)},
    "archive": {"uid": uid(7)},
}
SILENT = ""
GERANT: dict[str, Any] = {"regime": "gerant_majoritaire", "siren": None}
INDEPENDANT = {"regime": "artisan_commercant"}
WAITS = {"report": "a_faire", "ecart": "inscrire"}
# For each constraint, by its PostgreSQL name: the row that it refuses, from a fresh one; from
# one that is there already if it keeps rows unique.
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("cabinet_nom_check", {"nom": ""}),
    ("cabinet_siren_check", {"siren": "00000001A"}),
    ("cabinet_siren_check", {"siren": "00000001"}),
    ("cabinet_uid_key", {}),
    ("cle_cabinet_id_fkey", {"cabinet_id": 9}),
    ("cle_kid_check", {"kid": 0}),
    ("cle_kid_check", {"kid": 65536}),
    ("cle_cabinet_id_kid_key", {}),
    ("utilisateur_cabinet_id_fkey", {"cabinet_id": 9}),
    ("utilisateur_identifiant_check", {"identifiant": ""}),
    ("utilisateur_identifiant_key", {"cabinet_id": 2}),
    ("utilisateur_role_check", {"role": "chef"}),
    ("utilisateur_echecs_check", {"echecs": -1}),
    ("utilisateur_cabinet_id_uid_key", {"identifiant": "b.morel"}),
    ("cle_ssh_cabinet_id_fkey", {"cabinet_id": 9}),
    ("cle_ssh_cabinet_id_utilisateur_id_fkey", {"cabinet_id": 2}),
    ("cle_ssh_cle_check", {"cle": ""}),
    ("cle_ssh_empreinte_check", {"empreinte": "SHA256:"}),
    ("cle_ssh_cabinet_id_uid_key", {"empreinte": "SHA256:".ljust(50, "8")}),
    ("cle_ssh_empreinte_vivant", {"uid": uid(7)}),
    ("cle_ssh_empreinte_vivant", {"uid": uid(7), "cabinet_id": 2, "utilisateur_id": 2}),
    ("inscription_cabinet_id_fkey", {"cabinet_id": 9}),
    ("inscription_regime_check", {"regime": ""}),
    ("inscription_siren_check", {"siren": "00000001"}),
    ("inscription_siren_check", {"siren": "0000000180"}),
    ("inscription_siren_check", {"siren": "00000001é"}),
    ("inscription_siren_check", {"siren": "000000000"}),
    ("inscription_check", {"siren": None}),
    ("inscription_check", {**GERANT, "siren": "000000026"}),
    ("inscription_siren_societe_check", {**GERANT, "siren_societe": "12"}),
    ("inscription_check1", {"siren_societe": "000000026"}),
    ("inscription_check2", {"nir": b"\x01"}),
    ("inscription_check2", {**GERANT, "nir": b"\x01"}),
    ("inscription_check3", {**WAITS, "preuves_le": NOW}),
    ("inscription_check7", {"montant_centimes": 1}),
    ("inscription_check7", {**INDEPENDANT, "nir": b"\x01"}),
    ("inscription_services_check", {"services": 32768}),
    ("inscription_services_check", {"services": -1}),
    ("inscription_montant_centimes_check", {**WAITS, "montant_centimes": -1}),
    ("inscription_report_check", {**WAITS, "report": "perdu"}),
    ("inscription_vu_check", {"vu": "perdu"}),
    ("inscription_check4", {"vu": "connu", "vu_comptes": "[]"}),
    ("inscription_check4", {"vu_services": 1}),
    ("inscription_check5", {"vu": "connu", "vu_services": 1}),
    ("inscription_ecart_check", {"ecart": "perdu", "report": "a_faire"}),
    ("inscription_check6", {"ecart": "inscrire"}),
    ("inscription_check6", {"report": "a_faire"}),
    ("inscription_vu_par_id_fkey", {"vu_par_id": 9}),
    ("inscription_version_check", {"version": 0}),
    ("inscription_cabinet_id_uid_key", INDEPENDANT),
    ("inscription_siren_vivant", {"uid": uid(7)}),
    ("inscription_cabinet_id_responsable_id_fkey", {"responsable_id": 2}),
    ("inscription_cabinet_id_report_par_id_fkey", {"report_par_id": 2}),
    ("inscription_cabinet_id_cree_par_id_fkey", {"cree_par_id": 2}),
    ("inscription_cabinet_id_modifie_par_id_fkey", {"modifie_par_id": 2}),
    ("inscription_cabinet_id_retire_par_id_fkey", {"retire_par_id": 2}),
    ("compte_cabinet_id_fkey", {"cabinet_id": 9}),
    ("compte_cabinet_id_inscription_id_fkey", {"cabinet_id": 2}),
    ("compte_etat_check", {"etat": "perdu"}),
    ("compte_numero_compte_check", {"numero_compte": "117 000000900000001"}),
    ("compte_numero_compte_check", {"numero_compte": "117000000"}),
    ("compte_numero_compte_check", {"numero_compte": "1" * 21}),
    ("compte_numero_compte_check", {"numero_compte": "11700000090000000a"}),
    ("compte_siret_check", {"siret": "0000000180001"}),
    ("compte_numero_vivant", {}),
    ("operation_cabinet_id_fkey", {"cabinet_id": 9, "utilisateur_id": None}),
    ("operation_rang_check", {"rang": 0}),
    ("operation_verbe_check", {"verbe": ""}),
    ("operation_origine_check", {"origine": ""}),
    ("operation_premier_check", {"premier": 2}),
    ("operation_cabinet_id_rang_key", {"id": uid(7)}),
    ("operation_cabinet_id_utilisateur_id_fkey", {"utilisateur_id": 2}),
    ("operation_pkey", {"rang": 2}),
    ("retour_cabinet_id_operation_id_fkey", {"cabinet_id": 2}),
    ("retour_cabinet_id_fkey", {"cabinet_id": 9}),
    ("retour_pkey", {}),
    ("brouillon_cabinet_id_fkey", {"cabinet_id": 9}),
    ("brouillon_cabinet_id_utilisateur_id_fkey", {"cabinet_id": 2}),
    ("brouillon_ecran_check", {"ecran": ""}),
    ("brouillon_cabinet_id_uid_key", {}),
    ("modele_cabinet_id_fkey", {"cabinet_id": 9}),
    ("modele_nom_check", {"nom": ""}),
    ("modele_services_check", {"services": 32768}),
    ("modele_cabinet_id_nom_key", {}),
    ("tentative_empreinte_check", {"empreinte": "0"}),
    ("tentative_echecs_check", {"echecs": -1}),
    ("tentative_personne_check", {"personne": "0"}),
    ("tentative_pkey", {}),
    ("presence_cabinet_id_fkey", {"cabinet_id": 9}),
    ("presence_cabinet_id_utilisateur_id_fkey", {"utilisateur_id": 9}),
    ("presence_pkey", {}),
    ("seance_cabinet_id_fkey", {"cabinet_id": 9}),
    ("seance_cabinet_id_utilisateur_id_fkey", {"utilisateur_id": 9}),
    ("seance_origine_check", {"origine": ""}),
    ("seance_pkey", {}),
    ("travail_cabinet_id_fkey", {"cabinet_id": 9}),
    ("travail_quoi_check", {"quoi": ""}),
    ("travail_combien_check", {"combien": 0}),
    ("travail_pkey", {}),
    ("compteur_cabinet_id_fkey", {"cabinet_id": 9}),
    ("compteur_retire_check", {"retire": 2}),
    ("compteur_nombre_check", {"nombre": -1}),
    ("compteur_pkey", {}),
    ("archive_cabinet_id_fkey", {"cabinet_id": 9}),
    ("archive_cabinet_id_uid_key", {}),
]


def table_of(constraint: str) -> str:
    """Give the longest name of a table that the constraint begins with."""
    return max((name for name in ROWS if constraint.startswith(f"{name}_")), key=len)


def keeps_unique(constraint: str) -> bool:
    return constraint.endswith(("_key", "_vivant", "_pkey"))


def test_each_constraint_refuses(base: Database) -> None:
    fill(base)
    for constraint, change in REFUSED:
        table = table_of(constraint)
        fresh = {} if keeps_unique(constraint) else FRESH[table]
        refused = refusing_constraint(base, table, {**ROWS[table], **fresh, **change})
        assert refused in (constraint, SILENT), (constraint, change)


def refusing_constraint(db: Database, table: str, row: dict[str, Any]) -> str | None:
    """Insert `row` and give the constraint that refuses it; SQLite does not name them all."""
    try:
        with db.atomic():
            insert(db, table, row)
    except IntegrityError as error:
        driver_error: Any = error.__context__
        return driver_error.diag.constraint_name if isinstance(db, PostgresqlDatabase) else SILENT
    return None


def test_what_makes_a_row_fresh_is_enough(base: Database) -> None:
    fill(base)
    for table, change in FRESH.items():
        insert(base, table, {**ROWS[table], **change})


@pytest.mark.postgresql
def test_no_constraint_is_left_untried(cluster: Cluster) -> None:
    names = """
        SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION SELECT indexrelid::regclass::text FROM pg_index
        JOIN pg_class ON pg_class.oid = indrelid
        WHERE indisunique AND relnamespace = 'public'::regnamespace
    """
    with cluster.database(TEMPLATE) as name:
        db = open_database(cluster.url(name))
        found = {constraint for (constraint,) in db.execute_sql(names)}
        close_database()
    # Composite foreign keys need these, and the primary keys imply them.
    implied = {name for name in found if name.endswith(("_id_pkey", "_cabinet_id_id_key"))}
    own = {f"{table}_pkey" for table, row in ROWS.items() if "id" not in row} - {
        *("retour_pkey", "tentative_pkey", "compteur_pkey", "travail_pkey", "presence_pkey"),
        "seance_pkey",
    }
    history = {name for name in found if name.startswith(schema.HISTORY)}
    assert found - implied - own - history == {constraint for constraint, _ in REFUSED}


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("inscription", {"uid": uid(7), **INDEPENDANT}),
        ("inscription", {"uid": uid(7), "retire_le": NOW}),
        ("inscription", {"uid": uid(7), **GERANT}),
        ("inscription", {"cabinet_id": 2}),
        (
            "inscription",
            {"uid": uid(7), **INDEPENDANT, "nir": b"\x01", **WAITS, "montant_centimes": 0},
        ),
        ("inscription", {"uid": uid(7), **INDEPENDANT, "nir": b"\x01", "preuves_le": NOW}),
        ("cle_ssh", {"uid": uid(7), "retiree_le": NOW}),
        ("compte", {"retire_le": NOW}),
        ("compte", {"numero_compte": None}),
    ],
)
def test_what_resembles_a_refused_row_is_accepted(
    base: Database, table: str, change: dict[str, Any]
) -> None:
    fill(base)
    insert(base, table, {**ROWS[table], **change})


def test_the_tables_have_the_columns_of_the_schema(base: Database) -> None:
    for module in pkgutil.iter_modules(tables.__path__):
        importlib.import_module(f"models.tables.{module.name}")
    modelled = {model._meta.table_name: model for model in Table.__subclasses__()}
    assert set(modelled) == set(ROWS)
    theirs = {schema.HISTORY, *OWN_TABLES}
    theirs |= {name for name in base.get_tables() if name.startswith("inscription_mots")}
    assert set(base.get_tables()) - theirs == set(modelled)
    for name, model in modelled.items():
        wanted = {(field.column_name, field.null) for field in model._meta.sorted_fields}
        found = {(column.name, column.null) for column in base.get_columns(name)}
        assert found == wanted, (
            f"{name}: {found ^ wanted} of the table, or of the migrations, alone"
        )
