"""The schema: its constraints refuse, the tables match it, and it is brought up to date."""

from __future__ import annotations

import importlib
import pkgutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from peewee import Database, IntegrityError, PostgresqlDatabase
from playhouse.migrations import Runner

from bench.postgresql import APPLICATION, TEMPLATE, Cluster
from models import tables
from models.errors import StorageBusy, StorageFailure
from models.storage import schema
from models.storage.engine import Engine
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.storage.postgresql_engine import ADVISORY_LOCK, postgresql_base
from models.tables.table import Table

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
    "inscription": {
        **{"cabinet_id": 1, "uid": uid(1), "regime": "general", "siren": "000000018"},
        **{"report": "a_faire", "cree_le": NOW, "modifie_le": NOW},
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
        **{"modifie_le": NOW},
    },
    "modele": {"cabinet_id": 1, "nom": "Complet"},
    "tentative": {"empreinte": "0" * 64, "dernier": NOW},
    "compteur": {
        **{"cabinet_id": 1, "debut": "bou", "regime": "general", "report": "a_faire"},
        **{"retire": 0, "nombre": 1},
    },
}
# What makes another row of each, that nothing refuses.
FRESH: dict[str, dict[str, Any]] = {
    "cabinet": {"uid": uid(7)},
    "cle": {"kid": 2},
    "utilisateur": {"uid": uid(7), "identifiant": "b.morel"},
    "inscription": {"uid": uid(7), "siren": "000000026"},
    "compte": {"numero_compte": "117000000900000002"},
    "operation": {"id": uid(7), "rang": 7},
    "retour": {"operation_id": uid(2)},
    "brouillon": {"ecran": "services"},
    "modele": {"nom": "Minimal"},
    "tentative": {"empreinte": "1" * 64},
    "compteur": {"debut": "caf"},
}
SILENT = ""
GERANT: dict[str, Any] = {"regime": "gerant_majoritaire", "siren": None}
INDEPENDANT = {"regime": "artisan_commercant"}

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
    ("inscription_check3", {"montant_centimes": 1, "report": "fait"}),
    ("inscription_services_check", {"services": 32768}),
    ("inscription_services_check", {"services": -1}),
    ("inscription_montant_centimes_check", {"montant_centimes": -1}),
    ("inscription_report_check", {"report": "perdu"}),
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
    ("operation_cabinet_id_rang_key", {"id": uid(7)}),
    ("operation_cabinet_id_utilisateur_id_fkey", {"utilisateur_id": 2}),
    ("operation_pkey", {"rang": 2}),
    ("retour_cabinet_id_operation_id_fkey", {"cabinet_id": 2}),
    ("retour_cabinet_id_fkey", {"cabinet_id": 9}),
    ("retour_pkey", {}),
    ("brouillon_cabinet_id_fkey", {"cabinet_id": 9}),
    ("brouillon_cabinet_id_utilisateur_id_fkey", {"cabinet_id": 2}),
    ("brouillon_cabinet_id_utilisateur_id_ecran_key", {}),
    ("modele_cabinet_id_fkey", {"cabinet_id": 9}),
    ("modele_nom_check", {"nom": ""}),
    ("modele_services_check", {"services": 32768}),
    ("modele_cabinet_id_nom_key", {}),
    ("tentative_empreinte_check", {"empreinte": "0"}),
    ("tentative_echecs_check", {"echecs": -1}),
    ("tentative_pkey", {}),
    ("compteur_cabinet_id_fkey", {"cabinet_id": 9}),
    ("compteur_retire_check", {"retire": 2}),
    ("compteur_nombre_check", {"nombre": -1}),
    ("compteur_pkey", {}),
]


def insert(db: Database, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join([db.param] * len(row))
    db.execute_sql(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])


def fill(db: Database) -> None:
    """Put one row in each table that is there, and what rows of another cabinet refer to."""
    there = set(db.get_tables())
    for table, row in ROWS.items():
        if table in there:
            insert(db, table, row)
    insert(db, "cabinet", {**ROWS["cabinet"], "uid": uid(2)})
    other = {"cabinet_id": 2, "uid": uid(2), "identifiant": "c.petit"}
    insert(db, "utilisateur", {**ROWS["utilisateur"], **other})
    insert(db, "operation", {**ROWS["operation"], "id": uid(2), "rang": 2})


def rows_of(db: Database, names: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: db.execute_sql(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names
    }


def table_of(constraint: str) -> str:
    return constraint.partition("_")[0]


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
        *("retour_pkey", "tentative_pkey", "compteur_pkey")
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
        ("inscription", {"uid": uid(7), **INDEPENDANT, "nir": b"\x01", "montant_centimes": 0}),
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
        assert found == wanted, name


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


@pytest.mark.parametrize("there", range(len(HEAD)))
def test_each_earlier_schema_is_brought_up_to_date(
    empty_url: str, base: Database, there: int, tmp_path: Path
) -> None:
    wanted = describe(base)
    close_database()
    early = half_open(empty_url)
    kept: dict[str, list[tuple[Any, ...]]] = {}
    if there:
        Runner(early, str(schema.MIGRATIONS)).up(HEAD[there - 1])
        fill(early)
        kept = rows_of(early, [name for name in ROWS if name in early.get_tables()])
    assert schema.pending(early) == HEAD[there:]
    close_database()
    late = open_database(empty_url)
    assert schema.pending(late) == ()
    assert describe(late) == wanted
    assert rows_of(late, list(kept)) == kept
    copies = list(tmp_path.glob(f"vide.avant-{HEAD[there][:4]}.*.db"))
    changed = set(HEAD[there:]) - schema.ON_SERVER_ALONE
    assert len(copies) == (1 if there and changed and empty_url.startswith("sqlite") else 0)
    for copy in copies:
        with own_connection(copy) as saved:
            assert schema.pending(saved) == HEAD[there:]
            assert rows_of(saved, list(kept)) == kept
        assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", sorted(schema.ON_SERVER_ALONE))
def test_what_is_not_copied_before_a_migration_does_not_change(empty_url: str, name: str) -> None:
    before = half_open(empty_url)
    Runner(before, str(schema.MIGRATIONS)).up(HEAD[HEAD.index(name) - 1])
    schema_before = describe(before)
    Runner(before, str(schema.MIGRATIONS)).up(name)
    assert describe(before) == schema_before


def test_a_base_that_is_up_to_date_is_neither_copied_nor_changed(
    base_url: str, tmp_path: Path
) -> None:
    before = describe(open_database(base_url))
    assert describe(open_database(base_url)) == before
    assert list(tmp_path.glob("*avant*")) == []


def test_the_schema_goes_down_and_up_again(empty_url: str) -> None:
    db = open_database(empty_url)
    wanted = describe(db)
    Runner(db, str(schema.MIGRATIONS)).down(FIRST)
    assert set(db.get_tables()) <= {schema.HISTORY, *OWN_TABLES}
    assert schema.migrate(db) == HEAD
    assert describe(db) == wanted


def with_migration(folder: Path, body: str) -> Path:
    """Make a folder of all the migrations and one more, whose `up` is `body`."""
    folder.mkdir()
    for path in schema.MIGRATIONS.glob("0*.py"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "9999_essai.py").write_text(
        f"import os, signal\ndef up(migrator, db):\n    {body}\n", encoding="utf-8"
    )
    return folder


CUT = (
    'db.execute_sql("CREATE TABLE coupure (id INTEGER)"); '
    "db.execute_sql(\"UPDATE cabinet SET nom = 'Coupé'\"); "
)
KILLED = "os.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize("filled", [True, False])
def test_a_migration_that_is_killed_leaves_the_schema_before_it(
    empty_url: str, tmp_path: Path, filled: bool
) -> None:
    if filled:
        fill(open_database(empty_url))
    before = describe(half_open(empty_url))
    folder = with_migration(tmp_path / "migrations", CUT + KILLED)
    script = (
        "import sys; from pathlib import Path; from models.storage import opening, schema;"
        "schema.MIGRATIONS = Path(sys.argv[1]); opening.open_database(sys.argv[2])"
    )
    command = [sys.executable, "-c", script, str(folder), empty_url]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert describe(half_open(empty_url)) == before
    db = open_database(empty_url)
    assert [name for (name,) in db.execute_sql("SELECT DISTINCT nom FROM cabinet")] == (
        ["Cabinet Essai"] if filled else []
    )


def test_a_migration_that_fails_changes_nothing(
    base_url: str, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(open_database(empty_url))
    before = describe(half_open(empty_url))
    folder = with_migration(tmp_path / "migrations", CUT + 'db.execute_sql("SELECT * FROM rien")')
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    with pytest.raises(StorageFailure, match="Mise à jour de la base"):
        open_database(empty_url)
    assert describe(half_open(empty_url)) == before


def test_a_migration_that_would_break_links_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "portefeuille.db"
    fill(open_database(path))
    folder = with_migration(tmp_path / "migrations", 'db.execute_sql("DELETE FROM inscription")')
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    with pytest.raises(StorageFailure, match="romprait des liens"):
        open_database(path)
    db = half_open(str(path))
    assert len(db.execute_sql("SELECT 1 FROM inscription").fetchall()) == 1
    assert db.execute_sql("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.execute_sql("PRAGMA busy_timeout").fetchone() == (250,)
    close_database()


def test_a_newer_base_is_refused(base_url: str, empty_url: str) -> None:
    db = open_database(empty_url)
    insert(db, schema.HISTORY, {"name": "9998_plus_tard", "applied": NOW})
    with pytest.raises(StorageFailure, match="version plus récente"):
        open_database(empty_url)


def test_another_session_that_updates_is_waited_for_then_named(
    empty_url: str, engine: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(schema, "UPDATE_SECONDS", 1)
    half_open(empty_url)
    if engine == "sqlite":
        with own_connection(tmp_path / "vide.db") as other:
            other.execute_sql("BEGIN IMMEDIATE")
            with pytest.raises(StorageBusy, match="occupée par une autre session"):
                open_database(empty_url)
        return
    other_base: Database = postgresql_base(empty_url)
    with other_base.connection_context():
        other_base.execute_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        with pytest.raises(StorageBusy, match="occupée par une autre session"):
            open_database(empty_url)


def test_the_search_is_indexed_by_trigrams(base: Database, engine: str) -> None:
    indexes = {index.name for index in base.get_indexes("inscription")}
    assert ("inscription_recherche" in indexes) == (engine == "postgresql")


RIGHTS = {
    schema.HISTORY: "S",
    "operation": "SI",
    **dict.fromkeys(("retour", "brouillon", "modele", "tentative"), "SIUD"),
    **dict.fromkeys(("cabinet", "cle", "utilisateur", "inscription", "compte", "compteur"), "SIU"),
}


@pytest.mark.postgresql
def test_the_application_role_has_these_rights_and_no_more(cluster: Cluster) -> None:
    rights = """
        SELECT tablename, string_agg(left(verb, 1), '' ORDER BY n) FROM pg_tables,
        unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
        WITH ORDINALITY AS verbs (verb, n)
        WHERE schemaname = 'public' AND has_table_privilege(%s, format('%%I', tablename), verb)
        GROUP BY tablename
    """
    role = 'Équipe "A"'
    cluster.execute("""CREATE ROLE "Équipe ""A\"\"\" """)
    with cluster.database() as name:
        db = open_database(cluster.url(name))
        db.execute_sql('GRANT ALL ON operation TO "Équipe ""A"""')
        schema.grant_application_role(db, role)
        schema.grant_application_role(db, role)
        found: list[tuple[str, str]] = db.execute_sql(rights, (role,)).fetchall()
        assert dict(found) == RIGHTS
        with pytest.raises(StorageFailure, match="Droits du rôle personne"):
            schema.grant_application_role(db, "personne")
        close_database()


@pytest.mark.postgresql
def test_an_update_gives_the_application_role_the_new_tables(cluster: Cluster) -> None:
    with cluster.database() as name:
        early = half_open(cluster.url(name))
        Runner(early, str(schema.MIGRATIONS)).up(FIRST)
        schema.grant_application_role(early, APPLICATION)
        open_database(cluster.url(name))
        late = open_database(cluster.url(name, APPLICATION))
        insert(late, "tentative", ROWS["tentative"])
        late.execute_sql("DELETE FROM tentative")
        close_database()


def test_an_sqlite_base_has_no_roles(tmp_path: Path) -> None:
    db = open_database(tmp_path / "portefeuille.db")
    with pytest.raises(StorageFailure, match="n'a pas de rôles"):
        schema.grant_application_role(db, APPLICATION)
    close_database()
