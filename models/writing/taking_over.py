"""Inscribing anew what was removed and waits to be résilié: it is restored, or taken over."""

from __future__ import annotations

from models.errors import InCorbeille
from models.labels import Regime, ToDo
from models.tables import Cabinet, Inscription
from models.wording import show_date
from models.writing import changes, two_states
from models.writing.author import Author, name_of
from models.writing.comptes import Held, comptes_of
from models.writing.journal import Entry
from models.writing.photograph import photograph, telling, written
from models.writing.row_seals import seal_left


def waiting(cabinet: Cabinet, siren: str, regime: Regime) -> Inscription | None:
    """Give what was removed last of a Siren under a régime, and is to be résilié on urssaf.fr."""
    rows = Inscription.select().where(
        Inscription.cabinet == cabinet,
        Inscription.siren == siren,
        Inscription.regime == regime.value,
        Inscription.ecart == ToDo.RESILIER.value,
    )
    found: Inscription | None = rows.order_by(Inscription.retire_le.desc()).first()
    return found


def refusal(row: Inscription) -> InCorbeille:
    """Say who removed it, when, and what is left to do of it."""
    when, who = show_date(row.retire_le), name_of(row.retire_par)
    return InCorbeille(
        f"Ce Siren a été supprimé le {when} par {who}, et il est encore à résilier sur urssaf.fr.",
        row.uid,
        "siren",
    )


def let_go(author: Author, old: Inscription, new: Inscription) -> Entry:
    """Note that what urssaf.fr has of `old` is `new` from now on; gives what the journal says."""
    held = Held(old, comptes_of([old])[old.id])
    before = telling(photograph(old, held.comptes))
    two_states.tell(author, old, held.comptes)
    changes.touch(author, old)
    changes.save(old)
    left, kept = seal_left(author.vault, held, before), written(before)
    return Entry(author, "inscrire", old.uid, {"repris": new.uid.hex}, before=kept, left=left)
