"""A portefeuille of any size, written in seconds: fictitious names, numbers that nobody has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from peewee import PostgresqlDatabase

from models.cleaning import fold
from models.demo.names import FAMILIES, PLACES
from models.ecarts import Numbers, written
from models.identifiers.numero_compte import short
from models.labels import Etat, Regime, Report, ToDo, Vu
from models.storage.opening import close_database, open_database, opened
from models.tables import Cabinet, Utilisateur
from models.tables.table import database
from models.writing.row_keys import words_of

CREATED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC).replace(tzinfo=None)
SLICE = 20_000
BAKERIES = 0.11
WAITING = 0.1
"""The share of those that wait for urssaf.fr: ten thousand in a hundred thousand."""
TRADES = (
    "GARAGE",
    "PHARMACIE",
    "TRANSPORTS",
    "COIFFURE",
    "RESTAURANT",
    "PLOMBERIE",
    "SCI",
    "CABINET",
    "AMBULANCES",
    "TAXI",
    "LE COMPTOIR",
    "ATELIER",
    "DOMAINE",
    "MENUISERIE",
    "LES JARDINS",
)
TOWNS = ("SAVIGNAC", "TOULOUSE", "LYON", "SAINT-OUEN", "BREST", "LILLE", "NANCY", "PAU", "DAX")
REGIMES = (Regime.GENERAL, Regime.ARTISAN_COMMERCANT, Regime.PROFESSION_LIBERALE)
RARE = "XYLOPHAGE"
"""In ten names, however many there are."""

INSCRIPTION = (
    *("id", "cabinet_id", "uid", "regime", "siren", "raison_sociale", "cle_nom", "cle_recherche"),
    *("services", "report", "report_le", "cree_le", "modifie_le", "note", "version"),
    *("responsable_id", "modifie_par_id", "vu", "vu_services", "vu_comptes", "ecart"),
    "cle_ville",
)
COMPTE = ("cabinet_id", "inscription_id", "numero_compte", "etat", "code_postal", "ville")


def siren_of(rank: int) -> str:
    """Give the nine digits of a Siren whose key is wrong, so that no firm can have it."""
    start = 10_000_000 + rank // len(REGIMES)
    return f"{start:08d}{(_key(start) + 5) % 10}"


def numero_of(rank: int) -> str:
    """Give the account number of this rank."""
    return f"1170000009{rank:08d}"


def fill(base: str | Path, size: int) -> None:
    """Write `size` inscriptions of its person, with one compte each, in the cabinet of `base`."""
    open_database(base, migrate=False).see_all()
    try:
        cabinet = Cabinet.get()
        written = _inscriptions(cabinet.id, Utilisateur.get().id, size)
        with database.atomic(), _written_at_once(cabinet.id):
            while rows := list(islice(written, SLICE)):
                opened().write_rows("inscription", INSCRIPTION, (one for one, _ in rows))
                opened().write_rows("compte", COMPTE, (two for _, two in rows))
        if isinstance(database.obj, PostgresqlDatabase):
            # The server does it by itself, a minute later.
            database.execute_sql("SET statement_timeout = 0")
            database.execute_sql("VACUUM (ANALYZE) inscription, compte, compteur")
    finally:
        close_database()


@contextmanager
def _written_at_once(cabinet: int) -> Iterator[None]:
    """Let the totals, the words and the indexes be made once, after the rows."""
    execute = database.obj.execute_sql
    if isinstance(database.obj, PostgresqlDatabase):
        execute("SET LOCAL statement_timeout = 0")
        execute("ALTER TABLE inscription DISABLE TRIGGER USER")
        kept = execute(
            "SELECT 'index', indexname, indexdef FROM pg_indexes"
            " WHERE tablename IN ('inscription', 'compte') AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint)"
        ).fetchall()
        later = [
            "ALTER TABLE inscription ENABLE TRIGGER USER",
            "SELECT setval(pg_get_serial_sequence('inscription', 'id'), MAX(id)) FROM inscription",
        ]
    else:
        kept = execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index')"
            " AND tbl_name IN ('inscription', 'compte') AND sql <> ''"
        ).fetchall()
        later = [
            "INSERT INTO inscription_mots (rowid, mots)"
            " SELECT place, mots FROM inscription_en_mots ORDER BY place",
            # What SQLite believes of an index goes with it (KNOWN, migration 0004).
            "DELETE FROM sqlite_stat1",
            "INSERT INTO sqlite_stat1 SELECT * FROM temp.connu",
        ]
        execute("CREATE TEMP TABLE connu AS SELECT * FROM sqlite_stat1")
    for kind, name, _ in kept:
        execute(f"DROP {kind} {name}")
    later = [*(sql for _, _, sql in kept), *later]
    yield
    for statement in later:
        execute(statement)
    execute(
        "INSERT INTO compteur SELECT cabinet_id, substr(cle_nom, 1, 3), regime, report, 0, COUNT(*)"
        f" FROM inscription WHERE cabinet_id = {cabinet} GROUP BY 1, 2, 3, 4"
    )


def _inscriptions(
    cabinet: int, person: int, size: int
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    draw = Random(size)
    rare = set(draw.sample(range(size), min(10, size)))
    for rank in range(1, size + 1):
        name = _name(draw, rank - 1 in rare)
        town = draw.choice(TOWNS)
        key = fold(name)
        etat = Etat.ACTIF if draw.random() > 0.07 else Etat.RADIE
        report = Report.FAIT if draw.random() > WAITING else Report.A_FAIRE
        services, numero = draw.getrandbits(15), numero_of(rank)
        known = (services, written([Numbers(short(numero), "")]))
        vu: tuple[object, ...] = (Vu.CONNU, *known, ToDo.AUCUN)
        if report is Report.A_FAIRE and rank % 2:
            vu = (Vu.ABSENT, None, None, ToDo.INSCRIRE)
        elif report is Report.A_FAIRE:
            vu = (Vu.CONNU, services ^ 1, known[1], ToDo.CHANGER)
        since = CREATED + timedelta(minutes=rank * 7_919 % 100_000)
        yield (
            (
                *(rank, cabinet, UUID(int=rank).hex, REGIMES[rank % len(REGIMES)].value),
                *(siren_of(rank), name, key, words_of((name, town)), services),
                *(report.value, since, CREATED, CREATED, "", 1, person, person, *vu, fold(town)),
            ),
            (cabinet, rank, numero, etat.value, "31000", town),
        )


def _name(draw: Random, rare: bool) -> str:
    family, other = draw.choice(FAMILIES).upper(), draw.choice(FAMILIES).upper()
    if rare:
        return f"{draw.choice(TRADES)} {RARE} {family}"
    if draw.random() < BAKERIES:
        shape = draw.choice(("BOULANGERIE {a} {b}", "LA BOULANGERIE DU {c}", "{a} BOULANGERIE {c}"))
    else:
        shape = draw.choice(TRADES) + draw.choice((" {a} {b}", " DU {c} {a}", " {a} ET {b}"))
    number = draw.randrange(1000)
    return f"{shape.format(a=family, b=other, c=draw.choice(PLACES))} {number}"


def _key(start: int) -> int:
    digits = [int(digit) for digit in f"{start:08d}0"]
    odd = sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return -(odd + sum(digits[-1::-2])) % 10
