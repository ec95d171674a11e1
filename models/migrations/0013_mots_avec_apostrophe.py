"""« nguyen » finds « N'GUYEN »: a word with an apostrophe is searched in one piece too."""

from __future__ import annotations

from peewee import Database
from playhouse.migrate import SchemaMigrator

from models.cleaning import APOSTROPHES, elided

TEXTS = (
    "SELECT id, raison_sociale FROM inscription WHERE raison_sociale LIKE {mark}",
    "SELECT id, code_dossier FROM inscription WHERE code_dossier LIKE {mark}",
    "SELECT inscription_id, ville FROM compte WHERE ville LIKE {mark}",
)
"""In the order in which the words that find a row are written."""
MORE = "UPDATE inscription SET cle_recherche = cle_recherche || {mark} WHERE id = {mark}"
LESS = """UPDATE inscription
SET cle_recherche = substr(cle_recherche, 1, length(cle_recherche) - length({mark}))
WHERE id = {mark} AND cle_recherche LIKE {mark}"""


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Add the words in one piece at the end of those that find a row."""
    for row, words in _elided(db).items():
        db.execute_sql(MORE.format(mark=db.param), (f" {words}", row))


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Take them off."""
    for row, words in _elided(db).items():
        db.execute_sql(LESS.format(mark=db.param), (f" {words}", row, f"% {words}"))


def _elided(db: Database) -> dict[int, str]:
    found: dict[int, dict[str, None]] = {}
    for asked in TEXTS:
        for sign in APOSTROPHES:
            for row, text in db.execute_sql(asked.format(mark=db.param), (f"%{sign}%",)).fetchall():
                if words := elided(text):
                    found.setdefault(row, {})[words] = None
    return {row: " ".join(words) for row, words in found.items()}
