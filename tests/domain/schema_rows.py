"""A row of each table, and the schema that holds them."""

from __future__ import annotations

from typing import Any

from peewee import Database, PostgresqlDatabase

from models.storage import schema
from models.storage.engine import Engine
from models.storage.opening import open_database

FIRST = "0001_premier_schema"
HEAD = tuple(sorted(path.stem for path in schema.MIGRATIONS.glob("0*.py")))
NOW = "2026-11-23 06:00:00"
OWN_TABLES = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")
"""What SQLite makes by itself."""


def uid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


ROWS: dict[str, dict[str, Any]] = {
    "cabinet": {"uid": uid(1), "nom": "Cabinet Essai", "cree_le": NOW},
    "cle": {"cabinet_id": 1, "kid": 1, "kek_id": "kek", "enveloppe": b"\x01"},
    "utilisateur": {
        **{"cabinet_id": 1, "uid": uid(1), "identifiant": "a.faure", "nom": "A. Faure"},
        **{"hachage": "argon2", "role": "administrateur"},
    },
    "cle_ssh": {
        **{"cabinet_id": 1, "utilisateur_id": 1, "uid": uid(1), "cle": "ssh-ed25519 AAAA"},
        **{"empreinte": "SHA256:".ljust(50, "0"), "ajoutee_le": NOW},
    },
    "inscription": {
        **{"cabinet_id": 1, "uid": uid(1), "regime": "general", "siren": "000000018"},
        **{"report": "fait", "cree_le": NOW, "modifie_le": NOW},
    },
    "compte": {
        **{"cabinet_id": 1, "inscription_id": 1, "numero_compte": "117000000900000001"},
        **{"siret": "00000001800018", "etat": "actif"},
    },
    "operation": {
        **{"id": uid(1), "cabinet_id": 1, "rang": 1, "lot": uid(1), "utilisateur_id": 1},
        **{"instant": NOW, "verbe": "inscrire"},
    },
    "retour": {"operation_id": uid(1), "cabinet_id": 1, "avant": b"\x01"},
    "brouillon": {
        **{"cabinet_id": 1, "utilisateur_id": 1, "ecran": "client", "contenu": b"\x01"},
        **{"modifie_le": NOW, "uid": uid(1), "session": uid(1)},
    },
    "modele": {"cabinet_id": 1, "nom": "Complet"},
    "tentative": {"empreinte": "0" * 64, "dernier": NOW},
    "presence": {
        **{"session": uid(1), "cabinet_id": 1, "utilisateur_id": 1},
        **{"inscription_uid": uid(1), "depuis": NOW},
    },
    "seance": {
        **{"session": uid(1), "cabinet_id": 1, "utilisateur_id": 1},
        **{"depuis": NOW, "origine": "unix:m.petit"},
    },
    "travail": {
        "lot": uid(1),
        "cabinet_id": 1,
        "qui": "C",
        "quoi": "Q",
        "combien": 1,
        "depuis": NOW,
    },
    "archive": {
        **{"cabinet_id": 1, "uid": uid(9), "nom": "MME FAURE", "regime": "general"},
        **{"cree_le": NOW, "retire_le": NOW, "par": "A. Faure"},
    },
    "compteur": {
        **{"cabinet_id": 1, "debut": "bou", "regime": "general", "report": "fait"},
        **{"retire": 0, "nombre": 1},
    },
}


def insert(db: Database, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join([db.param] * len(row))
    db.execute_sql(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])


def fill(db: Database) -> None:
    """Put one row in each table that is there, and what rows of another cabinet refer to."""
    for table, columns in columns_of(db).items():
        insert(db, table, {name: one for name, one in ROWS[table].items() if name in columns})
    insert(db, "cabinet", {**ROWS["cabinet"], "uid": uid(2)})
    other = {"cabinet_id": 2, "uid": uid(2), "identifiant": "c.petit"}
    insert(db, "utilisateur", {**ROWS["utilisateur"], **other})
    insert(db, "operation", {**ROWS["operation"], "id": uid(2), "rang": 2})


def columns_of(db: Database) -> dict[str, list[str]]:
    """Name the columns of each table of ours that is there."""
    there = set(db.get_tables())
    return {name: [one.name for one in db.get_columns(name)] for name in ROWS if name in there}


def rows_of(db: Database, columns: dict[str, list[str]]) -> dict[str, list[tuple[Any, ...]]]:
    """Give what stands in these columns: a migration may add others."""
    return {
        name: db.execute_sql(f"SELECT {', '.join(some)} FROM {name} ORDER BY 1, 2").fetchall()
        for name, some in columns.items()
    }


def describe(db: Database) -> list[tuple[Any, ...]]:
    """Describe the whole schema of `db`, in an order that does not depend on its history."""
    if not isinstance(db, PostgresqlDatabase):
        return sorted(db.execute_sql("SELECT name, sql FROM sqlite_master WHERE sql <> ''"))
    queries = (
        "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name"
        " FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    )
    return [row for query in queries for row in sorted(db.execute_sql(query), key=str)]


def half_open(url: str) -> Engine:
    """Open a base as it stands, without its schema being brought up to date."""
    return open_database(url, migrate=False)
