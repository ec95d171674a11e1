"""Name fragments are found by trigrams on PostgreSQL; SQLite reads its one file fast enough."""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

from models.errors import StorageFailure


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Index `cle_recherche` by trigrams."""
    if not isinstance(db, PostgresqlDatabase):
        return
    if not db.execute_sql(
        "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"
    ).fetchone():
        raise StorageFailure(
            "Il manque l'extension pg_trgm au serveur PostgreSQL "
            "(paquet postgresql-contrib) : la base n'a pas été changée."
        )
    db.execute_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    db.execute_sql(
        "CREATE INDEX inscription_recherche ON inscription USING gin (cle_recherche gin_trgm_ops)"
    )


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove the index; the extension may serve others."""
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql("DROP INDEX inscription_recherche")
