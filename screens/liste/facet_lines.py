"""The values of the facets, one a line: its name, whether it is chosen, how many it lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.labels import Etat, Regime, Report, Service, ToDo
from models.search.criteres import Criteres, Donnee
from models.search.facettes import (
    OF_REMOVED,
    Counts,
    Facet,
    Groupe,
    Value,
    choices,
    choose,
)
from models.wording import capitalised, count, show_number
from screens.liste.search_words import NOBODY, People
from screens.widgets.columns import Column

REPORTS = {Report.A_FAIRE: "À faire", Report.FAIT: "Fait", Report.REFUSE: "Refusé"}
TRAITS = (
    ("Fiche", tuple(Donnee)),
    ("Services", tuple(one for one in Service if not one.est_courriel)),
    ("Courriels", tuple(one for one in Service if one.est_courriel)),
)
BOXES = {None: "[ ]", True: "[+]", False: "[-]"}
NUMBER, GROUP = 9, 13
"""Cells: « ≥ 999 999 », « Sur urssaf.fr »."""


@dataclass(frozen=True)
class Line:
    """One value of a facet; or a trait that one has, or not, which is its `facet` alone.

    `heading` is the name of the facet, on its first line.
    """

    facet: Facet
    value: Value
    label: str
    heading: str = ""

    @property
    def is_trait(self) -> bool:
        """Whether one chooses between two sides."""
        return not isinstance(self.facet, Groupe)

    @property
    def key(self) -> str:
        """The key of its row."""
        return f"{self.facet}.{self.value}"


def lines(counts: Counts, criteres: Criteres, people: People) -> tuple[Line, ...]:
    """Give all that one may choose: what some client has, and what is chosen."""
    chosen = choices(criteres)
    found: list[Line] = []
    for group, labels in _labels(people).items():
        there = counts.of.get(group, {}).keys() | chosen.get(group, frozenset())
        headings = _once(group.label)
        found += (
            Line(group, value, label, next(headings))
            for value, label in labels.items()
            if value in there
        )
    for heading, traits in TRAITS:
        headings = _once(heading)
        found += (Line(one, None, one.label, next(headings)) for one in traits)
    return tuple(found)


def next_choice(criteres: Criteres, line: Line) -> Criteres:
    """Give the same list once the value of a line is chosen, or left.

    A trait goes from any to the side that is sought most, then to the other one.
    """
    here = choices(criteres).get(line.facet, frozenset())
    if not line.is_trait:
        return choose(criteres, line.facet, here ^ {line.value})
    first = isinstance(line.facet, Service)
    sides: list[frozenset[Value]] = [frozenset(), frozenset({first}), frozenset({not first})]
    return choose(criteres, line.facet, sides[(sides.index(here) + 1) % len(sides)])


def columns(*, wide: bool) -> tuple[Column, ...]:
    """Give the columns; a narrow window has no room for the names of the facets."""
    numbers = Column("Oui", NUMBER, "right"), Column("Non", NUMBER, "right")
    names = (Column("", GROUP), Column("", 3), Column("Filtre"))
    return (*(names if wide else names[1:]), *numbers)


def cells(
    line: Line, counts: Counts, criteres: Criteres, *, whole: bool, wide: bool
) -> tuple[str, ...]:
    """Say one line; unless the list was read `whole`, there are at least so many."""
    here = choices(criteres).get(line.facet, frozenset())
    of = counts.of.get(line.facet, {})

    def number(value: Value) -> str:
        return f"{'' if whole else '≥ '}{show_number(of.get(value, 0))}"

    label = line.label
    if line.is_trait:
        box = BOXES[next((bool(one) for one in here), None)]
        numbers = number(True), number(False)
    else:
        box = "[x]" if line.value in here else "[ ]"
        numbers = number(line.value), ""
        gone = counts.removed[line.value] if line.facet in OF_REMOVED else 0
        label += f" (dont {count(gone, 'supprimé')})" if gone else ""
    said = (box, label, *numbers)
    return (line.heading, *said) if wide else said


def _labels(people: People) -> dict[Groupe, dict[Value, str]]:
    """Give the values of each facet, in the order of the window, and what they are called."""
    return {
        Groupe.REGIME: {one: one.label for one in Regime},
        Groupe.RESPONSABLE: {**dict[Value, str](people.items()), None: capitalised(NOBODY)},
        Groupe.ETAT: {one: one.label for one in Etat},
        Groupe.REPORT: dict[Value, str](REPORTS.items()),
        Groupe.ECART: {one: one.label for one in ToDo},
    }


def _once(heading: str) -> Iterator[str]:
    """Give a heading for the first line, then nothing."""
    yield heading
    while True:
        yield ""
