"""Tries to sign in are counted by person and by source; the sources of who came in are known."""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Add of which person a row is a source, and when somebody last came in from there."""
    instant = "TIMESTAMP" if isinstance(db, PostgresqlDatabase) else "DATETIME"
    for column in (
        "personne TEXT CHECK (personne IS NULL OR length(personne) = 64)",
        f"connue_le {instant}",
    ):
        db.execute_sql(f"ALTER TABLE tentative ADD COLUMN {column}")
    db.execute_sql(
        "CREATE INDEX tentative_personne ON tentative (personne) WHERE personne IS NOT NULL"
    )


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Forget the sources: what is left counts by person."""
    db.execute_sql("DROP INDEX tentative_personne")
    db.execute_sql("DELETE FROM tentative WHERE personne IS NOT NULL")
    for column in ("personne", "connue_le"):
        db.execute_sql(f"ALTER TABLE tentative DROP COLUMN {column}")
