"""Inscribing anew what was removed and waits to be résilié: it is restored, or taken over."""

from __future__ import annotations

from collections.abc import Iterable

from models.errors import InCorbeille
from models.search import holders
from models.search.holders import Known
from models.storage import many_rows
from models.tables import Cabinet, Inscription, Utilisateur
from models.wording import show_date
from models.writing import changes, two_states
from models.writing.author import Author, name_of
from models.writing.comptes import Held
from models.writing.journal import Entry
from models.writing.photograph import photograph, telling, written
from models.writing.row_seals import seal_left


def waiting(cabinet: Cabinet, sirens: Iterable[str]) -> dict[Known, Inscription]:
    """Give what was removed of these Sirens, and is to be résilié on urssaf.fr, by régime.

    Where a Siren was removed several times under one régime, what was removed last.
    """
    numbers = holders.to_end(cabinet, sirens)
    rows = many_rows.read(Inscription, "id", cabinet.id, numbers)
    _read_people(cabinet, rows)
    in_order = sorted(rows, key=lambda row: (row.retire_le, row.id))
    return {(str(row.siren), row.regime): row for row in in_order}


def _read_people(cabinet: Cabinet, rows: Iterable[Inscription]) -> None:
    """Read who removed these rows, all at once: the sentence of each says it."""
    mine = list({row.retire_par_id for row in rows if row.retire_par_id})
    people = {one.id: one for one in many_rows.read(Utilisateur, "id", cabinet.id, mine)}
    for row in rows:
        if person := people.get(row.retire_par_id):
            row.retire_par = person


def refusal(row: Inscription) -> InCorbeille:
    """Say who removed it, when, and what is left to do of it."""
    when, who = show_date(row.retire_le), name_of(row.retire_par)
    return InCorbeille(
        f"Ce Siren a été supprimé le {when} par {who}, et il est encore à résilier sur urssaf.fr.",
        row.uid,
        "siren",
    )


def let_go(author: Author, held: Held, new: Inscription) -> Entry:
    """Note that what urssaf.fr has of what is held is `new` from now on, its row unwritten.

    Gives what the journal says of it.
    """
    old = held.row
    before = telling(photograph(old, held.comptes))
    two_states.tell(author, old, held.comptes)
    changes.touch(author, old)
    left, kept = seal_left(author.vault, held, before), written(before)
    return Entry(author, "inscrire", old.uid, {"repris": new.uid.hex}, before=kept, left=left)
