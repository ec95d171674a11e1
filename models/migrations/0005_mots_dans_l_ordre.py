"""The trigrams stand in the order of the list on SQLite, so that a page of them is found at once.

FTS5 gives what it finds by rowid: that of a name is now its drawer (its first four letters, of
seven bits each) followed by its id.
"""

from __future__ import annotations

from collections.abc import Callable

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

LETTERS, LETTER_BITS, ID_BITS = 4, 7, 35
WORDS = "'  ' || replace({row}cle_recherche, ' ', '  ')"
FORMER = ("cle_recherche",)
MOVED = ("cle_nom", "cle_recherche")
NAMES = ("ajout", "retrait", "passage")


# An état that few comptes have is then asked of one inscription in the index alone.
INACTIVE = "CREATE INDEX compte_inactif ON compte (cabinet_id, etat{more}) WHERE etat <> 'actif'"
# Walked in the order of the list, past names that a search does not want.
TO_REPORT = """CREATE INDEX inscription_a_reporter
ON inscription (cabinet_id, report, cle_nom, id, regime, cle_recherche) WHERE report <> 'fait'"""
ALL = 1_000_000
KNOWN = (
    ("compte", "compte_inactif", (ALL // 15, ALL // 15, ALL // 30, 1)),
    # So few that SQLite takes it rather than inscription_report.
    ("inscription", "inscription_a_reporter", (ALL // 50, 200, 2, 1, 1, 1, 1)),
)
FORMERLY_KNOWN = ("compte", "compte_inactif", (ALL // 15, ALL // 15, ALL // 30))


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Lay the trigrams out by drawers; make the two indexes."""
    db.execute_sql("DROP INDEX compte_inactif")
    db.execute_sql(INACTIVE.format(more=", inscription_id"))
    if isinstance(db, PostgresqlDatabase):
        return
    db.execute_sql(TO_REPORT)
    _lay_out(db, "place", _place, MOVED)
    _know(db, *KNOWN)


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Lay them out by id again, as migration 0004 did."""
    db.execute_sql("DROP INDEX compte_inactif")
    db.execute_sql(INACTIVE.format(more=""))
    if isinstance(db, PostgresqlDatabase):
        return
    db.execute_sql("DROP INDEX inscription_a_reporter")
    _lay_out(db, "id", lambda row: f"{row}id", FORMER)
    _know(db, FORMERLY_KNOWN)


def _know(db: Database, *known: tuple[str, str, tuple[int, ...]]) -> None:
    """Tell SQLite how many rows each column of an index leads to."""
    for table, index, rows in known:
        db.execute_sql("DELETE FROM sqlite_stat1 WHERE idx = ?", (index,))
        found = " ".join(map(str, rows))
        db.execute_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (table, index, found))


def _lay_out(db: Database, rank: str, place: Callable[[str], str], moved: tuple[str, ...]) -> None:
    """Make the view, the index and the triggers anew; `rank` is how the view calls a place."""
    for name in NAMES:
        db.execute_sql(f"DROP TRIGGER mots_{name}")
    db.execute_sql("DROP TABLE inscription_mots")
    db.execute_sql("DROP VIEW inscription_en_mots")
    named = "id" if rank == "id" else f"{place('')} AS {rank}"
    db.execute_sql(
        f"CREATE VIEW inscription_en_mots AS SELECT {named}, {WORDS.format(row='')} AS mots"
        " FROM inscription"
    )
    db.execute_sql(
        f"""CREATE VIRTUAL TABLE inscription_mots USING fts5 (
    mots, content = 'inscription_en_mots', content_rowid = '{rank}',
    tokenize = 'trigram', detail = 'none', columnsize = 0
)"""
    )
    # In order: FTS5 writes a segment each time that a rowid is lower than the one before it.
    db.execute_sql(
        "INSERT INTO inscription_mots (rowid, mots)"
        f" SELECT {rank}, mots FROM inscription_en_mots ORDER BY {rank}"
    )
    add = f"""
    INSERT INTO inscription_mots (rowid, mots)
    VALUES ({place("NEW.")}, {WORDS.format(row="NEW.")});
"""
    forget = f"""
    INSERT INTO inscription_mots (inscription_mots, rowid, mots)
    VALUES ('delete', {place("OLD.")}, {WORDS.format(row="OLD.")});
"""
    differ = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in moved)
    _trigger(db, "ajout", "INSERT", "1", add)
    _trigger(db, "retrait", "DELETE", "1", forget)
    _trigger(db, "passage", f"UPDATE OF {', '.join(moved)}", differ, forget + add)


def _trigger(db: Database, name: str, event: str, when: str, body: str) -> None:
    db.execute_sql(
        f"CREATE TRIGGER mots_{name} AFTER {event} ON inscription WHEN {when} BEGIN {body} END"
    )


def _place(row: str) -> str:
    letters = [
        f"(min(127, ifnull(unicode(substr({row}cle_nom, {rank + 1}, 1)), 0))"
        f" << {ID_BITS + LETTER_BITS * (LETTERS - 1 - rank)})"
        for rank in range(LETTERS)
    ]
    return f"({' + '.join(letters)} + {row}id)"
