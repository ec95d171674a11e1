"""The keys of the rows that are there are those that the program would make today."""

from __future__ import annotations

from typing import Any

from peewee import Database
from playhouse.migrations import Runner

from models.storage import schema
from models.storage.opening import close_database, open_database
from models.tables import Inscription
from models.writing.comptes import comptes_of
from models.writing.row_keys import set_keys
from tests.domain.schema_rows import FIRST, NOW, ROWS, half_open, insert, uid

CLIENTS: tuple[dict[str, Any], ...] = (
    {
        **{"siren": "000000018", "raison_sociale": "Boulangerie de l'Œuf", "civilite": "MME"},
        **{"forme_juridique": "SARL", "code_dossier": "Bou-1", "note": "Rappeler"},
        **{"cle_nom": "boulangerie de l oeuf"},
        **{"cle_recherche": "boulangerie de l oeuf bou 1 savignac saint etienne"},
    },
    {
        **{"siren": "000000026", "raison_sociale": "Faure", "civilite": "M.", "note": "Parti"},
        **{"cle_nom": "faure", "cle_recherche": "faure savignac saint etienne"},
        **{"retire_le": NOW},
    },
)
"""Clients in words, and their keys as version 0.2.0 made them."""
TOWNS = ("SAVIGNAC", "Saint-Étienne", "SAVIGNAC")


def fill(early: Database) -> None:
    insert(early, "cabinet", ROWS["cabinet"])
    for number, client in enumerate(CLIENTS, start=1):
        insert(early, "inscription", {**ROWS["inscription"], "uid": uid(number), **client})
        for rank, ville in enumerate(TOWNS):
            compte = {"numero_compte": f"117000000900000{number}{rank}", "ville": ville}
            owner = {"inscription_id": number, "retire_le": client.get("retire_le")}
            insert(early, "compte", {**ROWS["compte"], **compte, **owner, "code_postal": "09110"})


def test_the_migrations_make_the_keys_of_the_rows_that_are_there(empty_url: str) -> None:
    early = half_open(empty_url)
    Runner(early, str(schema.MIGRATIONS)).up(FIRST)
    fill(early)
    close_database()
    open_database(empty_url)
    rows = list(Inscription.select())
    assert len(rows) == len(CLIENTS)
    for row in rows:
        kept = row.cle_nom, row.cle_recherche
        set_keys(row, comptes_of([row])[row.id])
        assert kept == (row.cle_nom, row.cle_recherche), "no migration has made its keys anew"
