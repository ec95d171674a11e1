"""Each operation carries the seal of the row as it left it (models.writing.row_seals).

Rows that are there get theirs at the first opening with the key, which a migration has not.
"""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Add the column."""
    kind = "BYTEA" if isinstance(db, PostgresqlDatabase) else "BLOB"
    db.execute_sql(f"ALTER TABLE operation ADD COLUMN sceau_ligne {kind}")


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Take it away."""
    db.execute_sql("ALTER TABLE operation DROP COLUMN sceau_ligne")
