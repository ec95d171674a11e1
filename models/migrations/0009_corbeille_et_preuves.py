"""Nothing is final at once: proofs are kept a day after « fait », what is removed thirty days.

A montant is no longer refused where nothing is to be done: it is kept with the instant since when
it is of no use (`preuves_le`). SQLite drops no CHECK: its text goes from the schema, as
sqlite.org/lang_altertable.html (§7) has it for what changes nothing of what is on the disk; rows,
indexes, triggers and what is known of them stay as they are.
"""

from __future__ import annotations

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

from models.errors import StorageFailure

AT_ONCE = "CHECK (montant_centimes IS NULL OR report <> 'fait')"
"""The rule of migration 0001."""

NEEDED = "ecart IN ('inscrire', 'inconnu')"
ENDED = f"preuves_le {{instant}} CHECK (preuves_le IS NULL OR NOT {NEEDED})"
UNDONE = (
    "annulee {bool} NOT NULL DEFAULT {false}"
    f" CHECK ((montant_centimes IS NULL AND nir IS NULL) OR {NEEDED} OR preuves_le IS NOT NULL)"
)
"""Added once the other is filled: SQLite adds a CHECK with a column only."""

FILL = f"""UPDATE inscription SET preuves_le = COALESCE(vu_le, modifie_le)
WHERE NOT {NEEDED} AND (montant_centimes IS NOT NULL OR nir IS NOT NULL)"""
FILL_UNDONE = """UPDATE inscription SET annulee = {true} WHERE retire_le IS NOT NULL AND EXISTS (
    SELECT 1 FROM operation WHERE operation.cabinet_id = inscription.cabinet_id
        AND inscription_uid = inscription.uid AND verbe = 'annuler'
        AND instant = inscription.retire_le AND replace(champs, '"verbe":"inscrire"', '') <> champs
)"""
ERASE = "UPDATE inscription SET montant_centimes = NULL WHERE report = 'fait'"

ARCHIVE = """CREATE TABLE archive (
    id {id},
    cabinet_id BIGINT NOT NULL REFERENCES cabinet (id),
    uid {uuid} NOT NULL,
    nom TEXT NOT NULL,
    siren TEXT,
    regime TEXT NOT NULL,
    cree_le {instant} NOT NULL,
    retire_le {instant} NOT NULL,
    par TEXT NOT NULL,
    UNIQUE (cabinet_id, uid)
)"""
INDEXES = {
    "inscription_preuves": "(cabinet_id, preuves_le) WHERE preuves_le IS NOT NULL",
    "inscription_retiree": "(cabinet_id, retire_le, id, annulee) WHERE retire_le IS NOT NULL",
}
KNOWN = (
    ("inscription_preuves", "1000 1000 2"),
    ("inscription_retiree", "10000 10000 5 1 1"),
)

ON_SQLITE = {
    "id": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
    "uuid": "TEXT",
    "instant": "DATETIME",
    "bool": "INTEGER",
    "true": "1",
    "false": "0",
}
ON_SERVER = {
    "id": "BIGSERIAL PRIMARY KEY",
    "uuid": "UUID",
    "instant": "TIMESTAMP",
    "bool": "BOOLEAN",
    "true": "TRUE",
    "false": "FALSE",
}


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Drop the rule, add the columns, fill them, make the archive."""
    on_server = isinstance(db, PostgresqlDatabase)
    words = ON_SERVER if on_server else ON_SQLITE
    if on_server:
        db.execute_sql(f"ALTER TABLE inscription DROP CONSTRAINT {_named(db)}")
    else:
        _rewrite(db, f",\n    {AT_ONCE}", "")
    db.execute_sql(f"ALTER TABLE inscription ADD COLUMN {ENDED.format(**words)}")
    db.execute_sql(FILL)
    db.execute_sql(f"ALTER TABLE inscription ADD COLUMN {UNDONE.format(**words)}")
    db.execute_sql(FILL_UNDONE.format(**words))
    db.execute_sql(ARCHIVE.format(**words))
    for name, columns in INDEXES.items():
        db.execute_sql(f"CREATE INDEX {name} ON inscription {columns}")
    for known in () if on_server else KNOWN:
        db.execute_sql("INSERT INTO sqlite_stat1 VALUES ('inscription', ?, ?)", known)


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Erase what the rule refuses, and put it back."""
    on_server = isinstance(db, PostgresqlDatabase)
    for name in INDEXES:
        db.execute_sql(f"DROP INDEX {name}")
        if not on_server:
            db.execute_sql("DELETE FROM sqlite_stat1 WHERE idx = ?", (name,))
    db.execute_sql("DROP TABLE archive")
    for column in ("annulee", "preuves_le"):
        db.execute_sql(f"ALTER TABLE inscription DROP COLUMN {column}")
    db.execute_sql(ERASE)
    if on_server:
        db.execute_sql(f"ALTER TABLE inscription ADD {AT_ONCE}")
    else:
        after = ",\n    FOREIGN KEY (cabinet_id, responsable_id)"
        _rewrite(db, after, f",\n    {AT_ONCE}{after}")


def _named(db: Database) -> str:
    """Give the name that the server made up for the rule."""
    rows = db.execute_sql(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'inscription'::regclass"
        " AND contype = 'c'"
        " AND strpos(pg_get_constraintdef(oid), 'montant_centimes IS NULL) OR (report') > 0"
    )
    return str(rows.fetchone()[0])


def _rewrite(db: Database, text: str, by: str) -> None:
    """Change the text of the table in the schema, and read the schema again."""
    db.execute_sql("PRAGMA writable_schema = 1")
    try:
        changed = db.execute_sql(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?)"
            " WHERE type = 'table' AND name = 'inscription' AND instr(sql, ?)",
            (text, by, text),
        )
        if changed.rowcount != 1:
            raise StorageFailure("La table des clients n'est pas celle de Portefeuille.")
        (version,) = db.execute_sql("PRAGMA schema_version").fetchone()
        db.execute_sql(f"PRAGMA schema_version = {version + 1}")
    finally:
        db.execute_sql("PRAGMA writable_schema = RESET")
