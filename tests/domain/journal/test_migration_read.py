"""Migration 0010: what follows from the operations that are there is found in them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from playhouse.migrations import Runner

from models.sealing.vault import Vault
from models.storage import schema
from models.storage.opening import close_database, open_database
from models.tables import Cabinet, Operation
from models.writing import verifying
from tests.domain.schema_rows import HEAD, NOW, ROWS, half_open, insert, uid

LOT, UNDOING = uid(50), uid(60)
OPERATIONS: tuple[dict[str, Any], ...] = (
    {"id": uid(10), "rang": 1, "lot": uid(10)},
    {"id": uid(11), "rang": 2, "lot": LOT},
    {"id": uid(12), "rang": 3, "lot": uid(12), "verbe": "report"},
    {"id": uid(13), "rang": 4, "lot": LOT},
    *(
        {
            **{"id": uid(rang + 20), "rang": rang, "lot": UNDOING, "verbe": "annuler"},
            "champs": f'{{"annule":"{UUID(LOT).hex}","verbe":"services"}}',
        }
        for rang in (5, 6)
    ),
)


def test_the_first_of_each_lot_and_what_is_undone_are_found(empty_url: str) -> None:
    early = half_open(empty_url)
    Runner(early, str(schema.MIGRATIONS)).up(HEAD[HEAD.index("0010_journal_lu") - 1])
    insert(early, "cabinet", ROWS["cabinet"])
    for one in OPERATIONS:
        insert(early, "operation", {"cabinet_id": 1, "instant": NOW, "verbe": "services", **one})
    close_database()
    open_database(empty_url).see_all()
    rows = list(Operation.select().order_by(Operation.rang))
    assert [row.premier for row in rows] == [1, 1, 1, 0, 1, 0]
    assert [row.annule for row in rows] == [None] * 4 + [UUID(LOT)] * 2
    assert {row.origine for row in rows} == {None}
    cabinet = Cabinet.get()
    assert verifying.verify(cabinet, Vault.absent(cabinet.uid)).broken == ()
