"""What urssaf.fr was last known to have of each inscription, and the difference (the écart).

Rows that are « fait » are known to be there as they are here. Of the others, the journal tells:

- reported once, and no account number or Siret changed since: there is what was here then, that
  is, the boxes less what later operations opened, and with what they closed;
- never reported, and still with the proof that an inscription asks for: not there;
- never reported, without the proof that its régime asks for (a report erases it): it came in as
  « déjà inscrit », and is there as it was inscribed;
- all others, such as a gérant who was changed before any report, or a report that was taken back:
  unknown, to be looked at on urssaf.fr. Nothing is guessed.
"""

from __future__ import annotations

import json
from typing import Any

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

from models.labels import Service

BITS = {service.code: service.bit for service in Service}
NUMBERS = frozenset({"numero_compte", "siret"})
PROOFS = frozenset({"montant", "nir"})

COLUMNS = (
    "vu TEXT NOT NULL DEFAULT 'absent' CHECK (vu IN ('absent', 'connu', 'inconnu'))",
    "vu_services BIGINT CHECK ((vu_services IS NOT NULL) = (vu = 'connu')"
    " AND (vu_services IS NULL OR vu_services BETWEEN 0 AND 32767))",
    "vu_comptes TEXT CHECK ((vu_comptes IS NOT NULL) = (vu = 'connu'))",
    "vu_le {instant}",
    "ecart TEXT NOT NULL DEFAULT 'aucun'"
    " CHECK (ecart IN ('aucun', 'inscrire', 'changer', 'resilier', 'inconnu'))",
)
LAST = "vu_par_id BIGINT REFERENCES utilisateur (id) CHECK ((report = 'fait') = (ecart = 'aucun'))"
"""Added once the others are filled: SQLite adds a CHECK with a column only."""

INDEX = """CREATE INDEX inscription_ecart ON inscription (cabinet_id, ecart, cle_nom, id)
WHERE ecart <> 'aucun'"""
JOURNAL = """
CREATE INDEX operation_lot ON operation (cabinet_id, lot);
CREATE INDEX operation_inscription ON operation (cabinet_id, inscription_uid, rang)
    WHERE inscription_uid IS NOT NULL;
CREATE INDEX operation_annule ON operation (cabinet_id, rang) WHERE verbe = 'annuler'
"""
"""What undoing looks up: a gesture, what became of an inscription since, what is undone."""
KNOWN = (
    ("inscription", "inscription_ecart", "50000 50000 15000 2 1"),
    ("operation", "operation_lot", "1000000 1000000 2"),
    ("operation", "operation_inscription", "1000000 1000000 5 1"),
    ("operation", "operation_annule", "1000 1000 1"),
)

COMPTES = """(SELECT '[' || COALESCE({all}, '') || ']' FROM (
    SELECT n, s, '{{"numero_compte":' || COALESCE('"' || n || '"', 'null')
        || ',"siret":' || COALESCE('"' || s || '"', 'null') || '}}' AS one
    FROM (
        SELECT CASE WHEN {whole} THEN substr(numero_compte, 4) ELSE numero_compte END AS n,
            siret AS s
        FROM compte WHERE compte.cabinet_id = inscription.cabinet_id
            AND inscription_id = inscription.id
            AND compte.retire_le IS NOT DISTINCT FROM inscription.retire_le
    ) AS numbers ORDER BY COALESCE(n, ''), COALESCE(s, '')
) AS written)"""
"""The comptes of an inscription as models.ecarts writes them."""

ON_SQLITE = {
    "all": "group_concat(one, ',')",
    "whole": "length(numero_compte) = 18 AND numero_compte NOT GLOB '*[^0-9]*'",
}
ON_SERVER = {
    "all": "string_agg(one, ',')",
    "whole": "numero_compte ~ '^[0-9]{18}$'",
}

FAIT = """UPDATE inscription SET vu = 'connu', vu_services = services, vu_comptes = {comptes}
WHERE report = 'fait' AND retire_le IS NULL"""
ABSENT = "UPDATE inscription SET ecart = 'inscrire' WHERE id = {mark}"
INCONNU = "UPDATE inscription SET vu = 'inconnu', ecart = 'inconnu' WHERE id = {mark}"
CONNU = """UPDATE inscription SET vu = 'connu', vu_services = {mark}, vu_comptes = {comptes},
ecart = {mark} WHERE id = {mark}"""
TOLD = """UPDATE inscription SET vu_le = report_le, vu_par_id = report_par_id
WHERE report = 'fait'"""
NOTHING = """UPDATE inscription SET report = 'fait', report_le = NULL, report_par_id = NULL,
    montant_centimes = NULL, nir = NULL
WHERE report <> 'fait' AND ecart = 'aucun'"""

Details = dict[str, Any]
Operations = list[tuple[str, Details]]
"""Verb and details, in their order."""

UNKNOWN, NOT_THERE = -2, -1
"""What is known of the boxes there, beside their bits."""


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Add the columns and fill them."""
    on_server = isinstance(db, PostgresqlDatabase)
    for column in COLUMNS:
        named = column.format(instant="TIMESTAMP" if on_server else "DATETIME")
        db.execute_sql(f"ALTER TABLE inscription ADD COLUMN {named}")
    comptes = COMPTES.format(**(ON_SERVER if on_server else ON_SQLITE))
    db.execute_sql(FAIT.format(comptes=comptes))
    _fill_others(db, comptes)
    db.execute_sql(NOTHING)
    db.execute_sql(f"ALTER TABLE inscription ADD COLUMN {LAST}")
    db.execute_sql(TOLD)
    for index in (INDEX, *JOURNAL.split(";")):
        db.execute_sql(index)
    for known in () if on_server else KNOWN:
        db.execute_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", known)


def down(_migrator: SchemaMigrator, db: Database) -> None:
    """Remove them."""
    if not isinstance(db, PostgresqlDatabase):
        for _, index, _ in KNOWN:
            db.execute_sql("DELETE FROM sqlite_stat1 WHERE idx = ?", (index,))
    for _, index, _ in KNOWN:
        db.execute_sql(f"DROP INDEX {index}")
    for name in ("vu_par_id", "ecart", "vu_le", "vu_comptes", "vu_services", "vu"):
        db.execute_sql(f"ALTER TABLE inscription DROP COLUMN {name}")


def _fill_others(db: Database, comptes: str) -> None:
    """Write what the journal tells of the rows that are not « fait »."""
    journal = _operations(db)
    rows = db.execute_sql(
        "SELECT id, uid, regime, services, retire_le IS NOT NULL,"
        " montant_centimes IS NOT NULL OR nir IS NOT NULL FROM inscription WHERE report <> 'fait'"
    ).fetchall()
    for number, uid, regime, services, removed, proof in rows:
        done = journal.get(str(uid), [])
        bits = _known(done, regime, services, removed=bool(removed), proof=bool(proof))
        if bits == UNKNOWN:
            db.execute_sql(INCONNU.format(mark=db.param), (number,))
        elif bits == NOT_THERE:
            db.execute_sql(ABSENT.format(mark=db.param), (number,))
        else:
            ecart = "resilier" if removed else "changer" if bits != services else "aucun"
            known = CONNU.format(mark=db.param, comptes=comptes)
            db.execute_sql(known, (bits, ecart, number))


def _operations(db: Database) -> dict[str, Operations]:
    found: dict[str, Operations] = {}
    rows = db.execute_sql(
        "SELECT o.inscription_uid, o.verbe, o.champs FROM operation o JOIN inscription i"
        " ON i.cabinet_id = o.cabinet_id AND i.uid = o.inscription_uid"
        " WHERE i.report <> 'fait' ORDER BY o.cabinet_id, o.rang"
    )
    for uid, verbe, champs in rows:
        found.setdefault(str(uid), []).append((verbe, json.loads(champs)))
    return found


def _known(done: Operations, regime: str, services: int, *, removed: bool, proof: bool) -> int:
    """Give the bits of the boxes that are open on urssaf.fr, NOT_THERE, or UNKNOWN."""
    reports = [details.get("report") for verbe, details in done if verbe == "report"]
    if not done or "a_faire" in reports:
        return UNKNOWN
    if "fait" in reports:
        last = max(n for n, (_, details) in enumerate(done) if details.get("report") == "fait")
        return _before(services, done[last + 1 :])
    later = [one for one in done[1:] if one[0] not in ("report", "reveler_nir")]
    if done[0][0] != "inscrire" or (removed and later):
        return UNKNOWN
    if PROOFS & {name for _, details in later for name in details.get("champs", ())}:
        return UNKNOWN
    if proof or not later:
        return NOT_THERE
    return UNKNOWN if regime == "gerant_majoritaire" else _before(services, later)


def _before(services: int, later: Operations) -> int:
    """Give the boxes as they were before `later`; UNKNOWN if a number of a compte changed."""
    for _, details in reversed(later):
        if NUMBERS & set(details.get("champs", ())):
            return UNKNOWN
        services &= ~sum(BITS[code] for code in details.get("ouverts", ()))
        services |= sum(BITS[code] for code in details.get("fermes", ()))
    return services
