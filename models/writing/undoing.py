"""What undoing a change needs: the rows as they were; and a report that is taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from models.ecarts import NONE
from models.labels import Report, Vu
from models.tables import Compte, Inscription, Operation, Retour
from models.writing import journal
from models.writing.author import Author, Details
from models.writing.changes import PROOF_COLUMNS, touch
from models.writing.comptes import Held
from models.writing.two_states import ecart_of

VU_COLUMNS = ("vu", "vu_services", "vu_comptes", "vu_le", "vu_par")
UNKNOWN: Mapping[str, Any] = {"vu": Vu.INCONNU.value}


def photograph(row: Inscription, comptes: Sequence[Compte]) -> bytes:
    """Give the row and its comptes as canonical JSON; proofs are erased for good, so not kept."""
    kept = {name: value for name, value in row.__data__.items() if name not in PROOF_COLUMNS}
    both = {"inscription": kept, "comptes": [compte.__data__ for compte in comptes]}
    return journal.canonical(both).encode()


def take_back(author: Author, held: Held) -> Details | None:
    """Give urssaf.fr what it had before the last report of this inscription.

    None if that makes no difference. Where it is not known what it had (reported before that was
    kept, by another key or without one), it is unknown, and to be looked at there.
    """
    row = held.row
    before = _before_report(author, row)
    for name in VU_COLUMNS:
        setattr(row, name, before.get(name))
    if ecart_of(row, held.comptes) == NONE:
        return None
    touch(author, row)
    return {"report": Report.A_FAIRE.value}


def _before_report(author: Author, row: Inscription) -> Mapping[str, Any]:
    reports = Operation.select().where(
        Operation.cabinet == author.cabinet,
        Operation.inscription_uid == row.uid,
        Operation.verbe == "report",
    )
    last = reports.order_by(Operation.rang.desc()).first()
    kept = Retour.get_or_none(Retour.operation == last.id) if last else None
    if kept is None or not author.vault.is_open:
        return UNKNOWN
    plain = author.vault.open(bytes(kept.avant), row=last.id, field="retour")
    before: dict[str, Any] = json.loads(plain)["inscription"]
    if "vu" not in before:
        return UNKNOWN
    instant = before["vu_le"]
    return before | {"vu_le": datetime.fromisoformat(instant) if instant else None}
