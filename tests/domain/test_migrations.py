"""The schema is brought up to date: whole, once, and never half."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from peewee import Database
from playhouse.migrations import Runner

from bench.postgresql import APPLICATION, Cluster
from models.errors import StorageBusy, StorageFailure
from models.storage import schema
from models.storage.file_copy import own_connection
from models.storage.opening import close_database, open_database
from models.storage.postgresql_engine import ADVISORY_LOCK, postgresql_base
from tests.domain.schema_rows import (
    FIRST,
    HEAD,
    NOW,
    OWN_TABLES,
    ROWS,
    columns_of,
    describe,
    fill,
    half_open,
    insert,
    rows_of,
)


@pytest.mark.parametrize("there", range(len(HEAD)))
def test_each_earlier_schema_is_brought_up_to_date(
    empty_url: str, base: Database, there: int, tmp_path: Path
) -> None:
    wanted = describe(base)
    close_database()
    early = half_open(empty_url)
    columns: dict[str, list[str]] = {}
    kept: dict[str, list[tuple[Any, ...]]] = {}
    if there:
        Runner(early, str(schema.MIGRATIONS)).up(HEAD[there - 1])
        fill(early)
        columns = columns_of(early)
        kept = rows_of(early, columns)
    assert schema.pending(early) == HEAD[there:]
    close_database()
    late = open_database(empty_url)
    assert schema.pending(late) == ()
    assert describe(late) == wanted
    assert rows_of(late, columns) == kept
    copies = list(tmp_path.glob(f"vide.avant-{HEAD[there][:4]}.*.db"))
    changed = set(HEAD[there:]) - schema.ON_SERVER_ALONE
    assert len(copies) == (1 if there and changed and empty_url.startswith("sqlite") else 0)
    for copy in copies:
        with own_connection(copy) as saved:
            assert schema.pending(saved) == HEAD[there:]
            assert rows_of(saved, columns) == kept
        assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", sorted(schema.ON_SERVER_ALONE))
def test_what_is_not_copied_before_a_migration_does_not_change(empty_url: str, name: str) -> None:
    before = half_open(empty_url)
    Runner(before, str(schema.MIGRATIONS)).up(HEAD[HEAD.index(name) - 1])
    schema_before = describe(before)
    Runner(before, str(schema.MIGRATIONS)).up(name)
    assert describe(before) == schema_before


SINCE_WHICH_PROOFS_STAY = "0009_corbeille_et_preuves"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_rule_goes_and_all_that_stands_beside_it_stays(empty_url: str) -> None:
    early = half_open(empty_url)
    before = HEAD[HEAD.index(SINCE_WHICH_PROOFS_STAY) - 1]
    Runner(early, str(schema.MIGRATIONS)).up(before)
    fill(early)
    schema_before, known_before = dict(describe(early)), _known(early)
    Runner(early, str(schema.MIGRATIONS)).up(SINCE_WHICH_PROOFS_STAY)
    # Another connection reads the schema as it stands in the file.
    close_database()
    late = half_open(empty_url)
    after = dict(describe(late))
    assert set(schema_before) <= set(after)
    changed = {name for name in schema_before if after[name] != schema_before[name]}
    assert changed == {"inscription"}
    gone = ",\n    CHECK (montant_centimes IS NULL OR report <> 'fait')"
    table = after["inscription"]
    own = table[: table.index(", preuves_le")] + table[table.index(",\n    UNIQUE") :]
    assert own == schema_before["inscription"].replace(gone, "")
    assert known_before <= _known(late)
    for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        assert late.execute_sql(f"PRAGMA {pragma}").fetchall() == sound
    assert late.execute_sql("PRAGMA writable_schema").fetchone() == (0,)
    close_database()


def _known(db: Database) -> set[tuple[str, str, str]]:
    return set(db.execute_sql("SELECT tbl, idx, stat FROM sqlite_stat1"))


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
            with pytest.raises(StorageBusy, match="occupé par une autre session"):
                open_database(empty_url)
        return
    other_base: Database = postgresql_base(empty_url)
    with other_base.connection_context():
        other_base.execute_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        with pytest.raises(StorageBusy, match="occupé par une autre session"):
            open_database(empty_url)


def test_the_search_is_indexed_by_trigrams(base: Database, engine: str) -> None:
    indexes = {index.name for index in base.get_indexes("inscription")}
    assert ("inscription_recherche" in indexes) == (engine == "postgresql")


RIGHTS = {
    schema.HISTORY: "S",
    **dict.fromkeys(("operation", "archive"), "SI"),
    **dict.fromkeys(("retour", "brouillon", "modele", "tentative", "travail", "presence"), "SIUD"),
    "seance": "SIUD",
    **dict.fromkeys(("cabinet", "cle", "cle_ssh", "utilisateur", "compteur"), "SIU"),
    **dict.fromkeys(("inscription", "compte"), "SIU"),
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
