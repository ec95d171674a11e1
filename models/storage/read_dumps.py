"""What a dump of PostgreSQL holds, read without any server."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from uuid import UUID

from models.storage.dumps import NULL, rows_in_dump
from models.storage.engine import Contents, SavedNir


def contents_of_dump(part: Path) -> Contents:
    """Read the dump `part` from one end to the other, and count what it holds."""
    clients = rows_in_dump(part, "inscription")
    return Contents(
        cabinets=sum(1 for _ in rows_in_dump(part, "cabinet")),
        clients=sum(row["retire_le"] == NULL for row in clients),
        operations=sum(1 for _ in rows_in_dump(part, "operation")),
    )


def nir_in_dump(part: Path) -> SavedNir | None:
    """Give the first NIR of the dump `part`, with what opens it; None: it has none."""
    with closing(rows_in_dump(part, "inscription")) as rows:
        row = next((row for row in rows if row["nir"] != NULL), None)
    if row is None:
        return None
    cabinets = {one["id"]: UUID(one["uid"]) for one in rows_in_dump(part, "cabinet")}
    of_cabinet = [
        (int(one["kid"]), _bytes(one["enveloppe"]))
        for one in rows_in_dump(part, "cle")
        if one["cabinet_id"] == row["cabinet_id"]
    ]
    kid, enveloppe = max(of_cabinet, default=(0, b""))
    uid, sealed = UUID(row["uid"]), _bytes(row["nir"])
    return SavedNir(cabinets[row["cabinet_id"]], kid, enveloppe, uid, sealed)


def _bytes(text: str) -> bytes:
    """Read what PostgreSQL writes of bytes: backslashes and `x`, then two digits for each."""
    return bytes.fromhex(text.lstrip("\\").removeprefix("x"))
