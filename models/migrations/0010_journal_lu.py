"""The journal is read: by person, client, verb and date, the gestures of a lot as one line.

`premier` marks the first operation of each lot, `annule` the lot that an undoing undoes; both
follow from what is sealed (`verifying.verify` compares them). `origine` says from where the command
line was run; it is sealed where it is not null, so that seals made before hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

COLUMNS = {
    "origine": "TEXT CHECK (origine IS NULL OR origine <> '')",
    "premier": "INTEGER NOT NULL DEFAULT 1 CHECK (premier IN (0, 1))",
    "annule": "{uuid}",
}
INDEXES = {
    "operation_lot": "(cabinet_id, lot, rang)",
    "operation_geste": "(cabinet_id, rang) WHERE premier = 1",
    "operation_personne": "(cabinet_id, utilisateur_id, rang) WHERE premier = 1",
    "operation_verbe": "(cabinet_id, verbe, rang, utilisateur_id) WHERE premier = 1",
    "operation_instant": "(cabinet_id, instant, rang) WHERE premier = 1",
    "operation_annule": "(cabinet_id, annule) WHERE annule IS NOT NULL AND premier = 1",
}
FORMER = {
    "operation_lot": "(cabinet_id, lot)",
    "operation_annule": "(cabinet_id, rang) WHERE verbe = 'annuler'",
}
FOLLOWING = """UPDATE operation SET premier = 0 WHERE id <> lot AND EXISTS (
    SELECT 1 FROM operation AS autre WHERE autre.cabinet_id = operation.cabinet_id
        AND autre.lot = operation.lot AND autre.rang < operation.rang
)"""

# What SQLite is to believe (KNOWN, migration 0004).
KNOWN = {
    "operation_lot": "1000000 1000000 2 1",
    "operation_geste": "500000 500000 1",
    "operation_personne": "500000 500000 50000 1",
    "operation_verbe": "500000 500000 50000 1 1",
    "operation_instant": "500000 500000 2 1",
    "operation_annule": "1000 1000 1",
}
FORMERLY_KNOWN = {
    "operation_lot": "1000000 1000000 2",
    "operation_annule": "1000 1000 1",
}


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns, fill those that follow from the others, and index them."""
    uuid = "UUID" if isinstance(db, PostgresqlDatabase) else "TEXT"
    for name, kind in COLUMNS.items():
        db.execute_sql(f"ALTER TABLE operation ADD COLUMN {name} {kind.format(uuid=uuid)}")
    db.execute_sql(FOLLOWING)
    _fill_annule(db)
    _index(db, FORMER, INDEXES)
    _know(db, KNOWN)


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove them."""
    _index(db, INDEXES, FORMER)
    for name in COLUMNS:
        db.execute_sql(f"ALTER TABLE operation DROP COLUMN {name}")
    _know(db, FORMERLY_KNOWN)


def _index(db: Database, former: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    for name in former:
        db.execute_sql(f"DROP INDEX {name}")
    for name, columns in wanted.items():
        db.execute_sql(f"CREATE INDEX {name} ON operation {columns}")


def _fill_annule(db: Database) -> None:
    rows = db.execute_sql("SELECT id, champs FROM operation WHERE verbe = 'annuler'").fetchall()
    undone = [(json.loads(champs)["annule"], number) for number, champs in rows]
    update = f"UPDATE operation SET annule = {db.param} WHERE id = {db.param}"
    if undone:
        db.cursor().executemany(update, undone)


def _know(db: Database, known: Mapping[str, str]) -> None:
    if isinstance(db, PostgresqlDatabase):
        return
    db.execute_sql("DELETE FROM sqlite_stat1 WHERE idx IN (?, ?)", [*FORMER])
    for name, rows in known.items():
        db.execute_sql("INSERT INTO sqlite_stat1 VALUES ('operation', ?, ?)", (name, rows))
