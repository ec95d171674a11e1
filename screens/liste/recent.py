"""The last accounts that Accueil shows: what became of each, when and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from models.fiche import Fiche
from models.wording import show_date, show_moment
from screens.flows.short_names import name_with_etat, short_number
from screens.liste.listing import NARROW
from screens.widgets.columns import MARGIN, Column, Row
from screens.widgets.widths import LARGE

TITLE = "Derniers comptes"


def rows_of(fiches: Sequence[Fiche], width: int) -> tuple[list[Row], list[Column]]:
    """Give a row for each in a window of `width` cells, and their columns."""
    show = show_moment if width >= NARROW else show_date
    changed = [f"{_verb(one)} le {show(one.modifie_le)}" for one in fiches]
    if width >= LARGE:
        changed = [f"{said}{_by(one)}" for said, one in zip(changed, fiches, strict=True)]
    rows = [
        Row(str(one.uid), (short_number(one), name_with_etat(one), said))
        for one, said in zip(fiches, changed, strict=True)
    ]
    last = Column("", max(map(cell_len, changed), default=0))
    longest = max((cell_len(row.cells[1]) for row in rows), default=0)
    room = width - MARGIN - 11 - (last.width or 0) - 2 * last.gap
    name = Column(
        "Derniers comptes", max(longest, 16) if longest < room and width >= LARGE else None
    )
    return rows, [Column("Siren", 11), name, last]


def _verb(fiche: Fiche) -> str:
    return "inscrit" if fiche.cree_le == fiche.modifie_le else "modifié"


def _by(fiche: Fiche) -> str:
    return f" par {fiche.modifie_par}" if fiche.modifie_par else ""
