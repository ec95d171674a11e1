"""The columns of a table that goes out: each field has one, under a title that comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import Database

from models.champs import FIELDS, PROOFS
from models.cleaning import fold
from models.errors import BadValue
from models.exportation.colonnes import (
    COLUMNS,
    EVERY,
    FOLDED,
    NIR,
    USUAL,
    Kind,
    lines_of,
    named,
)
from models.labels import Regime, Service
from models.portefeuille import Portefeuille
from tests.cabinet import employeur, gerant, independant, siren
from tests.each_champ import open_with_people, regime_of, sample, whole

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

TITLES = (
    *("Siren", "Siret", "N° compte", "Type", "Raison sociale", "Civilité", "Forme"),
    *("Code dossier", "Responsable", "État", "CP", "Ville", "Montant", "Note"),
    *(service.label for service in Service),
    "À faire sur urssaf.fr",
)


@pytest.fixture
def inside(base: Database, tmp_path: Path) -> Portefeuille:
    assert base is not None
    return open_with_people(tmp_path)


def cell_of(portefeuille: Portefeuille, name: str, rank: int = 0) -> object:
    (fiche,) = portefeuille.page().fiches
    return COLUMNS[name].cell(list(lines_of(fiche, {fiche.uid: "NIR"}))[rank])


def test_the_usual_columns_stand_in_the_order_of_the_cabinet(engine: str) -> None:
    assert tuple(one.title for one in USUAL) == TITLES
    assert len({one.title for one in COLUMNS.values()}) == len(COLUMNS)


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_has_a_column_or_says_why_not(inside: Portefeuille, name: str) -> None:
    if name in FOLDED:
        assert FOLDED[name]
        return
    fiche = inside.enroll(whole(regime_of(name)), forced=True)
    shown = cell_of(inside, name)
    assert shown != "", f"{name}: its column is empty"
    if FIELDS[name].kind and name not in PROOFS:
        compact = FIELDS[name].kind
        assert compact is not None
        assert shown == compact.read(sample(name)).value, name
    assert inside.page().fiches == (fiche,)


@pytest.mark.parametrize("name", sorted(FIELDS.keys() - FOLDED.keys() - {"services"}))
def test_a_title_is_one_that_comes_in(engine: str, name: str) -> None:
    if column := FIELDS[name].column:
        words = fold(COLUMNS[name].title)
        spelled = {words, words.removeprefix("n ")}
        assert spelled & column.titles, f"{name}: {words} is not understood"


def test_the_siren_of_a_gerant_is_that_of_the_company(inside: Portefeuille) -> None:
    inside.enroll(gerant(1, siren_societe=siren(7)))
    assert cell_of(inside, "siren") == siren(7)
    assert cell_of(inside, "regime") == Regime.GERANT_MAJORITAIRE.label


def test_the_boxes_are_crosses(inside: Portefeuille) -> None:
    inside.enroll(employeur(1, services=frozenset({Service.DPAE, Service.COURRIEL_BIS})))
    crossed = {one.code for one in Service if cell_of(inside, one.code) == "x"}
    assert crossed == {"dpae", "avis_bis"}
    assert cell_of(inside, "services") == "DPAE, Avis de mise à disposition du BIS"
    assert {COLUMNS[one.code].kind for one in Service} == {Kind.BOX}


def test_what_is_done_leaves_the_column_of_what_is_to_do(inside: Portefeuille) -> None:
    fiche = inside.enroll(employeur(1))
    assert cell_of(inside, "a_faire") == "Inscrire"
    inside.report(fiche)
    assert cell_of(inside, "a_faire") == ""
    assert cell_of(inside, "montant") == ""


def test_the_nir_is_none_of_all_the_columns(inside: Portefeuille) -> None:
    inside.enroll(independant(1))
    assert NIR not in {one.name for one in EVERY}
    (fiche,) = inside.page().fiches
    (line,) = lines_of(fiche, {})
    said = " ".join(str(one.cell(line)) for one in COLUMNS.values())
    assert "18001" not in said
    assert "•" not in said


def test_columns_are_named_once_in_the_order_that_is_asked_for(engine: str) -> None:
    assert [one.name for one in named(["ville", " siren ", "ville", ""])] == ["ville", "siren"]
    assert named(["toutes"]) == EVERY


@pytest.mark.parametrize("names", [["siren", "age"], [], ["", " "], ["toutes", "siren"]])
def test_a_column_that_is_not_there_is_answered_by_those_that_are(
    engine: str, names: list[str]
) -> None:
    with pytest.raises(BadValue, match="siren, siret, numero_compte") as refusal:
        named(names)
    assert "nir" in str(refusal.value)
