"""Two titles exchanged: no line is ready that would keep a town for a name, or be actif."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from random import Random

import pytest

from models.importation import table
from models.importation.doubts import Nature
from models.importation.examination import Examination
from models.importation.files.texts import grid_of
from models.importation.verdicts import Choices, Examen, Verdict
from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from models.writing.controle import check
from tests.cabinet import colleague_of, numero, open_portefeuille, siren
from tests.domain.importation.true_lists import (
    BOXES,
    Rows,
    clients_of,
    grid,
    of_program,
    of_spreadsheet,
    with_boxes,
    with_others,
)
from tests.tries import FULL, rounds

LISTS: dict[str, Callable[[int, int], Rows]] = {
    "program": lambda seed, number: of_program(clients_of(seed, number)),
    "capitals": lambda seed, number: of_program(clients_of(seed, number), str.upper),
    "spreadsheet": lambda seed, number: of_spreadsheet(clients_of(seed, number)),
    "boxes": lambda seed, number: with_boxes(clients_of(seed, number)),
    "others": lambda seed, number: with_others(clients_of(seed, number)),
    "titled": lambda seed, number: of_spreadsheet(clients_of(seed, number), str.title),
}
TRIES = ((1, 60), (2, 25), (3, 120), (4, 6)) if FULL else ((1, 60),)
"""Seeds, and how many clients."""
LABELS = {box.label for box in BOXES}
EACH = 1 if FULL else 12
"""CI exchanges one pair of titles in twelve."""
Kept = Mapping[int, Mapping[str, object]]
TOWNS = ("TOULOUSE", "PAU", "DAX")


@pytest.fixture(scope="module")
def portefeuille(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portefeuille]:
    folder = tmp_path_factory.mktemp("titres")
    open_database(folder / "portefeuille.db")
    opened = open_portefeuille(folder)
    for name in ("Marc Petit", "Sophie Leroy"):
        colleague_of(opened, name, opened.role)
    yield opened
    close_database()


def stored(portefeuille: Portefeuille, rows: Rows) -> dict[int, dict[str, object]]:
    """Give what would be kept of each line that is ready."""
    examination = Examination(portefeuille, Choices())
    examination.examine(table.read(grid(rows)).lignes)
    ready = {n: one for n, one in examination.examens.items() if one.verdict is Verdict.PRETE}
    return {n: _kept(one) for n, one in ready.items() if one.avec_ligne is None}


def _kept(examen: Examen) -> dict[str, object]:
    found = check(examen.saisie)
    kept: dict[str, object] = {
        **found.values,
        "montant": found.montant_centimes,
        "responsable": examen.saisie.responsable,
        "regime": examen.saisie.regime,
        "services": examen.saisie.services,
    }
    for rank, one in enumerate(found.comptes):
        kept |= {f"{name} {rank}": getattr(one, name) for name in _OF_COMPTE}
    return {name: value for name, value in kept.items() if value}


_OF_COMPTE = ("numero_compte", "siret", "etat", "code_postal", "ville")


def false(ready: Kept, true: Kept) -> dict[tuple[int, str], object]:
    """Give what would be kept, and is not true, by the lines."""
    return {
        (numero, name): value
        for numero, one in ready.items()
        for name, value in one.items()
        if value != true.get(numero, {}).get(name)
    }


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(("seed", "number"), TRIES)
def test_a_true_list_is_ready(
    portefeuille: Portefeuille, name: str, seed: int, number: int
) -> None:
    rows = LISTS[name](seed, number)
    tableau = table.read(grid(rows))
    assert [one.titre for one in tableau.colonnes.all if one.doubted] == []
    natures = {doubt.nature for one in tableau.lignes for doubt in one.doutes}
    assert natures <= {Nature.NUMERO}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(("seed", "number"), TRIES)
def test_two_titles_exchanged_make_no_false_line_ready(
    portefeuille: Portefeuille, name: str, seed: int, number: int
) -> None:
    titles, *rows = LISTS[name](seed, number)
    true = stored(portefeuille, [titles, *rows])
    assert true
    pairs = combinations(range(len(titles)), 2)
    # Which of two boxes is which, nothing but its title says.
    told = [pair for pair in pairs if not all(titles[rank] in LABELS for rank in pair)]
    for one, other in told[seed::EACH]:
        exchanged = titles.copy()
        exchanged[one], exchanged[other] = titles[other], titles[one]
        ready = stored(portefeuille, [exchanged, *rows])
        assert false(ready, true) == {}, (titles[one], titles[other])


@pytest.mark.parametrize("name", [name for name in LISTS if name != "boxes"])
def test_titles_in_any_order_make_no_false_line_ready(
    portefeuille: Portefeuille, name: str
) -> None:
    titles, *rows = LISTS[name](5, 40)
    true = stored(portefeuille, [titles, *rows])
    luck = Random(5)
    for _ in range(rounds(60)):
        order = luck.sample(titles, len(titles))
        assert false(stored(portefeuille, [order, *rows]), true) == {}, order


def doubted(names: Sequence[str], chosen: Mapping[str, str] | None = None) -> list[str]:
    """Give the doubts on the lines of a table of employers that have these names."""
    rows = [
        f"{name};{siren(rank)};{numero(rank)};12,50;Employeur" for rank, name in enumerate(names, 1)
    ]
    grille = grid_of("\n".join(["Raison sociale;Siren;Compte;Montant;Type", *rows]))
    found = table.read(grille, chosen=chosen)
    return [one.phrase for ligne in found.lignes for one in ligne.doutes]


def test_a_town_for_each_name_is_doubted_on_each_line() -> None:
    said = doubted(TOWNS * 5)
    assert len(said) == 15
    assert "« Raison sociale » est prise pour « Raison sociale »" in said[0].replace("\u00a0", " ")
    assert doubted(TOWNS * 5, {"Raison sociale": "raison_sociale"}) == [], "somebody says so"


def test_names_that_differ_are_not_doubted() -> None:
    assert doubted([f"{TOWNS[rank % 3]} TAXIS {rank}" for rank in range(30)]) == []


def test_a_few_of_one_name_among_many_are_not_doubted() -> None:
    assert doubted(["SCI DU LAC"] * 9 + [f"CLIENT {rank}" for rank in range(12)]) == []
    assert doubted(["SCI DU LAC"] * 9) == [], "a table too small to tell"


def test_what_a_column_seems_is_said() -> None:
    (said,) = doubted(["C0012"])
    assert "mais ressemble à « Code dossier »" in said.replace("\u00a0", " ")


def test_an_etat_left_aside_is_doubted_where_it_is_not_actif() -> None:
    rows = [
        f"CLIENT {rank};{siren(rank)};{numero(rank)};12,50;Employeur;{etat}"
        for rank, etat in enumerate(("Actif", "Radié", "", "Actif"), 1)
    ]
    read = table.read(grid_of("\n".join(["Nom;Siren;Compte;Montant;Type;Titre", *rows])))
    assert [bool(one.doutes) for one in read.lignes] == [False, True, False, False]


def test_a_note_that_is_somebody_of_the_cabinet_is_doubted(portefeuille: Portefeuille) -> None:
    rows = [
        ["Nom", "Siren", "Compte", "Montant", "Type", "Note"],
        ["CLIENT UN", siren(1), numero(1), "1,00", "Employeur", "Claire Durand"],
        ["CLIENT DEUX", siren(2), numero(2), "1,00", "Employeur", "à rappeler"],
    ]
    assert list(stored(portefeuille, rows)) == [3]


def test_a_postal_code_is_known_by_the_town_beside_it() -> None:
    head = "Code dossier;Nom;Siren;Compte;Montant;Code;Ville"
    rows = [f"D{n};CLIENT {n};{siren(n)};{numero(n)};1,00;{{}}" for n in (1, 2)]
    read = table.read(grid_of("\n".join([head, *rows]).replace("{}", "31000;TOULOUSE")))
    assert [one.compte.code_postal for one in read.lignes] == ["31000", "31000"]
    other = table.read(grid_of("\n".join([head, *rows]).replace("{}", "10234;TOULOUSE")))
    assert [one.compte.code_postal for one in other.lignes] == ["", ""]
