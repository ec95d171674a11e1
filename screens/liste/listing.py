"""The columns of the list in each of its two views, measured by what the page holds.

A name has what the longest of its page needs, before anything else; what a window has room for
besides comes after it, and a column that would be empty does not come.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rich.cells import cell_len

from models.fiche import Fiche
from models.labels import Report, ToDo
from models.wording import show_date
from screens.flows.short_names import SHORT_REGIMES, name_with_etat, short_number
from screens.widgets.columns import MARGIN, Column, Row, end

NARROW, ROOMY = 80, 100
"""Widths of a list: below the first a column goes; from the second, states are in whole words."""

TITLE_WIDTH, SHORT_TITLE_WIDTH = 48, 28
"""The longest title without its forme, and with its régime in a word: a number is never cut."""

USUAL_NAME, LONGEST_NAME = 30, 50
"""What names have at least before another column comes; at most: a short name is then not too far
from what follows it."""

STEP = 4
"""A measured column grows by so many cells: pages whose data differ little keep their columns."""

MARKS = {Report.A_FAIRE: "→ ", Report.FAIT: "", Report.REFUSE: "! "}
TO_DO = {
    ToDo.INSCRIRE: "→ Inscrire",
    ToDo.CHANGER: "→ Changer",
    ToDo.RESILIER: "→ Résilier",
    ToDo.INCONNU: "→ À vérifier",
    ToDo.AUCUN: "Fait",
}
LEGENDS = {Report.A_FAIRE: "→ à faire", Report.FAIT: "", Report.REFUSE: "! refusé"}
PENS = "✍ ✕"


class Vue(StrEnum):
    """The two ways to show the same rows."""

    PORTAIL = "portail"
    DOSSIER = "dossier"

    @classmethod
    def of(cls, preference: str | None) -> Vue:
        """Give the view that was remembered, else the portal's."""
        return next((vue for vue in cls if vue == preference), cls.PORTAIL)

    @property
    def other(self) -> Vue:
        """The view that one switches to."""
        return Vue.DOSSIER if self is Vue.PORTAIL else Vue.PORTAIL


@dataclass(frozen=True)
class Part:
    """A column, and what it says of an inscription."""

    column: Column
    says: Callable[[Fiche], str]


Parts = Sequence[Part]
Fiches = Sequence[Fiche]


def parts(vue: Vue, width: int, fiches: Fiches, *, pens: bool = True) -> tuple[Part, ...]:
    """Give the columns of a view in a list of `width` cells, for a page of `fiches`.

    Without `pens` what a row opens is not repeated on each: it stands beside the list, or what is
    ticked is meant.
    """
    if vue is Vue.DOSSIER:
        return _dossier(width, fiches)
    return _portail(width, fiches, pens=pens)


def row(
    fiche: Fiche,
    columns: tuple[Part, ...],
    *,
    sought: frozenset[Report] = frozenset(),
    tick: bool | None = None,
) -> Row:
    """Make the row of an inscription; its key is the uid.

    It is dim when there is nothing more to do: removed, radié, or no longer at the report sought.
    """
    gone = fiche.retire_le is not None or fiche.est_radie
    settled = bool(sought) and fiche.report not in sought
    cells = tuple(part.says(fiche) for part in columns)
    return Row(str(fiche.uid), cells, dim=settled if sought else gone, tick=tick)


def legend(vue: Vue, width: int, fiches: tuple[Fiche, ...]) -> str:
    """Explain the marks of a page in a window of `width` cells; the dossier view writes them."""
    if vue is Vue.DOSSIER or width < NARROW:
        return ""
    shown = {fiche.report for fiche in fiches}
    return "  ".join(words for report, words in LEGENDS.items() if words and report in shown)


# The two views


def _portail(width: int, fiches: Fiches, *, pens: bool) -> tuple[Part, ...]:
    """Give the name and, against the end of its column, the title: names and Sirens line up.

    A title is as short as its régime, and its name has the rest: most of the long ones are of
    the Régime Général, whose title is the shortest. The forme juridique stands where there is room.
    In 80 cells nothing is left for a margin at the right: it would cut 17 names of the 248 of the
    demonstration, and not 12.
    """
    narrow, short = width < NARROW, width < ROOMY
    gap = 1 if short and not narrow else 2
    title = _short_title if narrow else _title
    size = SHORT_TITLE_WIDTH if narrow else TITLE_WIDTH
    titled = {fiche.id: title(fiche) for fiche in fiches}
    titles = Part(Column("Compte(s)", size, "right", gap, lends=True), _of(titled))
    last = (Part(Column(PENS, len(PENS), gap=gap), lambda _: PENS),) if pens and not narrow else ()

    alone = {fiche.id: name_with_etat(fiche, short=short) for fiche in fiches}
    cells = {one: cell_len(text) for one, text in titled.items()}
    taken = [cell_len(alone[one]) + cells[one] - size for one in alone]
    may = () if short else (CODE, VILLE, RESPONSABLE, MODIFIE)
    more, room = _fitting(width, taken, (titles, *last), fiches, may)

    def name(fiche: Fiche) -> str:
        bare = alone[fiche.id]
        whole = f"{bare} ({fiche.forme_juridique})" if fiche.forme_juridique else bare
        return whole if cell_len(whole) + cells[fiche.id] <= room + size else bare

    return Part(_names(width, room, (titles, *more, *last)), name), titles, *more, *last


def _dossier(width: int, fiches: Fiches) -> tuple[Part, ...]:
    """Give the dossier, the name, where and whose it is if there is room, and the report last."""
    first = _code(width, fiches)
    names = [cell_len(name_with_etat(fiche)) for fiche in fiches]
    must: Parts = (*first, REGIME, NUMBER, TO_BE_DONE)
    if _room(width, (*must, VILLE)) < _need(names):
        must = (*first, SHORT_REGIME, NUMBER, TO_BE_DONE)
    more, room = _fitting(width, names, must, fiches, (VILLE, RESPONSABLE))
    named = Part(_names(width, room, (*must, *more)), name_with_etat)
    return *first, named, *more, *must[len(first) :]


# What columns take


def _need(names: Sequence[int]) -> int:
    """Return what a column of names needs, from the cells of each; one that is cut anyway, none."""
    whole = max((cells for cells in names if cells <= LONGEST_NAME), default=0)
    return min(_stepped(whole, USUAL_NAME), LONGEST_NAME)


def _names(width: int, room: int, others: Parts) -> Column:
    """Give the column of names `room`, or all that the others leave if that is as much."""
    return Column("Raison sociale", None if room == _room(width, others) else room)


def _code(width: int, fiches: Fiches) -> Parts:
    """Give the dossiers the room of the longest on the page."""
    longest = max((cell_len(CODE.says(fiche)) for fiche in fiches), default=0)
    if width < NARROW or (width >= ROOMY and not longest):
        return ()
    size = min(max(len(CODE.column.title), longest), 12 if width >= ROOMY else 10)
    return (Part(replace(CODE.column, width=size), CODE.says),)


def _fitting(
    width: int, names: Sequence[int], must: Parts, fiches: Fiches, may: Parts
) -> tuple[list[Part], int]:
    """Give those of `may` that have room beside `names` of so many cells, and what these get."""
    need, room = _need(names), _room(width, must)
    more: list[Part] = []
    for part in may:
        measured = _measured(part, fiches)
        if measured is not None and room - _cells((measured,)) >= need:
            more.append(measured)
            room -= _cells((measured,))
    most = need if max(names, default=0) <= need else LONGEST_NAME
    return more, room if room <= LONGEST_NAME else most


def _room(width: int, must: Parts) -> int:
    """Return what a name may take beside these."""
    return width - MARGIN - _cells(must) - end([part.column for part in must])


def _measured(part: Part, fiches: Fiches) -> Part | None:
    """Give a column the room of the longest on the page, up to its own; None if it is empty."""
    most = part.column.width or 0
    said = {fiche.id: part.says(fiche) for fiche in fiches}
    longest = max(map(cell_len, said.values()), default=0)
    size = max(cell_len(part.column.title), min(_stepped(longest, 0), most))
    return Part(replace(part.column, width=size), _of(said)) if longest else None


def _of(said: Mapping[int, str]) -> Callable[[Fiche], str]:
    """Give what was said of each, to measure the column: it is not said twice."""
    return lambda fiche: said[fiche.id]


def _stepped(cells: int, least: int) -> int:
    return max(least, -(-cells // STEP) * STEP)


def _cells(parts: Parts) -> int:
    return sum((part.column.width or 0) + part.column.gap for part in parts)


# What they say


def _title(fiche: Fiche) -> str:
    return MARKS[fiche.report] + fiche.title_bare


def _short_title(fiche: Fiche) -> str:
    kind = "du SIREN " if fiche.siren else ""
    return f"{MARKS[fiche.report]}{SHORT_REGIMES[fiche.regime]} {kind}{short_number(fiche)}"


def _to_do(fiche: Fiche) -> str:
    return "! Refusé" if fiche.report is Report.REFUSE else TO_DO[fiche.ecart]


def _ville(fiche: Fiche) -> str:
    return next((compte.ville for compte in fiche.comptes), "")


CODE = Part(Column("Dossier", 12), lambda fiche: fiche.code_dossier)
VILLE = Part(Column("Ville", 20), _ville)
RESPONSABLE = Part(Column("Responsable", 20), lambda fiche: fiche.responsable_nom or "")
REGIME = Part(Column("Régime", 19), lambda fiche: fiche.regime.label)
SHORT_REGIME = Part(Column("Régime", 7), lambda fiche: SHORT_REGIMES[fiche.regime])
MODIFIE = Part(Column("Modifié le", 12), lambda fiche: show_date(fiche.modifie_le))
NUMBER = Part(Column("Siren", 11), short_number)
TO_BE_DONE = Part(Column("urssaf.fr", 12), _to_do)
