"""The schema of a base: what it lacks, and bringing it up to date under a lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import Database, PostgresqlDatabase, SqliteDatabase

from models.errors import StorageFailure
from models.storage.failures import explaining
from models.storage.file_copy import copy_base, dated
from models.storage.sqlite_engine import WAIT_MS

MIGRATIONS = Path(__file__).parent.parent / "migrations"
HISTORY = "schema_migration"
ON_SERVER_ALONE = {"0006_noms_et_recherche"}
"""The migrations that leave an SQLite base as it is: it need not be copied before them."""
UPDATE_SECONDS = 60
ADVISORY_LOCK = 0x706F7274  # « port »
DELETABLE = ("retour", "brouillon", "modele", "tentative")
READ_ONLY = (HISTORY,)
APPEND_ONLY = ("operation",)


def pending(db: Database) -> tuple[str, ...]:
    """Name the migrations that `db` still lacks, in order."""
    applied = _applied(db)
    return tuple(name for name in _known() if name not in applied)


def bring_up_to_date(db: Database) -> None:
    """Create or update the schema of `db` where this may be done.

    Raises StorageFailure: `db` belongs to a newer program or to another one, or is PostgreSQL
    and the role does not own it; StorageBusy: another session is updating it.
    """
    with explaining("Mise à jour de la base"):
        if _tables(db):
            refuse_unusable(db)
        if not pending(db):
            return
        if _may_migrate(db):
            migrate(db)
            return
        raise StorageFailure(
            "La base attend une mise à jour : lancez « portefeuille migrer » "
            "avec le rôle propriétaire de la base."
        )


def migrate(db: Database) -> tuple[str, ...]:
    """Run the pending migrations in one transaction and name them: all of them, or none.

    An SQLite base that already holds something is first copied beside itself, if it is to change.
    Raises StorageFailure and driver errors; nothing has changed then.
    """
    # Opening runs at each start and seldom migrates: 8 ms that the first screen need not pay.
    from playhouse.migrations import Runner  # noqa: PLC0415

    with _alone(db):
        if _tables(db):
            refuse_unusable(db)
        todo = pending(db)
        if isinstance(db, SqliteDatabase) and _applied(db) and set(todo) - ON_SERVER_ALONE:
            path = Path(db.database)
            copy_base(path, dated(path, f"avant-{todo[0][:4]}"))
        if todo:
            Runner(db, str(MIGRATIONS)).up()
            _grant_again(db)
        return todo


def refuse_unusable(db: Database) -> None:
    """Raise StorageFailure if `db` is another program's, or is newer than this program."""
    refuse_foreign(db)
    refuse_newer(_applied(db))


def refuse_foreign(db: Database) -> None:
    """Raise StorageFailure if `db` is another program's."""
    tables = _tables(db)
    if HISTORY not in tables:
        raise StorageFailure(
            "Cette base n'est pas une base Portefeuille "
            f"(tables trouvées : {', '.join(tables[:3]) or 'aucune'})."
        )


def refuse_newer(applied: Iterable[str]) -> None:
    """Raise StorageFailure if a migration that was `applied` is unknown to this program."""
    if set(applied) - set(_known()):
        raise StorageFailure(
            "Cette base vient d'une version plus récente de Portefeuille : "
            "mettez le programme à jour."
        )


def grant_application_role(db: Database, role: str) -> None:
    """Give `role` what the program needs and no more; it owns nothing and erases no journal.

    Raises StorageFailure: not PostgreSQL, no such role, not the owner.
    """
    if not isinstance(db, PostgresqlDatabase):
        raise StorageFailure("Une base SQLite n'a pas de rôles : protégez son fichier.")
    quoted = '"{}"'.format(role.replace('"', '""'))
    with explaining(f"Droits du rôle {role}"), db.atomic():
        schema = db.execute_sql("SELECT quote_ident(current_schema())").fetchone()[0]
        db.execute_sql(f"GRANT USAGE ON SCHEMA {schema} TO {quoted}")
        for table in db.get_tables():
            db.execute_sql(f"REVOKE ALL ON {table} FROM {quoted}")
            db.execute_sql(f"GRANT {_rights(table)} ON {table} TO {quoted}")
        db.execute_sql(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {quoted}")


def _grant_again(db: Database) -> None:
    """Give the roles that already use the base their rights on the tables that are new."""
    if isinstance(db, PostgresqlDatabase):
        users = (
            "SELECT grantee FROM information_schema.role_table_grants"
            " WHERE table_schema = current_schema() AND table_name = %s"
            " AND privilege_type = 'SELECT' AND grantee NOT IN (current_user, 'PUBLIC')"
        )
        for (role,) in db.execute_sql(users, (HISTORY,)).fetchall():
            grant_application_role(db, role)


def _rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in APPEND_ONLY:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE" if table in DELETABLE else "SELECT, INSERT, UPDATE"


def _known() -> list[str]:
    return sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))


def _tables(db: Database) -> list[str]:
    return [name for name in db.get_tables() if not name.startswith("sqlite_")]


def _applied(db: Database) -> set[str]:
    if HISTORY not in _tables(db):
        return set()
    return {name for (name,) in db.execute_sql(f"SELECT name FROM {HISTORY}")}


def _may_migrate(db: Database) -> bool:
    """Whether this role may change the schema: always with SQLite, else its owner."""
    if not isinstance(db, PostgresqlDatabase):
        return True
    return bool(
        db.execute_sql(
            "SELECT has_schema_privilege(current_schema(), 'CREATE') AND NOT EXISTS ("
            " SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = %s"
            " AND NOT pg_has_role(tableowner, 'USAGE'))",
            (HISTORY,),
        ).fetchone()[0]
    )


@contextmanager
def _alone(db: Database) -> Iterator[None]:
    """Open the transaction in which this session alone may change the schema."""
    if isinstance(db, PostgresqlDatabase):
        with db.atomic():
            db.execute_sql("SET LOCAL statement_timeout = 0")
            db.execute_sql(f"SET LOCAL lock_timeout = '{UPDATE_SECONDS}s'")
            db.execute_sql("SELECT pg_advisory_xact_lock(%s)", (ADVISORY_LOCK,))
            yield
        return
    # Rebuilding a table that others refer to needs this, and it is ignored in a transaction.
    db.execute_sql("PRAGMA foreign_keys = 0")
    db.execute_sql(f"PRAGMA busy_timeout = {UPDATE_SECONDS * 1000}")
    try:
        with db.atomic("IMMEDIATE"):
            yield
            if db.execute_sql("PRAGMA foreign_key_check").fetchone():
                raise StorageFailure("La mise à jour romprait des liens : rien n'a été changé.")
    finally:
        db.execute_sql("PRAGMA foreign_keys = 1")
        db.execute_sql(f"PRAGMA busy_timeout = {WAIT_MS}")
