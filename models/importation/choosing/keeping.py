"""What has to be kept of an importation for all to be there again after a cut."""

from __future__ import annotations

from models.brouillons.contents import Corrections, LigneTyped, TableTyped
from models.importation.choosing.importation import Importation
from models.importation.files.opening import read_text
from models.importation.grille import Grille, Rangee

Rangees = tuple[tuple[int, tuple[str, ...]], ...]


class Keeping:
    """Gives what is kept of one importation; its table is put in plain values once."""

    def __init__(self, importation: Importation) -> None:
        self._importation = importation
        self._of: Grille | None = None
        self._rangees: Rangees = ()

    def typed(self) -> TableTyped:
        """Give the table, and what was made of it."""
        importation = self._importation
        grille = importation.grille
        if grille is not self._of:
            self._of = grille
            self._rangees = tuple((one.numero, one.cells) for one in grille.rangees)
        made = Corrections(
            {n: LigneTyped(one.cells, one.extra) for n, one in importation.corrections.items()},
            dict(importation.chosen),
            frozenset(importation.gone),
            frozenset(importation.ticks.left),
            dict(importation.ticks.taken),
            importation.deja_inscrits,
            importation.regime.value if importation.regime else "",
            importation.modele,
            importation.on_lines,
            importation.remaining,
        )
        return TableTyped(self._rangees, made, grille.origine, grille.remarques)


def grille_of(typed: TableTyped) -> Grille:
    """Give the table that was kept; BadValue where what was pasted cannot be read any more."""
    if typed.texts:
        return read_text("\n".join(typed.texts))
    rangees = tuple(Rangee(numero, cells) for numero, cells in typed.rangees)
    return Grille(rangees, typed.origine, typed.remarques)
