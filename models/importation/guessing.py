"""What untitled columns are, by what they hold; what is not certain is left to be confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.importation import cells as looks
from models.importation.cells import MOST_OF, SAMPLE, fits, has_centimes, share
from models.importation.colonne import Colonne, Why
from models.importation.titles import words_of
from models.importation.words import regimes_of
from models.labels import Regime
from models.reference.communes import is_commune_there

_CLOSED = ("regime", "etat", "civilite", "forme_juridique")
"""Fields of a few words: a column that holds hardly any other is one of them."""
_MOST_NAMES = 0.8
_OF_TOWNS = 0.3
"""Share of the towns that are known, at the least: a list in the country has many small ones."""


def guess(
    columns: list[Colonne],
    samples: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    *,
    titled: bool,
) -> None:
    """Give a field to the columns that have neither title nor meaning.

    In a table that has titles, only an untitled column is guessed, and « Code » that is nothing
    else. What is not certain, and what nothing explains, is doubted where it holds something.
    """
    free = [
        rank
        for rank, one in enumerate(columns)
        if one.champ is None and not one.titre and one.why is not Why.CHOISIE and samples[rank]
    ]
    for rank in list(free):
        if columns[rank].looks and _take(columns, rank, columns[rank].looks):
            free.remove(rank)
    for champ in ("siret", "siren", *_CLOSED):
        for rank in list(free):
            if fits(champ, samples[rank]) >= MOST_OF and _take(columns, rank, champ):
                free.remove(rank)
    _codes_of_towns(columns, samples, rows)
    free = _places(columns, samples, rows, free)
    free = _amounts(columns, samples, rows, free)
    _name(columns, samples, free, titled=titled)
    for rank in free:
        if columns[rank].champ is None:
            columns[rank] = replace(columns[rank], doubted=True)


def _take(columns: list[Colonne], rank: int, champ: str, *, doubted: bool = False) -> bool:
    if any(one.champ == champ and not one.part for one in columns):
        return False
    columns[rank] = replace(columns[rank], champ=champ, why=Why.CONTENU, doubted=doubted)
    return True


def _places(
    columns: list[Colonne],
    samples: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    free: list[int],
) -> list[int]:
    """Find the CP, and the town beside it: certain where they go together."""
    for rank in free:
        if fits("code_postal", samples[rank]) < MOST_OF:
            continue
        if share(lambda cell: looks.place(cell)[0], samples[rank]) >= MOST_OF:
            _take(columns, rank, "ville")
            return [one for one in free if one != rank]
        for town in free:
            if town != rank and _go_together(rows, rank, town) >= MOST_OF:
                _take(columns, rank, "code_postal")
                _take(columns, town, "ville")
                return [one for one in free if one not in (rank, town)]
    return free


def _go_together(rows: Sequence[Sequence[str]], code: int, town: int) -> float:
    """Give the share of the lines whose town is known to be where their CP is."""
    pairs = [
        (row[code], row[town])
        for row in rows
        if max(code, town) < len(row) and row[code] and row[town]
    ][:SAMPLE]
    return sum(is_commune_there(*pair) for pair in pairs) / len(pairs) if pairs else 0.0


def _codes_of_towns(
    columns: list[Colonne], samples: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]
) -> None:
    """Find the CP under « Code », which says no more: codes of a cabinet go with no town."""
    towns = [rank for rank, one in enumerate(columns) if one.champ == "ville"]
    for rank, one in enumerate(columns):
        left = one.champ is None and one.why is not Why.CHOISIE and "code" in words_of(one.titre)
        like = left and towns and fits("code_postal", samples[rank]) >= MOST_OF
        if like and _go_together(rows, rank, towns[0]) >= _OF_TOWNS:
            _take(columns, rank, "code_postal")


def _amounts(
    columns: list[Colonne],
    samples: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    free: list[int],
) -> list[int]:
    """Find the montant: certain where employers, and they alone, have one."""
    like = [
        rank
        for rank in free
        if fits("montant", samples[rank]) >= MOST_OF and share(has_centimes, samples[rank]) >= 0.5
    ]
    if len(like) == 1 and not any(one.champ == "montant" for one in columns):
        (rank,) = like
        certain = _of_employers(columns, rows, rank)
        _take(columns, rank, "montant", doubted=not certain)
        return [one for one in free if one != rank]
    return free


def _of_employers(columns: Sequence[Colonne], rows: Iterable[Sequence[str]], rank: int) -> bool:
    types = [at for at, one in enumerate(columns) if one.champ == "regime"]
    if not types:
        return False
    seen = [row for row in rows if max(rank, types[0]) < len(row) and row[types[0]]]
    employers = [regimes_of(row[types[0]]) == {Regime.GENERAL} for row in seen]
    return any(employers) and all(
        bool(row[rank]) is employer for row, employer in zip(seen, employers, strict=True)
    )


def _name(
    columns: list[Colonne], samples: Sequence[Sequence[str]], free: list[int], *, titled: bool
) -> None:
    """Find the name: certain where one column only may be it, and it hardly repeats itself."""
    if any(one.champ in ("raison_sociale", "nom") for one in columns):
        return
    words = [rank for rank in free if fits("raison_sociale", samples[rank]) >= MOST_OF]
    if not words:
        return
    best = max(words, key=lambda rank: len(set(samples[rank])) / len(samples[rank]))
    various = len(set(samples[best])) >= _MOST_NAMES * len(samples[best])
    _take(columns, best, "raison_sociale", doubted=titled or len(words) > 1 or not various)
