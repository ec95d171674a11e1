"""Titles that were exchanged: what stands below one is plainly another thing, or unlikely.

Two titles exchanged spoil two columns, of which one may look right: a town for a name. So where
one title is seen to lie, all the texts that nothing but their titles explains are doubted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.identifiers import siren
from models.importation.cells import PLAINLY, SAMPLE, fits
from models.importation.colonne import IDENTIFYING, Colonne, Why
from models.importation.exchanged.beside import Beside
from models.importation.exchanged.seeming import other_than
from models.importation.grille import cell_at
from models.importation.titles import meanings, words_of

_WEAK = ("raison_sociale", "nom", "prenom", "code_dossier", "ville", "note")
"""Texts of which any word may be true."""
_OWN_WORDS = frozenset(
    {"raison", "denomination", "nom", "prenom", "ville", "commune", "localite", "note", "notes"}
)


def doubt_exchanged(columns: list[Colonne], rows: Sequence[Sequence[str]]) -> None:
    """Doubt what is taken for its title's word, where a title of the table is seen to lie.

    What a person said of a column is believed.
    """
    seen = _clients(columns, rows)
    cells = [[cell_at(row, rank) for row in seen] for rank in range(len(columns))]
    filled = [list(filter(None, column)) for column in cells]
    weak = {
        one.champ: rank
        for rank, one in enumerate(columns)
        if one.champ in _WEAK and one.why is Why.TITRE and not one.part
    }
    wrong = dict(_alone(columns, filled))
    beside = Beside(
        [_siren(columns, row) for row in seen],
        next(
            (cells[rank] for rank, one in enumerate(columns) if one.champ == "code_postal"),
            [""] * len(seen),
        ),
        {champ: cells[rank] for champ, rank in weak.items()},
    )
    wrong = {weak[champ]: seems for champ, seems in beside.unlikely().items()} | wrong
    for rank in {*wrong, *(weak.values() if wrong else ())}:
        columns[rank] = replace(columns[rank], doubted=True, seems=wrong.get(rank, ""))
    for rank, one in enumerate(columns):
        if one.champ is None and not one.seems and fits("etat", filled[rank]) >= PLAINLY:
            columns[rank] = replace(one, seems="etat")


def _clients(columns: Sequence[Colonne], rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Give some of the lines that bear a number of a client: no total, no titles said again."""
    numbers = [rank for rank, one in enumerate(columns) if one.champ in IDENTIFYING]
    some = rows[:: len(rows) // SAMPLE + 1]
    return [row for row in some if any(_digits(cell_at(row, rank)) for rank in numbers)]


def _alone(columns: Sequence[Colonne], cells: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """Give the columns whose cells are plainly another thing than their title says, and what."""
    for rank, one in enumerate(columns):
        called = _called(one)
        if not called or not cells[rank]:
            continue
        if one.why is Why.CONTENU:
            if called in _WEAK and words_of(one.titre) & _OWN_WORDS:
                yield rank, ""
        elif (seems := other_than(called, cells[rank])) is not None:
            yield rank, seems


def _called(one: Colonne) -> str:
    """Give the field that the title of a column says; nothing where a person said another."""
    if not one.titre or one.why is Why.CHOISIE or one.elsewhere or one.part or one.service:
        return ""
    if one.champ and one.why is Why.TITRE:
        return one.champ
    said = meanings(one.titre)[:1]
    return said[0].champ if said and said[0].sure and not said[0].part else ""


def _digits(cell: str) -> str:
    return "".join(filter(str.isdigit, cell))


def _siren(columns: Sequence[Colonne], row: Sequence[str]) -> str:
    """Give what all the lines of a client have in common; nothing if they have no Siren."""
    cells = (
        _digits(cell_at(row, rank))[: siren.LENGTH]
        for rank, one in enumerate(columns)
        if one.champ in ("siren", "siret") and not one.part
    )
    return next(filter(None, cells), "")
