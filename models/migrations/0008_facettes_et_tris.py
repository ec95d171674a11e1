"""The list is filtered by more, and put in other orders: two keys, and their indexes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

from models.cleaning import fold

AT_ONCE = 10_000
KEYS = ("cle_dossier", "cle_ville")
ORDERS = {
    "inscription_dossier": "(cabinet_id, cle_dossier, cle_nom, id)",
    "inscription_ville": "(cabinet_id, cle_ville, cle_nom, id)",
    # Of those too who have no responsable.
    "inscription_responsable": "(cabinet_id, responsable_id, cle_nom, id)",
    # Those that were removed too: they are listed while their removal is to be re-keyed.
    "inscription_modifiee": "(cabinet_id, modifie_le, id)",
}
FORMER = {
    "inscription_responsable": "(cabinet_id, responsable_id) WHERE responsable_id IS NOT NULL",
    "inscription_modifiee": "(cabinet_id, modifie_le, id) WHERE retire_le IS NULL",
}
NO_SIRET = "CREATE INDEX compte_sans_siret ON compte (cabinet_id) WHERE siret IS NULL"
ASKED = ("regime", "responsable_id", "services")
"""What the index of the names answers besides, of each row."""

FIRST_TOWNS = """SELECT inscription.id, inscription.code_dossier, compte.ville
FROM inscription LEFT JOIN compte ON compte.id = (
    SELECT MIN(id) FROM compte AS un WHERE un.inscription_id = inscription.id
        AND un.cabinet_id = inscription.cabinet_id
        AND (un.retire_le IS NULL OR un.retire_le = inscription.retire_le)
)
WHERE compte.ville <> '' OR inscription.code_dossier <> ''"""

# What SQLite is to believe (KNOWN, migration 0004).
ALL = 1_000_000
KNOWN = {
    "inscription_nom": ("inscription", (ALL, 2, 1, 1, 1, 1, 1)),
    "inscription_dossier": ("inscription", (ALL, 2, 2, 1)),
    "inscription_ville": ("inscription", (ALL, ALL // 1_000, 2, 1)),
    "inscription_responsable": ("inscription", (ALL, ALL // 20, 2, 1)),
    # An index that is dropped takes what is known of it away.
    "inscription_modifiee": ("inscription", (ALL, 2, 1)),
    "compte_sans_siret": ("compte", (ALL // 2,)),
}
FORMERLY_KNOWN = {
    "inscription_nom": ("inscription", (ALL, 2, 1, 1)),
    "inscription_responsable": ("inscription", (ALL, ALL // 20)),
    "inscription_modifiee": ("inscription", (ALL, 2, 1)),
}


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Add the keys, fill them, and index them."""
    on_server = isinstance(db, PostgresqlDatabase)
    text = 'TEXT COLLATE "C"' if on_server else "TEXT"
    for key in KEYS:
        db.execute_sql(f"ALTER TABLE inscription ADD COLUMN {key} {text} NOT NULL DEFAULT ''")
    _fill(db)
    for name in FORMER:
        db.execute_sql(f"DROP INDEX {name}")
    for name, columns in ORDERS.items():
        db.execute_sql(f"CREATE INDEX {name} ON inscription {columns}")
    db.execute_sql(NO_SIRET)
    _index_names(db, ASKED)
    _know(db, KNOWN)


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove them."""
    _index_names(db, ())
    for name in (*ORDERS, "compte_sans_siret"):
        db.execute_sql(f"DROP INDEX {name}")
    for name, columns in FORMER.items():
        db.execute_sql(f"CREATE INDEX {name} ON inscription {columns}")
    for key in KEYS:
        db.execute_sql(f"ALTER TABLE inscription DROP COLUMN {key}")
    _know(db, FORMERLY_KNOWN, *KNOWN)


def _fill(db: Database) -> None:
    rows = iter(db.execute_sql(FIRST_TOWNS).fetchall())
    known: dict[str, str] = {}
    one = db.param
    write = f"UPDATE inscription SET cle_dossier = {one}, cle_ville = {one} WHERE id = {one}"
    cursor = db.cursor()
    while some := list(islice(rows, AT_ONCE)):
        for _, _, ville in some:
            known.setdefault(ville or "", fold(ville or ""))
        keys = [(fold(dossier or ""), known[ville or ""], row) for row, dossier, ville in some]
        cursor.executemany(write, keys)


def _index_names(db: Database, asked: tuple[str, ...]) -> None:
    db.execute_sql("DROP INDEX inscription_nom")
    more = ", ".join(("cle_recherche", *asked))
    columns = "(cabinet_id, cle_nom, id"
    columns += f") INCLUDE ({more})" if isinstance(db, PostgresqlDatabase) else f", {more})"
    db.execute_sql(f"CREATE INDEX inscription_nom ON inscription {columns} WHERE retire_le IS NULL")


def _know(db: Database, known: Mapping[str, tuple[str, tuple[int, ...]]], *others: str) -> None:
    if isinstance(db, PostgresqlDatabase):
        return
    for name in (*known, *others):
        db.execute_sql("DELETE FROM sqlite_stat1 WHERE idx = ?", (name,))
    for name, (table, rows) in known.items():
        found = " ".join(map(str, (rows[0], *rows)))
        db.execute_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (table, name, found))
