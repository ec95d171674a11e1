"""The SSH public keys of people: an open one is that of one person of the whole base."""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Create the table."""
    on_server = isinstance(db, PostgresqlDatabase)
    instant = "TIMESTAMP" if on_server else "DATETIME"
    number = "BIGSERIAL PRIMARY KEY" if on_server else "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"
    db.execute_sql(
        f"""
        CREATE TABLE cle_ssh (
            id {number},
            cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
            utilisateur_id BIGINT NOT NULL,
            uid {"UUID" if on_server else "TEXT"} NOT NULL,
            cle TEXT NOT NULL CHECK (cle <> ''),
            empreinte TEXT NOT NULL CHECK (length(empreinte) = 50),
            nom TEXT NOT NULL DEFAULT '',
            ajoutee_le {instant} NOT NULL,
            retiree_le {instant},
            UNIQUE (cabinet_id, uid),
            FOREIGN KEY (cabinet_id, utilisateur_id) REFERENCES utilisateur (cabinet_id, id)
        )
        """
    )
    db.execute_sql(
        "CREATE UNIQUE INDEX cle_ssh_empreinte_vivant ON cle_ssh (empreinte)"
        " WHERE retiree_le IS NULL"
    )


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove the table."""
    db.execute_sql("DROP TABLE cle_ssh")
