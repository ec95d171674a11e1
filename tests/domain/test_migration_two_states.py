"""What a base of before knows of urssaf.fr, once it has two states: what its journal tells."""

from __future__ import annotations

import json
from typing import Any

import pytest
from peewee import Database
from playhouse.migrations import Runner

from models.labels import Service
from models.storage import schema
from models.storage.opening import close_database, open_database
from models.tables import Inscription
from tests.domain.schema_rows import HEAD, NOW, ROWS, fill, half_open, insert, uid

DPAE, ATTESTATIONS = Service.DPAE, Service.ATTESTATIONS
INSCRIBED = ("inscrire", {"ouverts": [DPAE.code]})
OPENED = ("services", {"ouverts": [ATTESTATIONS.code], "fermes": []})
CLOSED = ("services", {"ouverts": [], "fermes": [ATTESTATIONS.code]})
DONE = ("report", {"report": "fait"})
BACK = ("report", {"report": "a_faire"})
REFUSED = ("report", {"report": "refuse"})
RENUMBERED = ("modifier", {"champs": ["numero_compte"], "ouverts": [], "fermes": []})
NOTED = ("modifier", {"champs": ["note"], "ouverts": [], "fermes": []})
PROVED = ("modifier", {"champs": ["montant"], "ouverts": [], "fermes": []})
NOTHING: dict[str, Any] = {}
GONE = ("resilier", NOTHING)

PROOF = {"montant_centimes": 100}
GERANT = {"regime": "gerant_majoritaire", "siren": None}
FAIT = {"report": "fait", "report_le": NOW, "report_par_id": 1}
REMOVED = {"retire_le": NOW}
ABSENT = ("absent", None, "inscrire", "a_faire")
UNKNOWN = ("inconnu", None, "inconnu", "a_faire")
HERE = DPAE.bit | ATTESTATIONS.bit


def changed(bits: int) -> tuple[str, int, str, str]:
    return "connu", bits, "changer", "a_faire"


CASES: list[tuple[dict[str, Any], tuple[tuple[str, dict[str, Any]], ...], tuple[Any, ...]]] = [
    (FAIT, (INSCRIBED, DONE), ("connu", HERE, "aucun", "fait")),
    (
        {"report": "fait"} | REMOVED,
        (INSCRIBED, DONE, GONE, DONE),
        ("absent", None, "aucun", "fait"),
    ),
    ({}, (INSCRIBED,), ABSENT),
    (GERANT, (INSCRIBED,), ABSENT),
    (PROOF, (INSCRIBED, OPENED, NOTED), ABSENT),
    (PROOF, (INSCRIBED, PROVED), UNKNOWN),
    # No proof is kept though its régime asks for one: it came in as « déjà inscrit ».
    ({}, (INSCRIBED, OPENED), changed(DPAE.bit)),
    ({}, (INSCRIBED, CLOSED, OPENED), ("connu", HERE, "aucun", "fait")),
    (GERANT, (INSCRIBED, OPENED), UNKNOWN),
    ({}, (INSCRIBED, DONE, OPENED, NOTED), changed(DPAE.bit)),
    ({}, (INSCRIBED, OPENED, DONE, CLOSED, OPENED), ("connu", HERE, "aucun", "fait")),
    ({}, (INSCRIBED, DONE, OPENED, RENUMBERED), UNKNOWN),
    ({}, (INSCRIBED, DONE, BACK), UNKNOWN),
    ({"report": "refuse"}, (INSCRIBED, DONE, OPENED, REFUSED), (*changed(DPAE.bit)[:3], "refuse")),
    (REMOVED, (INSCRIBED, DONE, GONE), ("connu", HERE, "resilier", "a_faire")),
    (REMOVED, (INSCRIBED, GONE), UNKNOWN),
    ({}, (), UNKNOWN),
]


@pytest.mark.parametrize(("row", "operations", "known"), CASES)
def test_the_journal_tells_what_urssaf_has(
    empty_url: str,
    row: dict[str, Any],
    operations: tuple[tuple[str, dict[str, Any]], ...],
    known: tuple[Any, ...],
) -> None:
    early = half_open(empty_url)
    Runner(early, str(schema.MIGRATIONS)).up(HEAD[HEAD.index("0007_deux_etats") - 1])
    _write(early, row, operations)
    close_database()
    late = open_database(empty_url)
    late.see_all()
    assert schema.pending(late) == ()
    kept = Inscription.select().order_by(Inscription.id.desc()).get()
    assert (kept.vu, kept.vu_services, kept.ecart, kept.report) == known
    if row.get("report_le"):
        assert (kept.vu_le, kept.vu_par_id) == (kept.report_le, 1)
    # What waits has its place in the queue (migration 0011).
    assert kept.ecart == "aucun" or kept.report_le is not None
    if kept.vu == "connu":
        assert json.loads(kept.vu_comptes or "") == [
            {"numero_compte": "000000900000002", "siret": None},
            {"numero_compte": "ZZ0000000009M0", "siret": "00000002600011"},
        ]
    close_database()


def _write(
    db: Database, row: dict[str, Any], operations: tuple[tuple[str, dict[str, Any]], ...]
) -> None:
    fill(db)
    mine = {"uid": uid(7), "siren": "000000026", "report": "a_faire", "services": HERE} | row
    insert(db, "inscription", {**ROWS["inscription"], **mine})
    (number,) = db.execute_sql("SELECT MAX(id) FROM inscription").fetchone()
    numbers: tuple[dict[str, Any], ...] = (
        {"numero_compte": "117000000900000002", "siret": None},
        {"numero_compte": "ZZ0000000009M0", "siret": "00000002600011"},
    )
    for compte in numbers:
        own = {"inscription_id": number, "retire_le": row.get("retire_le")} | compte
        insert(db, "compte", {**ROWS["compte"], **own})
    for rank, (verbe, champs) in enumerate(operations, start=10):
        done = {"id": uid(rank), "rang": rank, "verbe": verbe, "champs": json.dumps(champs)}
        insert(db, "operation", {**ROWS["operation"], "inscription_uid": uid(7), **done})
