"""What one row of the queue says: who, what to click on urssaf.fr, since when it waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from rich.cells import cell_len

from models.fiche import Fiche
from models.labels import Regime, Report
from models.wording import show_number
from screens.ecarts.clicks import short_clicks
from screens.flows.short_names import SHORT_REGIMES, name_with_etat, short_number
from screens.liste.listing import NARROW, ROOMY
from screens.widgets.columns import MARGIN, Column, Row, end, name_column

NOBODY: Mapping[UUID, str] = {}
NAME, WHAT, SHORT_WHAT = "Raison sociale", "À faire sur urssaf.fr", "À faire"
LEAST, USUAL = 17, 21
"""The fewest cells that tell what is to be done; in a page of 80, `+ Attestations − DPAE`."""

LONGEST = max(cell_len(one.label) for one in Regime)


def columns_of(
    width: int, fiches: Sequence[Fiche], opened: Mapping[UUID, str] = NOBODY
) -> tuple[Column, ...]:
    """Give the columns of a page in `width` cells, as wide as what they hold.

    The régime gives way to the names, and these to the least that tells what to do.
    """
    number, age = Column("Siren", 11), Column("Depuis", 6, "right")
    left = width - MARGIN - end([age]) - sum(one.width or 0 for one in (number, age))
    left -= number.gap + age.gap + Column("").gap
    least = USUAL if width >= NARROW else LEAST
    least = max([len(SHORT_WHAT), *(cell_len(_what(one, least, opened)) for one in fiches)])
    name = name_column(NAME, map(name_with_etat, fiches), left - least)
    names = name.width or 0
    regime = Column("Régime", LONGEST if width >= ROOMY else 7)
    size = (regime.width or 0) + regime.gap
    has_regime = names + size <= left - least
    left -= names + has_regime * size
    what = max([len(WHAT), *(cell_len(_what(one, left, opened)) for one in fiches)])
    shown = name, *([regime] if has_regime else []), number
    return (*shown, Column(WHAT if left >= len(WHAT) else SHORT_WHAT, min(what, left)), age)


def _what(fiche: Fiche, room: int, opened: Mapping[UUID, str]) -> str:
    who = opened.get(fiche.uid)
    return f"ouvert par {who}" if who else short_clicks(fiche, room)


def row_of(
    fiche: Fiche,
    columns: tuple[Column, ...],
    now: datetime,
    *,
    tick: bool | None = None,
    opened: Mapping[UUID, str] = NOBODY,
) -> Row:
    """Make the row of an inscription; it is dim once done, or while a colleague has it open."""
    what = _what(fiche, columns[-2].width or 0, opened)
    after = short_number(fiche), what, age(fiche.days_waiting(now))
    short = (columns[1].width or 0) < LONGEST
    regime = SHORT_REGIMES[fiche.regime] if short else fiche.regime.label
    has_regime = len(columns) > 1 + len(after)
    cells = (name_with_etat(fiche), *([regime] if has_regime else []), *after)
    settled = fiche.report is not Report.A_FAIRE
    return Row(str(fiche.uid), cells, dim=settled or fiche.uid in opened, tick=tick)


def age(days: int) -> str:
    """Write how long something waits: `auj.`, `3 j`."""
    return f"{show_number(days)} j" if days > 0 else "auj."
