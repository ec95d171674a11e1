"""The queue of what is to be done on urssaf.fr: its order, and who has what of it open."""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

INDEX = """CREATE INDEX inscription_a_faire ON inscription
(cabinet_id, ecart, report_le, id, report, regime, responsable_id, services)
WHERE ecart <> 'aucun'"""
"""In the order of the queue, and what its facets ask of each row."""
KNOWN = "50000 50000 15000 2 1 1 1 1 1"
SINCE = """UPDATE inscription SET report_le = modifie_le
WHERE ecart <> 'aucun' AND report_le IS NULL"""
"""What waited before its beginning was kept: since its last change, as far as one knows."""


PRESENCE = """
CREATE TABLE presence (
    session {uid} NOT NULL PRIMARY KEY,
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    utilisateur_id BIGINT NOT NULL,
    inscription_uid {uid} NOT NULL,
    depuis {instant} NOT NULL,
    FOREIGN KEY (cabinet_id, utilisateur_id) REFERENCES utilisateur (cabinet_id, id)
)
"""
PRESENCES = "CREATE INDEX presence_cabinet ON presence (cabinet_id, inscription_uid)"


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Index what waits, by its kind and its age; make the table of what is open."""
    on_server = isinstance(db, PostgresqlDatabase)
    db.execute_sql(SINCE)
    db.execute_sql(INDEX)
    uid, instant = ("UUID", "TIMESTAMP") if on_server else ("TEXT", "DATETIME")
    db.execute_sql(PRESENCE.format(uid=uid, instant=instant))
    db.execute_sql(PRESENCES)
    if not on_server:
        known = ("inscription", "inscription_a_faire", KNOWN)
        db.execute_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", known)


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove both."""
    db.execute_sql("DROP TABLE presence")
    if not isinstance(db, PostgresqlDatabase):
        db.execute_sql("DELETE FROM sqlite_stat1 WHERE idx = 'inscription_a_faire'")
    db.execute_sql("DROP INDEX inscription_a_faire")
