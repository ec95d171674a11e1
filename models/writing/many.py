"""Many inscriptions at once: a statement for each table, not three for each inscription."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.storage import many_rows
from models.tables import Cabinet, Inscription
from models.writing import journal
from models.writing.author import Author
from models.writing.changes import inscribed
from models.writing.comptes import new_compte
from models.writing.controle import ValeursCompte


@dataclass(frozen=True)
class New:
    """An inscription that is not written yet, and its comptes."""

    author: Author
    row: Inscription
    comptes: tuple[ValeursCompte, ...]


def inscribe(news: Sequence[New]) -> None:
    """Write the `news` of one cabinet, a few thousand at most, inside a transaction.

    Their operations are written with them.
    """
    cabinet, rows = news[0].author.cabinet, [new.row for new in news]
    journal.lock(cabinet)
    many_rows.add(rows)
    _number(cabinet, rows)
    many_rows.add([new_compte(new.row, compte) for new in news for compte in new.comptes])
    journal.record_many(cabinet, (inscribed(new.author, new.row) for new in news))


def _number(cabinet: Cabinet, rows: Sequence[Inscription]) -> None:
    """Tell each of `rows` the number that the base gave it."""
    ours = (Inscription.cabinet == cabinet) & Inscription.uid.in_([row.uid for row in rows])
    numbers = {
        one.uid: one.id for one in Inscription.select(Inscription.uid, Inscription.id).where(ours)
    }
    for row in rows:
        row.id = numbers[row.uid]
