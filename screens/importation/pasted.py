"""The table in hand: the texts as they were pasted, and what was made of their lines."""

from __future__ import annotations

from collections.abc import Collection

from models.brouillons.contents import Corrections, LigneTyped, TablePasted
from models.importation import collage
from models.importation.collage import Ligne, Tableau


class Pasted:
    """What has to be kept for the table to be there again after a cut."""

    def __init__(self) -> None:
        self._texts: tuple[str, ...] = ()
        self._corrected: dict[int, LigneTyped] = {}
        self._last = 0

    def read(self, text: str) -> Tableau:
        """Read one more paste; its lines are numbered after those that are there."""
        tableau = collage.read(text, after=self._last)
        if tableau.lignes:
            self._texts += (text,)
            self._last += len(tableau.lignes)
        return tableau

    def correct(self, ligne: Ligne) -> None:
        """Note a line that was corrected."""
        self._corrected[ligne.numero] = LigneTyped(ligne.cells, ligne.colonnes)

    def kept(
        self, lines: Collection[int], taken: Collection[int], *, deja_inscrits: bool
    ) -> TablePasted | None:
        """Give what is to be kept of these `lines`; None where there are none."""
        if not lines:
            return None
        gone = frozenset(range(1, self._last + 1)).difference(lines)
        ticked, left = frozenset(taken), len(lines)
        made = Corrections(dict(self._corrected), gone, ticked, deja_inscrits, left)
        return TablePasted(self._texts, made)

    def resume(self, typed: TablePasted) -> tuple[Tableau, list[Ligne]]:
        """Read again what was kept; gives the last paste, and the lines as they were."""
        made = typed.corrections
        self._corrected = dict(made.lignes)
        read = [self.read(text) for text in typed.texts]
        lignes = (one for tableau in read for one in tableau.lignes)
        return read[-1], [self._as_it_was(one) for one in lignes if one.numero not in made.gone]

    def _as_it_was(self, ligne: Ligne) -> Ligne:
        had = self._corrected.get(ligne.numero)
        return collage.ligne(ligne.numero, had.cells, had.colonnes) if had else ligne
