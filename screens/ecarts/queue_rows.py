"""What one row of the queue says: who, what to click on urssaf.fr, since when it waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from models.fiche import Fiche
from models.labels import Report
from models.wording import show_number
from screens.ecarts.clicks import short_clicks
from screens.flows.short_names import SHORT_REGIMES, name_with_etat, short_number
from screens.liste.listing import MARGIN, NARROW, ROOMY
from screens.widgets.columns import Column, Row, widths

NOBODY: Mapping[UUID, str] = {}


def columns_of(width: int) -> tuple[Column, ...]:
    """Give the columns in a window of `width` cells."""
    number = Column("Siren", 11)
    regime = Column("Régime", 19 if width >= ROOMY else 7)
    age = Column("Depuis", 6, "right")
    is_narrow = width < NARROW
    width_of_name = 16 if is_narrow else 22 if width < ROOMY else 32
    what = "À faire" if is_narrow else "À faire sur urssaf.fr"
    names = Column("Raison sociale", width_of_name), Column(what)
    if is_narrow:
        return (names[0], number, names[1], age)
    return (names[0], regime, number, names[1], age)


def row_of(
    fiche: Fiche,
    columns: tuple[Column, ...],
    width: int,
    now: datetime,
    *,
    tick: bool | None = None,
    opened: Mapping[UUID, str] = NOBODY,
) -> Row:
    """Make the row of an inscription; it is dim once done, or while a colleague has it open."""
    room = widths(columns, width - MARGIN)
    who = opened.get(fiche.uid)
    what = f"ouvert par {who}" if who else short_clicks(fiche, room[-2])
    regime = fiche.regime.label if width >= ROOMY else SHORT_REGIMES[fiche.regime]
    cells = (name_with_etat(fiche), regime, short_number(fiche), what, age(fiche.days_waiting(now)))
    settled = fiche.report is not Report.A_FAIRE
    shown = cells if width >= NARROW else (cells[0], *cells[2:])
    return Row(str(fiche.uid), shown, dim=settled or bool(who), tick=tick)


def age(days: int) -> str:
    """Write how long something waits: `auj.`, `3 j`."""
    return f"{show_number(days)} j" if days > 0 else "auj."
