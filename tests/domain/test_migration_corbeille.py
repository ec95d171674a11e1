"""What a base of before knows of proofs and removals, once there is a corbeille."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from playhouse.migrations import Runner

from models.storage import schema
from models.storage.opening import close_database, open_database
from models.tables import Inscription
from tests.domain.schema_rows import HEAD, NOW, ROWS, fill, half_open, insert, uid

NAME = "0009_corbeille_et_preuves"
CONNU = {"vu": "connu", "vu_services": 0, "vu_comptes": "[]"}
CHANGING = {"report": "a_faire", "ecart": "changer", **CONNU, "vu_le": "2026-11-20 08:00:00"}
WAITS = {"report": "a_faire", "ecart": "inscrire"}
PROOF = {"montant_centimes": 100}
GONE = {"retire_le": NOW}


def test_proofs_that_are_of_no_use_end_and_what_was_undone_is_no_removal(empty_url: str) -> None:
    rows: dict[int, dict[str, Any]] = {
        3: {"siren": "000000026", **CHANGING, **PROOF},
        4: {"siren": "000000034", **WAITS, **PROOF},
        5: {"siren": "000000042", **GONE},
        6: {"siren": "000000059", **GONE},
    }
    early = half_open(empty_url)
    Runner(early, str(schema.MIGRATIONS)).up(HEAD[HEAD.index(NAME) - 1])
    fill(early)
    for number, row in rows.items():
        insert(early, "inscription", {**ROWS["inscription"], "uid": uid(number), **row})
    for number, undone in ((5, "resilier"), (6, "inscrire")):
        champs = f'{{"annule":"{uid(1)}","verbe":"{undone}"}}'
        done = {"id": uid(number), "rang": number, "verbe": "annuler", "champs": champs}
        touched = {"lot": uid(number), "inscription_uid": uid(number)}
        insert(early, "operation", {**ROWS["operation"], **done, **touched})
    close_database()
    open_database(empty_url).see_all()
    kept = {int(str(row.uid)[-1]): row for row in Inscription.select()}
    assert kept[3].preuves_le == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert (kept[4].preuves_le, kept[4].montant_centimes) == (None, 100)
    assert [kept[number].annulee for number in (3, 4, 5, 6)] == [False, False, False, True]
