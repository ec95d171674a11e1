"""What each column of a table is: by what a person chose, by its title, or by what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.cleaning import compact, fold
from models.errors import BadValue
from models.identifiers.reading import is_digits
from models.importation import guessing
from models.importation.cells import MOST_OF, PLAIN, fits, is_amount, is_rounded, plainly, sample
from models.importation.colonne import ASIDE, CHAMPS, Colonne, Colonnes, Why
from models.importation.grille import Grille
from models.importation.titles import Meaning, meanings
from models.importation.words import is_total, regimes_of

WITHIN = 20
"""Lines among which the titles are looked for."""
_LONG_NUMBER = 5
_KNOWN_OF = 0.3
"""Share of the titles that are understood, at the least."""


def understand(grille: Grille, chosen: Mapping[str, str] | None = None) -> Colonnes:
    """Give what each column is; `chosen` has what a person said of some, by title or number.

    BadValue for a column that is not there, or a field that is none.
    """
    header = _header(grille)
    titles = grille.rangees[header].cells if header is not None else ()
    rows = [row.cells for row in grille.rangees[(header + 1) if header is not None else 0 :]]
    width = max((len(cells) for cells in (titles, *rows)), default=0)
    samples = [sample([row[rank] for row in rows if rank < len(row)]) for rank in range(width)]
    named = [*titles, *[""] * (width - len(titles))]
    told = _chosen(chosen or {}, named)
    columns = [
        told.get(rank) or Colonne(named[rank], looks=plainly(samples[rank]))
        for rank in range(width)
    ]
    columns = [replace(one, looks=plainly(samples[rank])) for rank, one in enumerate(columns)]
    _by_titles(columns, samples)
    guessing.guess(columns, samples, rows, titled=header is not None)
    _names(columns)
    line = grille.rangees[header].numero if header is not None else None
    return Colonnes(line, tuple(columns), tuple(titles))


def _header(grille: Grille) -> int | None:
    """Find the line of the titles: where most words are understood, and no value stands."""
    best, found = 0, None
    for rank, row in enumerate(grille.rangees[:WITHIN]):
        filled = [cell for cell in row.cells if cell]
        if any(map(_is_value, filled)) or (filled and is_total(filled[0])):
            continue
        known = [cell for cell in filled if not _has_digit(cell) and meanings(cell)]
        sure = any(one.sure for cell in known for one in meanings(cell))
        many = len(known) > 1 and len(known) >= _KNOWN_OF * len(filled)
        alone = rank == 0 and len(filled) == len(known) == 1
        if sure and (many or alone) and len(known) > best:
            best, found = len(known), rank
    return found


def _is_value(cell: str) -> bool:
    """Tell whether a cell is a number, money, or what stands under « Type »: no title is."""
    number = compact(cell)
    long = is_digits(number) and len(number) >= _LONG_NUMBER
    return long or is_rounded(cell) or is_amount(cell) or bool(regimes_of(cell))


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _chosen(chosen: Mapping[str, str], titles: Sequence[str]) -> dict[int, Colonne]:
    """Find the columns that a person spoke of."""
    told = {}
    for title, champ in chosen.items():
        told[_rank(title, titles)] = _told(title, champ)
    return {rank: replace(one, titre=titles[rank]) for rank, one in told.items()}


def _rank(title: str, titles: Sequence[str]) -> int:
    named = [rank for rank, one in enumerate(titles) if one and fold(one) == fold(title)]
    if named:
        return named[0]
    if is_digits(title.strip()) and 1 <= int(title) <= len(titles):
        return int(title) - 1
    known = ", ".join(f"« {one} »" for one in titles if one) or f"1 à {len(titles)}"
    raise BadValue(f"Aucune colonne ne s'appelle « {title} ». Colonnes : {known}.")


def _told(title: str, champ: str) -> Colonne:
    name = champ.strip().casefold()
    if name == ASIDE:
        return Colonne(why=Why.CHOISIE)
    if name not in CHAMPS:
        raise BadValue(
            f"« {champ} » n'est pas un champ. Écrivez « {title}=siren », avec l'un de : "
            f"{', '.join(CHAMPS)} ; « {title}={ASIDE} » laisse la colonne de côté."
        )
    service = next((one.service for one in meanings(title) if one.service), None)
    return Colonne(champ=name, service=service if name == "services" else None, why=Why.CHOISIE)


def _by_titles(columns: list[Colonne], samples: Sequence[Sequence[str]]) -> None:
    """Give titled columns the field that their title says, unless what they hold outranks it."""
    wanted = [(rank, one) for rank, one in enumerate(columns) if one.why is Why.ASIDE and one.titre]
    options = {rank: _options(column, samples[rank]) for rank, column in wanted}
    # What is called so, and plainly is, first; then what is called so; then what plainly is.
    for order in range(3):
        for rank, column in wanted:
            if columns[rank].champ is None:
                for meaning, why, surety in options[rank]:
                    if surety == order and _free(columns, meaning):
                        made = replace(column, champ=meaning.champ, service=meaning.service)
                        columns[rank] = replace(made, why=why)
                        break


def _options(column: Colonne, cells: Sequence[str]) -> list[tuple[Meaning, Why, int]]:
    """Give what a column may be, and in which order it is served."""
    said = [one for one in meanings(column.titre) if _borne_out(one, cells)]
    options = []
    looks = column.looks
    if looks:
        agrees = any(one.champ == looks for one in said)
        if agrees:
            return [(Meaning(looks), Why.TITRE, 0)]
        family = {"siren", "siret"}
        alike = any({one.champ, looks} <= family for one in said)
        options.append((Meaning(looks), Why.CONTENU, 1 if alike else 2))
        said = [one for one in said if alike or one.champ not in PLAIN]
        return options + [(one, Why.TITRE, 2) for one in said]
    return [(one, Why.TITRE, 1 if one.sure else 2) for one in said]


def _borne_out(meaning: Meaning, cells: Sequence[str]) -> bool:
    if meaning.sure:
        return True
    # A person may have filled a column of boxes with what is no box.
    return bool(cells) and fits(meaning.champ, cells) >= MOST_OF


def _free(columns: Sequence[Colonne], meaning: Meaning) -> bool:
    taken = {(one.champ, one.service) for one in columns}
    return (meaning.champ, meaning.service) not in taken


def _names(columns: list[Colonne]) -> None:
    """Settle the name: « Nom » and « Prénom » make one where no column is the raison sociale."""
    champs = [one.champ for one in columns]
    if "raison_sociale" in champs or "nom" in champs:
        for rank, one in enumerate(columns):
            if one.champ == "contact" or (one.champ == "prenom" and "nom" not in champs):
                columns[rank] = replace(one, champ=None, why=Why.ASIDE)
    elif "contact" in champs:
        rank = champs.index("contact")
        columns[rank] = replace(columns[rank], champ="nom", doubted=True)
