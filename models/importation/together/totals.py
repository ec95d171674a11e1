"""Totals that have a name: « Total DURAND » is one where it adds up, and a firm elsewhere."""

from __future__ import annotations

import re

from models.cleaning import fold
from models.errors import BadValue
from models.identifiers import montant
from models.importation.lines import Ligne

_NAMED = re.compile(r"(?:total|somme|nombre|nb) (.+)")
_MOST_FIGURES = 4


class Totals:
    """What the lines add up to, since the last total and since the first line."""

    def __init__(self) -> None:
        self._waiting: list[Ligne] = []
        self._responsables: set[str] = set()
        self._since, self._count_since = 0, 0
        self._all, self._count = 0, 0

    def add(self, ligne: Ligne) -> None:
        """Count a line: it is read if a total follows, and there is hardly any."""
        self._waiting.append(ligne)

    def reset(self) -> None:
        """Begin again, below a total."""
        self._count_all()
        self._responsables.clear()
        self._since, self._count_since = 0, 0

    def is_total(self, ligne: Ligne) -> bool:
        """Tell whether a line that names nobody is the total of those above it.

        Its amount is their sum, its number their count, or its name that of who follows them.
        """
        filled = [cell for cell in ligne.cells if cell]
        named = _NAMED.fullmatch(fold(filled[0])) if ligne.fautes and filled else None
        if named is None or not 1 < len(filled) <= 1 + _MOST_FIGURES:
            return False
        figures = [_amount(cell) for cell in filled[1:]]
        if None in figures:
            return False
        self._count_all()
        sums = {self._since, self._all, 100 * self._count_since, 100 * self._count}
        return named[1] in self._responsables or bool(self._count and sums & set(figures))

    def _count_all(self) -> None:
        for one in self._waiting:
            value = _amount(one.saisie.montant) or 0
            self._since, self._all = self._since + value, self._all + value
            self._responsables.add(fold(one.responsable))
        self._count_since += len(self._waiting)
        self._count += len(self._waiting)
        self._waiting.clear()


def _amount(cell: str) -> int | None:
    try:
        return montant.read(cell)
    except BadValue:
        return None
