"""A column of Sirets where some clients have a Siren alone: doctors, indépendants."""

from __future__ import annotations

import pytest

from models.identifiers import siren
from models.importation.choosing.importation import Importation
from models.importation.files.opening import read_text
from models.importation.reading.sirens import EITHER, OTHER, SEVERAL
from models.importation.verdicts import Verdict
from models.portefeuille import Portefeuille
from tests.domain.importation.looking import plain, tableau_of
from tests.domain.importation.small_tables import filled, told

HEAD = "Client;SIRET;N° compte;Type;NIR"
SHOP = "UN;{T1};{C1};Artisan;{N1}"
LOST = filled("{T123}").lstrip("0")


def said(text: str) -> tuple[str, ...]:
    return tuple(one.replace("\xa0", " ") for one in tableau_of(filled(text)).remarques)


def test_it_is_the_siren_of_its_line_and_that_is_said(portefeuille: Portefeuille) -> None:
    text = f"{HEAD}\n{SHOP}\nDEUX;{{s2}};{{C2}};Libéral;{{N2}}\nTROIS;{{S3}};{{C3}};Libéral;{{N3}}"
    expected = ["prete siren={S1} siret={T1}", "prete siren={S2} siret=", "prete siren={S3} siret="]
    assert told(portefeuille, text, expected) == [filled(one) for one in expected]
    assert said(text) == ("2 lignes ont un Siren dans la colonne du Siret : lu comme tel.",)
    assert said(f"{HEAD}\n{SHOP}") == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("{S1};UN;{S1};{C1};Artisan;{N1}", "prete siren={S1} siret="),
        ("{S2};UN;{S1};{C1};Artisan;{N1}", "a_verifier champ=siret"),
        (";UN;123456789;{C1};Artisan;{N1}", "erreur champ=siret"),
        (";UN;{S1};{C1};Gérant;", "prete siren= siret="),
    ],
    ids=["the same", "another", "wrong key", "gérant"],
)
def test_it_is_held_against_what_the_line_says(
    portefeuille: Portefeuille, row: str, expected: str
) -> None:
    whole = "{S3};TROIS;{T3};{C3};Artisan;{N3}\n{S4};QUATRE;{T4};{C4};Artisan;{N4}"
    found = told(portefeuille, f"Siren;{HEAD}\n{row}\n{whole}", [expected])
    assert found == [filled(expected), "prete", "prete"]
    assert OTHER not in said(f"Siren;{HEAD}\n{row}\n{whole}")


def test_a_siret_without_its_zeros_is_not_taken_for_a_siren(portefeuille: Portefeuille) -> None:
    assert len(LOST) == siren.LENGTH
    text = f"{HEAD}\n{SHOP}\nDEUX;{LOST};{{C2}};Artisan;{{N2}}"
    assert [one.phrase for one in tableau_of(filled(text)).lignes[1].doutes] == [EITHER]
    assert told(portefeuille, text, [])[1] == "a_verifier"


def test_a_line_of_a_table_that_has_sirets_alone_may_be_given_a_siren(
    portefeuille: Portefeuille,
) -> None:
    text = filled(f"{HEAD}\n{SHOP}\nDEUX;12;{{C2}};Artisan;{{N2}}")
    made = Importation(portefeuille, read_text(text))
    made.examine()
    before = made.examens[3].verdict
    ranks = {column.champ: rank for rank, column, _ in made.fields(3)}
    made.correct(3, {ranks["siren"]: filled("{S2}"), ranks["siret"]: ""})
    assert (before, made.examens[3].verdict) == (Verdict.ERREUR, Verdict.PRETE)
    assert made.examens[3].saisie.siren == filled("{S2}")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("12345678901", "Le Siret comporte 14 chiffres ; vous en avez saisi 11."),
        ("{T1}{T1.2}", SEVERAL),
        ("{t1} / {t1.2}", SEVERAL),
        ("{T1}123", "Le Siret comporte 14 chiffres ; vous en avez saisi 17."),
    ],
)
def test_what_is_no_siret_is_refused_as_a_siret(
    portefeuille: Portefeuille, cell: str, said: str
) -> None:
    text = f"{HEAD}\nUN;{cell};{{C1}};Artisan;{{N1}}\nDEUX;{{T2}};{{C2}};Artisan;{{N2}}"
    made = Importation(portefeuille, read_text(filled(text)))
    made.examine()
    assert [made.examens[line].verdict for line in (2, 3)] == [Verdict.ERREUR, Verdict.PRETE]
    assert plain(made.examens[2]).startswith(said.replace("\xa0", " "))
