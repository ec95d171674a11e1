"""Tries to sign in, counted for known and unknown identifiants alike."""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Create the table."""
    instant = "TIMESTAMP" if isinstance(db, PostgresqlDatabase) else "DATETIME"
    db.execute_sql(
        f"""
        CREATE TABLE tentative (
            empreinte TEXT NOT NULL PRIMARY KEY CHECK (length(empreinte) = 64),
            echecs INTEGER NOT NULL DEFAULT 0 CHECK (echecs >= 0),
            dernier {instant} NOT NULL
        )
        """
    )
    db.execute_sql("CREATE INDEX tentative_dernier ON tentative (dernier)")


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove the table."""
    db.execute_sql("DROP TABLE tentative")
