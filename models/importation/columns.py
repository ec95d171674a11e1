"""What each column of a table is: by what a person chose, by its title, or by what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from models.cleaning import fold
from models.errors import BadValue
from models.identifiers.reading import is_digits
from models.importation import guessing
from models.importation.cells import (
    MOST_OF,
    PLAIN,
    PLAINLY,
    fits,
    is_code,
    is_in_ledger,
    plainly,
    sample,
    share,
)
from models.importation.colonne import ASIDE, CHAMPS, Colonne, Colonnes, Why
from models.importation.exchanged.doubting import doubt_exchanged
from models.importation.grille import Grille
from models.importation.reading.headings import header_of, titles_of
from models.importation.titles import PEOPLE, Meaning, is_elsewhere, is_siege, meanings, words_of
from models.importation.words import is_near_service, regimes_of, services_of
from models.labels import Regime, Service

_HARDLY_ANY = 0.3
_CRM = frozenset(
    [
        "client",
        "prospect",
        "fournisseur",
        "partenaire",
        "particulier",
        "professionnel",
        "pro",
        "pm",
        "pp",
        "personne",
        "morale",
        "personne",
        "physique",
        "societe",
        "suspect",
        "autre",
        "morale",
        "physique",
    ]
)
_OWN_NAMES = frozenset({"raison", "denomination"})


def understand(grille: Grille, chosen: Mapping[str, str] | None = None) -> Colonnes:
    """Give what each column is; `chosen` has what a person said of some, by title or number.

    BadValue for a column that is not there, or a field that is none.
    """
    header = header_of(grille)
    titles = titles_of(grille, header) if header is not None else ()
    rows = [row.cells for row in grille.rangees[(header + 1) if header is not None else 0 :]]
    width = max((len(cells) for cells in (titles, *rows)), default=0)
    # The titles may be wider than what stands below them.
    cells = zip_longest(*rows, titles, fillvalue="")
    samples = [sample(column[:-1]) for column in cells]
    named = [*titles, *[""] * (width - len(titles))]
    told = _chosen(chosen or {}, named)
    columns = [told.get(rank) or Colonne(named[rank]) for rank in range(width)]
    columns = [
        replace(one, looks=plainly(samples[rank]), elsewhere=is_elsewhere(one.titre))
        for rank, one in enumerate(columns)
    ]
    _by_titles(columns, samples)
    guessing.guess(columns, samples, rows, titled=header is not None)
    _names(columns)
    doubt_exchanged(columns, rows)
    line = grille.rangees[header].numero if header is not None else None
    written = grille.rangees[header].cells if header is not None else ()
    return Colonnes(line, tuple(columns), written)


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
    if box := next((one for one in Service if one.code == name), None):
        return Colonne(champ="services", service=box, why=Why.CHOISIE)
    if name not in CHAMPS:
        raise BadValue(
            f"« {champ} » n'est pas un champ. Écrivez « {title}=siren », avec l'un de : "
            f"{', '.join(CHAMPS)} ; « {title}={ASIDE} » laisse la colonne de côté."
        )
    said = next((one for one in meanings(title) if one.champ == name), Meaning(name))
    return Colonne(champ=name, service=said.service, part=said.part, why=Why.CHOISIE)


def _by_titles(columns: list[Colonne], samples: Sequence[Sequence[str]]) -> None:
    """Give titled columns the field that their title says, unless what they hold outranks it."""
    wanted = [(rank, one) for rank, one in enumerate(columns) if one.why is Why.ASIDE and one.titre]
    options = {rank: _options(column, samples[rank]) for rank, column in wanted}
    # What is called so, and plainly is, first; then what is called so, and may be; then what is
    # called so, whatever it holds; then what plainly is.
    for order in range(4):
        for rank, column in wanted:
            if columns[rank].champ is None:
                for meaning, why, surety in options[rank]:
                    if surety == order and _free(columns, meaning):
                        made = replace(column, champ=meaning.champ, service=meaning.service)
                        columns[rank] = replace(made, why=why, part=meaning.part)
                        break
    for rank, column in wanted:
        if columns[rank].champ is None and _may_be_box(column, samples[rank]):
            columns[rank] = replace(columns[rank], doubted=True)


def _may_be_box(column: Colonne, cells: Sequence[str]) -> bool:
    """Tell whether a column may be the box of a service, or of a type, that says which hardly.

    What a box « Employeur » says, a montant says too.
    """
    typed = regimes_of(column.titre) - {Regime.GENERAL}
    said = is_near_service(column.titre) or bool(typed)
    return said and bool(cells) and fits("box", cells) == 1


def _options(column: Colonne, cells: Sequence[str]) -> list[tuple[Meaning, Why, int]]:
    """Give what a column may be, and in which order it is served."""
    if is_elsewhere(column.titre):
        return []
    said = _said(column.titre, cells)
    options = []
    looks = column.looks
    if looks:
        agrees = any(one.champ == looks and not one.part for one in said)
        if agrees:
            return [(Meaning(looks), Why.TITRE, 1 if is_siege(column.titre) else 0)]
        family = {"siren", "siret"}
        alike = any({one.champ, looks} <= family for one in said)
        options.append((Meaning(looks), Why.CONTENU, 1 if alike else 3))
        said = [one for one in said if alike or one.champ not in PLAIN]
        return options + [(one, Why.TITRE, 3) for one in said]
    return [(one, Why.TITRE, _surety(one, cells)) for one in said]


def _said(title: str, cells: Sequence[str]) -> list[Meaning]:
    """Give what a title may mean, which its cells do not contradict: names are no codes."""
    said = []
    for one in meanings(title):
        if _borne_out(one, title, cells):
            said.append(one)
        elif one.champ in ("raison_sociale", "nom") and share(is_code, cells) >= PLAINLY:
            said.append(Meaning("code_dossier", sure=False))
        elif one.champ == "code_dossier" and fits("raison_sociale", cells) >= PLAINLY:
            said.append(Meaning("raison_sociale", sure=False))
    return said


def _surety(meaning: Meaning, cells: Sequence[str]) -> int:
    if not meaning.sure and not meaning.part:
        return 3
    return 1 if meaning.part or fits(_like(meaning), cells) >= MOST_OF else 2


def _like(meaning: Meaning) -> str:
    return meaning.part or ("box" if meaning.service else meaning.champ)


def _borne_out(meaning: Meaning, title: str, cells: Sequence[str]) -> bool:
    if meaning.sure:
        return not cells or not _contradicted(meaning.champ, title, cells)
    if meaning.champ == "services" and meaning.service is None:
        # One that is not understood is said, line by line.
        return any(services_of(cell)[0] for cell in cells)
    return bool(cells) and fits(_like(meaning), cells) >= MOST_OF


def _contradicted(champ: str, title: str, cells: Sequence[str]) -> bool:
    """Tell whether what a column holds cannot be what its title says: another thing, so called."""
    if champ in ("raison_sociale", "nom"):
        return not words_of(title) & _OWN_NAMES and fits(champ, cells) < _HARDLY_ANY
    if champ == "numero_compte":
        return share(is_in_ledger, cells) >= MOST_OF
    if champ == "code_dossier":
        return fits(champ, cells) < _HARDLY_ANY
    if champ == "montant":
        return not any(any(map(str.isdigit, cell)) for cell in cells)
    if champ == "regime" and not any(map(regimes_of, cells)):
        return fits("forme_juridique", cells) >= MOST_OF or all(fold(one) in _CRM for one in cells)
    return champ == "ville" and share(is_digits, cells) >= MOST_OF


def _free(columns: Sequence[Colonne], meaning: Meaning) -> bool:
    taken = {(one.champ, one.service, one.part) for one in columns}
    if meaning.champ == "raison_sociale" and not meaning.sure and ("nom", None, "") in taken:
        return False
    return (meaning.champ, meaning.service, meaning.part) not in taken


def _names(columns: list[Colonne]) -> None:
    """Settle the name: « Nom » and « Prénom » make one where no column is the raison sociale.

    Those of a contact are it where there is no other, to be confirmed.
    """
    champs = [one.champ for one in columns]
    if "raison_sociale" in champs or "nom" in champs:
        for rank, one in enumerate(columns):
            if one.champ == "contact" or (one.champ == "prenom" and _is_idle(one, champs)):
                columns[rank] = replace(one, champ=None, why=Why.ASIDE)
    elif "contact" in champs:
        rank = champs.index("contact")
        columns[rank] = replace(columns[rank], champ="nom", doubted=True)


def _is_idle(prenom: Colonne, champs: Sequence[str | None]) -> bool:
    """Tell whether a first name has no name beside it, or is that of a contact."""
    of_contact = prenom.why is not Why.CHOISIE and words_of(prenom.titre) & set(PEOPLE.split())
    return "nom" not in champs or bool(of_contact)
