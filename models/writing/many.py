"""Many inscriptions at once: a statement for each table, not three for each inscription.

One alone is changed in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from models.errors import Conflict, Refusal
from models.labels import Report, ToDo
from models.storage import many_rows
from models.tables import Inscription
from models.writing import changes, journal, taking_over
from models.writing.author import Author, Details
from models.writing.comptes import Held, comptes_of, new_compte
from models.writing.controle import ValeursCompte
from models.writing.journal import Entry
from models.writing.photograph import PROOFS, photograph, telling, written
from models.writing.row_seals import seal_left
from models.writing.two_states import ecart_of, settle

Change = Callable[[Author, Held], Details | None]
"""Changes what is held, its row unwritten; gives what the journal says of it, None if nothing."""

Fate = ToDo | Refusal | None
"""What a change leaves to be done, why a row was left, or None: it was so already.

AUCUN where nothing of urssaf.fr's changed (a note, a responsable), even of who waits for it.
"""

_PROVING = frozenset(PROOFS.values())
_THERE = ("services", "report", "vu", "vu_services", "vu_comptes")


@dataclass(frozen=True)
class New:
    """An inscription that is not written yet, and its comptes.

    `operation` is the number of what writes it, if its caller has one; `old` is what it takes over.
    """

    author: Author
    row: Inscription
    comptes: tuple[ValeursCompte, ...]
    operation: UUID | None = None
    old: Inscription | None = None


def inscribe(news: Sequence[New]) -> None:
    """Write the `news` of one cabinet, a few thousand at most, inside a transaction.

    Their operations are written with them.
    """
    cabinet, rows = news[0].author.cabinet, [new.row for new in news]
    journal.lock(cabinet)
    many_rows.number(rows)
    many_rows.add(rows)
    held = [Held(new.row, [new_compte(new.row, one) for one in new.comptes]) for new in news]
    comptes = [compte for one in held for compte in one.comptes]
    many_rows.number(comptes)
    many_rows.add(comptes)
    olds = [new.old for new in news if new.old]
    theirs = comptes_of(olds)
    entries: list[Entry] = []
    for new, own in zip(news, held, strict=True):
        entries.append(changes.inscribed(new.author, own, new.operation))
        if new.old:
            gone = Held(new.old, theirs[new.old.id])
            entries.append(taking_over.let_go(new.author, gone, new.row))
    changes.save(*olds)
    journal.record(*entries)


def change(
    author: Author, verbe: str, asked: Mapping[UUID, Inscription | Refusal], change: Change
) -> list[Fate]:
    """Change rows of one cabinet, which is locked, and write their operations.

    `asked` has, for the number of each operation, the row as it was read, or why it is left. What
    an earlier try of the operation changed is not changed again.
    """
    done = journal.already_done(author.cabinet, *asked)
    comptes = comptes_of([row for row in asked.values() if isinstance(row, Inscription)])
    fates: list[Fate] = []
    changed: list[Inscription] = []
    entries: list[Entry] = []
    for operation, row in asked.items():
        if operation in done:
            fates.append(ToDo(row.ecart) if isinstance(row, Inscription) else ToDo.CHANGER)
        elif isinstance(row, Refusal):
            fates.append(row)
        else:
            before = photograph(row, comptes[row.id])
            held = Held(row, comptes[row.id], before)
            refused = row.report == Report.REFUSE.value
            was = ecart_of(row, held.comptes) if refused else None
            try:
                details = change(author, held)
            except Conflict as refusal:
                fates.append(refusal)
                continue
            if details is None:
                fates.append(None)
            else:
                settle(author, row, held.comptes, was)
                fates.append(ToDo(row.ecart) if _is_of_urssaf(held) else ToDo.AUCUN)
                changed.append(row)
                entries.append(_entry(author, verbe, held, details, operation))
    changes.save(*changed)
    journal.record(*entries)
    return fates


def _is_of_urssaf(held: Held) -> bool:
    """Tell whether what was changed of a row is what urssaf.fr has of it, or asks for."""
    row, was = held.row, held.found["inscription"]
    if any(was[name] != row.__data__[name] for name in _THERE):
        return True
    if bool(was["retire_le"]) != bool(row.retire_le) or not row.changed.isdisjoint(_PROVING):
        return True
    comptes = {(one["numero_compte"], one["siret"]) for one in held.found["comptes"]}
    return comptes != {(one.numero_compte, one.siret) for one in held.comptes}


def _entry(author: Author, verbe: str, held: Held, details: Details, operation: UUID) -> Entry:
    """Give what the journal says of a row that was changed."""
    before = telling(held.found)
    left = seal_left(author.vault, held, before)
    return Entry(author, verbe, held.row.uid, details, operation, written(before), left)
