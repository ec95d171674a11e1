"""What has to be kept of an importation for all to be there again after a cut."""

from __future__ import annotations

from uuid import UUID, uuid4

from models.brouillons.brouillons import Brouillons
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
            self._rangees = _plain(grille)
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
            importation.begun,
        )
        return TableTyped(self._rangees, made, grille.origine, grille.remarques)


def leave(brouillons: Brouillons, uid: UUID, grille: Grille, made: Corrections) -> None:
    """Leave a table that no screen has read, as a draft `uid` that the next sign-in offers.

    Raises KeyMissing, NotAllowed, StorageBusy, StorageFailure; again with the same `uid`, it is
    the same draft.
    """
    session = uuid4()
    typed = TableTyped(_plain(grille), made, grille.origine, grille.remarques)
    brouillons.begin(uid, session, typed)
    brouillons.let_go(session)


def _plain(grille: Grille) -> Rangees:
    return tuple((one.numero, one.cells) for one in grille.rangees)


def grille_of(typed: TableTyped) -> Grille:
    """Give the table that was kept; BadValue where what was pasted cannot be read any more."""
    if typed.texts:
        return read_text("\n".join(typed.texts))
    rangees = tuple(Rangee(numero, cells) for numero, cells in typed.rangees)
    return Grille(rangees, typed.origine, typed.remarques)
