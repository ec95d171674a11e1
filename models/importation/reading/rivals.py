"""Columns left aside that say what one that was taken does: lines where they differ are doubted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.cleaning import fold
from models.errors import BadValue
from models.identifiers import montant
from models.importation.colonne import Colonnes, Why
from models.importation.doubts import Doubt, rival_doubt
from models.importation.titles import meanings, words_of
from models.importation.words import etat_of, regimes_of
from models.labels import Etat

_OWN_WORDS = frozenset({"responsable", "resp"})


def _amount(cell: str) -> object:
    try:
        return montant.read(cell)
    except BadValue:
        return cell if any(map(str.isdigit, cell)) else None


_READ: dict[str, Callable[[str], object]] = {
    "montant": _amount,
    "etat": lambda cell: etat_of(cell) if cell else Etat.ACTIF,
    "regime": lambda cell: regimes_of(cell) or None,
    "responsable": lambda cell: fold(cell) or None,
}
"""What a cell of these fields says, to be compared; None for nothing."""


@dataclass(frozen=True)
class Rival:
    """A column left aside, and the one, if any, that was taken for the field that it says."""

    champ: str
    titre: str
    rank: int
    taken: int | None

    def doubt(self, cells: Sequence[str]) -> Doubt | None:
        """Doubt a line of which it says another thing than the column that was taken."""
        if self.rank >= len(cells) or not cells[self.rank]:
            return None
        said = _READ[self.champ](cells[self.rank])
        taken = "" if self.taken is None else "".join(cells[self.taken : self.taken + 1])
        if said is None or said == _READ[self.champ](taken):
            return None
        return rival_doubt(self.champ, self.titre)


def rivals_of(colonnes: Colonnes) -> tuple[Rival, ...]:
    """Find the columns left aside, by no choice, that are called as one that was taken is.

    And those whose cells are états, whatever they are called, where no column is taken for them:
    who is radié there would be actif.
    """
    found = []
    for rank, one in enumerate(colonnes.all):
        if one.champ is not None or one.why is Why.CHOISIE or one.elsewhere or not one.titre:
            continue
        if one.seems == "etat" and not colonnes.ranks("etat"):
            found.append(Rival("etat", one.titre, rank, None))
        for said in meanings(one.titre)[:1]:
            taken = [at for at in colonnes.ranks(said.champ) if not colonnes.all[at].part]
            if said.sure and said.champ in _READ and not said.part and taken:
                other = colonnes.all[taken[0]]
                if other.why is not Why.CHOISIE and not _is_its_own(other.titre, one.titre):
                    found.append(Rival(said.champ, one.titre, rank, taken[0]))
    return tuple(found)


def _is_its_own(taken: str, rival: str) -> bool:
    """Tell whether only the column that was taken has the very name of the field."""
    return bool(words_of(taken) & _OWN_WORDS) and not words_of(rival) & _OWN_WORDS
