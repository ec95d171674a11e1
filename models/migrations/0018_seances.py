"""Who is in, since when and from where: one row for each session of the screens, while it lives."""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Create the table."""
    on_server = isinstance(db, PostgresqlDatabase)
    uid, instant = ("UUID", "TIMESTAMP") if on_server else ("TEXT", "DATETIME")
    db.execute_sql(
        f"""
        CREATE TABLE seance (
            session {uid} NOT NULL PRIMARY KEY,
            cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
            utilisateur_id BIGINT NOT NULL,
            depuis {instant} NOT NULL,
            origine TEXT NOT NULL CHECK (origine <> ''),
            FOREIGN KEY (cabinet_id, utilisateur_id) REFERENCES utilisateur (cabinet_id, id)
        )
        """
    )


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove the table."""
    db.execute_sql("DROP TABLE seance")
