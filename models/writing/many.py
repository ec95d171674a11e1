"""Many inscriptions at once: a statement for each table, not three for each inscription."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.sealing.vault import Vault
from models.storage import many_rows
from models.tables import Cabinet, Inscription, Operation
from models.tables.inscription import services_of
from models.writing import journal
from models.writing.author import Author
from models.writing.changes import what_opens
from models.writing.comptes import new_compte
from models.writing.controle import ValeursCompte


@dataclass(frozen=True)
class New:
    """An inscription that is not written yet, and its comptes."""

    author: Author
    row: Inscription
    comptes: tuple[ValeursCompte, ...]


def inscribe(cabinet: Cabinet, vault: Vault, news: Sequence[New]) -> None:
    """Write `news`, a few thousand at most, and their operations, inside a transaction."""
    last = journal.last_operation(cabinet)
    many_rows.add([new.row for new in news])
    _number(cabinet, [new.row for new in news])
    many_rows.add([new_compte(new.row, compte) for new in news for compte in new.comptes])
    operations = []
    for new in news:
        last = _following(last, cabinet, vault, new)
        operations.append(last)
    many_rows.add(operations)


def _following(last: Operation | None, cabinet: Cabinet, vault: Vault, new: New) -> Operation:
    return journal.following(
        last,
        cabinet,
        vault,
        "inscrire",
        utilisateur=new.author.utilisateur,
        instant=new.author.instant,
        inscription_uid=new.row.uid,
        champs=what_opens(services_of(new.row.services)),
        lot=new.author.lot,
    )


def _number(cabinet: Cabinet, rows: Sequence[Inscription]) -> None:
    """Tell each of `rows` the number that the base gave it."""
    ours = (Inscription.cabinet == cabinet) & Inscription.uid.in_([row.uid for row in rows])
    numbers = {
        one.uid: one.id for one in Inscription.select(Inscription.uid, Inscription.id).where(ours)
    }
    for row in rows:
        row.id = numbers[row.uid]
