"""What changes many inscriptions now, so that who waits for the base is told for what."""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Create the table."""
    instant = "TIMESTAMP" if isinstance(db, PostgresqlDatabase) else "DATETIME"
    db.execute_sql(
        f"""
        CREATE TABLE travail (
            lot {"UUID" if isinstance(db, PostgresqlDatabase) else "TEXT"} NOT NULL PRIMARY KEY,
            cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
            qui TEXT NOT NULL,
            quoi TEXT NOT NULL CHECK (quoi <> ''),
            combien INTEGER NOT NULL CHECK (combien > 0),
            depuis {instant} NOT NULL
        )
        """
    )
    db.execute_sql("CREATE INDEX travail_cabinet ON travail (cabinet_id, depuis)")


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove it."""
    db.execute_sql("DROP TABLE travail")
