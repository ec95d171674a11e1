"""Drafts: several for each person and screen, one for each that is open; corrections apart.

No program has written any until now; a row that is there all the same stays.
"""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

ONE_ONLY = "brouillon_cabinet_id_utilisateur_id_ecran_key"
"""The rule of migration 0001, by the name that the server gave it."""
ON_SERVER = (
    f"ALTER TABLE brouillon DROP CONSTRAINT {ONE_ONLY}",
    "ALTER TABLE brouillon ADD COLUMN uid UUID NOT NULL DEFAULT gen_random_uuid()",
    "ALTER TABLE brouillon ALTER COLUMN uid DROP DEFAULT",
    "ALTER TABLE brouillon ADD COLUMN inscription_uid UUID",
    "ALTER TABLE brouillon ADD COLUMN session UUID NOT NULL DEFAULT gen_random_uuid()",
    "ALTER TABLE brouillon ALTER COLUMN session DROP DEFAULT",
    "ALTER TABLE brouillon ADD COLUMN corrections BYTEA",
    "ALTER TABLE brouillon ADD UNIQUE (cabinet_id, uid)",
    "ALTER TABLE brouillon ADD CHECK (ecran <> '')",
)
OFF_SERVER = (
    "DELETE FROM brouillon WHERE id NOT IN"
    " (SELECT max(id) FROM brouillon GROUP BY cabinet_id, utilisateur_id, ecran)",
    "ALTER TABLE brouillon DROP CONSTRAINT brouillon_ecran_check",
    *(
        f"ALTER TABLE brouillon DROP COLUMN {column}"
        for column in ("uid", "inscription_uid", "session", "corrections")
    ),
    f"ALTER TABLE brouillon ADD CONSTRAINT {ONE_ONLY} UNIQUE (cabinet_id, utilisateur_id, ecran)",
)
HEAD = """CREATE TABLE brouillon (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    utilisateur_id BIGINT NOT NULL,
    ecran TEXT NOT NULL{check},
    contenu BLOB NOT NULL,
    modifie_le DATETIME NOT NULL,{more}
    UNIQUE ({unique}),
    FOREIGN KEY (cabinet_id, utilisateur_id) REFERENCES utilisateur (cabinet_id, id)
)"""
MORE = """
    uid TEXT NOT NULL,
    inscription_uid TEXT,
    session TEXT NOT NULL,
    corrections BLOB,"""
AFTER = HEAD.format(check=" CHECK (ecran <> '')", more=MORE, unique="cabinet_id, uid")
BEFORE = HEAD.format(check="", more="", unique="cabinet_id, utilisateur_id, ecran")
OLD = "id, cabinet_id, utilisateur_id, ecran, contenu, modifie_le"
RANDOM = "lower(hex(randomblob(16)))"
INDEX = "CREATE INDEX brouillon_personne ON brouillon (cabinet_id, utilisateur_id, modifie_le)"


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Add what tells drafts apart, and let there be several."""
    if isinstance(db, PostgresqlDatabase):
        for statement in ON_SERVER:
            db.execute_sql(statement)
    else:
        into = f"INSERT INTO brouillon ({OLD}, uid, session)"
        _rebuild(db, AFTER, f"{into} SELECT {OLD}, {RANDOM}, {RANDOM} FROM ancien")
    db.execute_sql(INDEX)


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Keep the last draft of each person and screen."""
    db.execute_sql("DROP INDEX brouillon_personne")
    if isinstance(db, PostgresqlDatabase):
        for statement in OFF_SERVER:
            db.execute_sql(statement)
    else:
        into = f"INSERT OR REPLACE INTO brouillon ({OLD})"
        _rebuild(db, BEFORE, f"{into} SELECT {OLD} FROM ancien ORDER BY id")


def _rebuild(db: Database, table: str, fill: str) -> None:
    db.execute_sql("CREATE TABLE ancien AS SELECT * FROM brouillon")
    db.execute_sql("DROP TABLE brouillon")
    db.execute_sql(table)
    db.execute_sql(fill)
    db.execute_sql("DROP TABLE ancien")
