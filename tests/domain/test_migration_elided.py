"""The words that find a client of before, once « nguyen » finds « N'GUYEN »."""

from __future__ import annotations

from playhouse.migrations import Runner

from models.storage import schema
from models.storage.opening import close_database, open_database
from models.tables import Inscription
from tests.domain.schema_rows import HEAD, ROWS, fill, half_open, insert, uid

NAME = "0013_mots_avec_apostrophe"
BEFORE = HEAD[HEAD.index(NAME) - 1]
KEYS = {"N’GUYEN": "n guyen d4", "MARTIN": "martin l isle adam l isle dax", "AUJOURD'HUI": "x"}
"""By name, as they were made before."""
MORE = KEYS | {"N’GUYEN": "n guyen d4 nguyen", "MARTIN": f"{KEYS['MARTIN']} lisle"}


def _keys() -> dict[str, str]:
    rows = Inscription.select().where(Inscription.raison_sociale != "")
    return {row.raison_sociale: row.cle_recherche for row in rows}


def test_a_word_in_one_piece_finds_who_was_there(empty_url: str) -> None:
    early = half_open(empty_url)
    Runner(early, str(schema.MIGRATIONS)).up(BEFORE)
    fill(early)
    for number, (nom, words) in enumerate(KEYS.items(), start=2):
        named = {"raison_sociale": nom, "cle_recherche": words, "siren": f"00000000{number}"}
        insert(early, "inscription", {**ROWS["inscription"], "uid": uid(number), **named})
    ((martin,),) = early.execute_sql("SELECT id FROM inscription WHERE raison_sociale = 'MARTIN'")
    for ville in ("L'ISLE-ADAM", "L’ISLE", "DAX"):
        shop = {"inscription_id": martin, "ville": ville, "numero_compte": None, "siret": None}
        insert(early, "compte", {**ROWS["compte"], **shop})
    close_database()
    late = open_database(empty_url)
    late.see_all()
    assert _keys() == MORE
    Runner(late, str(schema.MIGRATIONS)).down(NAME)
    assert _keys() == KEYS
