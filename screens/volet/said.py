"""What the live panel says of an inscription: nothing that the list may not show."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from models.clicks import clicks
from models.fiche import Fiche
from models.identifiers import siren
from models.identifiers.masking import mask_numbers
from models.journal.lines import Line
from models.labels import Report, ToDo
from models.wording import count, show_date
from screens.flows.difference import difference_in_words
from screens.flows.reporting import report_in_words
from screens.volet.boxes import (
    WHOLE,
    full_height,
    rows_in_full,
    rows_in_short,
)
from screens.volet.drawn import (
    BLANK,
    HEADING,
    MUTED,
    NAME,
    TEXT,
    DrawnRow,
    joined,
    kept,
    on_one_row,
    paragraph,
    slot,
)

LOW = 20
"""Rows below which the panel says in few what it has to."""
IDENTITY, LOW_IDENTITY, LOW_ECART = 6, 2, 2
"""Rows of what stands above the boxes, whoever it is: these keep their place from row to row."""
UNDER = 12
"""Rows below the boxes without which their labels are in short."""
OPERATIONS = "Dernières opérations"


def rows_of(fiche: Fiche, latest: Sequence[Line], width: int, height: int) -> list[DrawnRow]:
    """Give the rows of the panel in `width` cells, those that matter first, `height` at most."""
    boxes = fiche.services
    if height < LOW:
        return [
            *slot(_identity(fiche, width), LOW_IDENTITY),
            *slot(kept(paragraph(report_in_words(fiche), width), LOW_ECART), LOW_ECART),
            *rows_in_short(boxes, width),
        ][:height]
    rows = [*slot(_identity(fiche, width), IDENTITY), BLANK]
    whole = width >= WHOLE and height >= len(rows) + full_height(width) + UNDER
    rows += rows_in_full(boxes, width) if whole else rows_in_short(boxes, width)
    return kept([*rows, *_below(fiche, latest, width)], height)


def rows_beside_boxes(
    fiche: Fiche, latest: Sequence[Line], width: int, height: int
) -> list[DrawnRow]:
    """Give the same rows without the boxes, where these stand beside the panel."""
    return kept([*_identity(fiche, width), *_below(fiche, latest, width)], height)


def _below(fiche: Fiche, latest: Sequence[Line], width: int) -> list[DrawnRow]:
    """Give what is to be done, what the firm noted, what was done."""
    rows = [BLANK, *_ecart(fiche, width)]
    if fiche.note:
        rows += [BLANK, *_note(fiche.note, width)]
    if latest:
        rows += [BLANK, ((OPERATIONS, HEADING),)]
        rows += [((_operation(line, width), TEXT),) for line in latest]
    return rows


@lru_cache(256)
def _note(note: str, width: int) -> tuple[DrawnRow, ...]:
    """Write a note; a number lost in it is hidden, which takes long to look for."""
    return tuple(paragraph(f"Note : {mask_numbers(note)}", width, MUTED))


def _identity(fiche: Fiche, width: int) -> list[DrawnRow]:
    """Give the name whole, the régime and the Siren, the comptes, the dossier."""
    forme = f" ({fiche.forme_juridique})" if fiche.forme_juridique else ""
    number = siren.show(fiche.siren) if fiche.siren else ""
    rows = paragraph(f"{fiche.called}{forme}", width, NAME)
    rows += paragraph(joined(fiche.regime.label, number), width)
    above = IDENTITY - len(rows)
    dossier = joined(
        f"Dossier {fiche.code_dossier}" if fiche.code_dossier else "", fiche.responsable_nom or ""
    )
    last = paragraph(dossier, width, MUTED)[:1]
    return [*rows, *_comptes(fiche, width, above - len(last)), *last]


def _comptes(fiche: Fiche, width: int, room: int) -> list[DrawnRow]:
    """Give each compte, on two rows where it is alone; those without room are counted."""
    if len(fiche.comptes) == 1:
        (compte,) = fiche.comptes
        identity, place = compte.identity_with_etat, compte.place
        if on_one_row(identity, place, width):
            return paragraph(f"{identity} {place}".strip(), width)
        apart: list[DrawnRow] = [((identity, TEXT),), ((place, TEXT),)]
        return apart[:room]
    shown = len(fiche.comptes) if len(fiche.comptes) <= room else max(0, room - 1)
    rows: list[DrawnRow] = [
        ((f"{compte.identity_with_etat} {compte.ville}".strip(), TEXT),)
        for compte in fiche.comptes[:shown]
    ]
    if rest := len(fiche.comptes) - shown:
        rows.append(((f"… et {count(rest, 'autre compte', 'autres comptes')}", MUTED),))
    return rows


def _ecart(fiche: Fiche, width: int) -> list[DrawnRow]:
    """Say what is to be done on urssaf.fr, each click on a row, or since when it is done."""
    said = report_in_words(fiche)
    if fiche.ecart is not ToDo.CHANGER:
        return paragraph(said, width)
    before = said.removesuffix(f"{difference_in_words(fiche)}.").strip()
    rows = [*paragraph(before, width), ((f"{Report.A_FAIRE.label}\u00a0:", HEADING),)]
    for click in clicks(fiche.difference):
        rows += paragraph(click, width)
    return rows


def _operation(line: Line, width: int) -> str:
    """Say when, what and by whom, if there is room for that."""
    alone = f"{show_date(line.instant)} {line.title}"
    signed = joined(alone, line.auteur)
    return signed if on_one_row(signed, "", width) else alone
