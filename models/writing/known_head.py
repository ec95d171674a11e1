"""What the head that is kept outside a base knows, looked for in its journal."""

from __future__ import annotations

from models.tables import Cabinet, Operation

RESTORED = "restaurer_base"
"""The operation by which an earlier base says what it let go."""


def stands(cabinet: Cabinet, rank: int, seal: bytes) -> bool:
    """Tell whether the journal has this operation, or says that a restore let it go."""
    row = Operation.get_or_none((Operation.cabinet == cabinet) & (Operation.rang == rank))
    return bool(row and row.sceau == seal) or _was_let_go(cabinet, rank)


def _was_let_go(cabinet: Cabinet, rank: int) -> bool:
    """Tell whether it came after the end of a base that was put back, and no later than known."""
    rows = Operation.select().where(Operation.cabinet == cabinet, Operation.verbe == RESTORED)
    let_go = ((row.details.get("reste", row.rang - 1), row.details.get("tete")) for row in rows)
    return any(
        isinstance(left, int) and isinstance(known, int) and left < rank <= known
        for left, known in let_go
    )
