"""On PostgreSQL too, the index of the names answers what is sought in a name, without its row.

SQLite's has done so since migration 0004. The server reads the index alone where its VACUUM has
passed, which it does by itself.
"""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

NAMES = """CREATE INDEX inscription_nom ON inscription (cabinet_id, cle_nom, id){more}
WHERE retire_le IS NULL"""


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Make the index with what is sought."""
    _make(db, " INCLUDE (cle_recherche)")


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Make it as migration 0001 did."""
    _make(db, "")


def _make(db: Database, more: str) -> None:
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql("DROP INDEX inscription_nom")
        db.execute_sql(NAMES.format(more=more))
