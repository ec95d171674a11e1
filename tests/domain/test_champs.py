"""Each field is checked, stored, shown again, kept through a conflict, searched, written about.

What a field does not do is said, with its reason, where it is declared (models/champs). A test
that fails here names the field, and the place where it was forgotten.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from peewee import Database

from models.champs import CLIENT, COMPTE, FIELDS, PROOFS
from models.champs.champ import Searched, Without
from models.errors import BadFields, Doubtful
from models.importation.colonne import CHAMPS
from models.importation.files.opening import read_text
from models.importation.table import read
from models.labels import Etat, Regime, Report, Service
from models.portefeuille import Portefeuille
from models.saisie import Saisie, SaisieCompte
from models.search.criteres import Criteres
from models.tables import Compte, Inscription, Operation
from models.tables.table import Table
from models.writing.comptes import comptes_of
from models.writing.controle import check
from models.writing.photograph import photograph
from tests.cabinet import employeur, siren
from tests.each_champ import (
    CHANGING,
    NAMES,
    TYPED,
    field_of,
    open_with_people,
    regime_of,
    sample,
    typed_again,
    value_of,
    whole,
    with_field,
)

COLUMN_OF = {"montant": "montant_centimes"}
"""The proofs are kept otherwise than they are typed, and under another name."""

WORDS = {"regime": "Libéral", "services": "DPAE", "etat": "Radié", "responsable": "A. Nguyen"}
WORDS |= {"civilite": "MME", "code_dossier": "DUP001"}
"""What a table has of what is chosen."""
MEANT: dict[str, object] = {
    "regime": Regime.PROFESSION_LIBERALE,
    "services": frozenset({Service.DPAE}),
    "etat": Etat.RADIE,
}

KEPT_FOR_ITSELF = {
    Inscription: {
        *("id", "cabinet", "uid", "version"),
        *("cle_nom", "cle_recherche", "cle_dossier", "cle_ville"),
        *("report", "report_le", "report_par", "report_motif"),
        *("vu", "vu_services", "vu_comptes", "vu_le", "vu_par", "ecart"),
        *("cree_le", "cree_par", "modifie_le", "modifie_par", "retire_le", "retire_par"),
        *("annulee", "preuves_le"),
    },
    Compte: {"id", "cabinet", "inscription", "retire_le"},
}
"""The columns that nobody types or chooses in the form."""

each_field = pytest.mark.parametrize("name", NAMES)
each_change = pytest.mark.parametrize("name", CHANGING)
each_text = pytest.mark.parametrize("name", TYPED)


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """Take one engine: the rules are the same on the other."""
    return str(request.param)


@pytest.fixture
def inside(base: Database, tmp_path: Path) -> Portefeuille:
    return open_with_people(tmp_path)


def column_of(name: str) -> tuple[type[Table], str]:
    return (Compte if name in COMPTE else Inscription), COLUMN_OF.get(name, name)


def stored(name: str) -> Any:
    table, column = column_of(name)
    return getattr(table.get(), column)


def read_of(name: str, turn: int = 0) -> str:
    """Give what the rules make of the sample of a field."""
    return value_of(check(whole(regime_of(name), turn)), name)


def test_no_field_of_a_compte_has_the_name_of_one_of_its_client() -> None:
    assert len(FIELDS) == len(CLIENT) + len(COMPTE) + len(PROOFS)


@each_field
def test_it_has_its_column_and_its_null_rule(name: str) -> None:
    table, column = column_of(name)
    field = table._meta.fields.get(column)
    assert field is not None, f"{name}: {table.__name__} has no column {column}"
    if name not in PROOFS and FIELDS[name].kind:
        assert field.null == FIELDS[name].null, f"{name}: null in the table, or in champs?"


@pytest.mark.parametrize("table", KEPT_FOR_ITSELF)
def test_a_column_is_of_a_field_or_of_the_house(table: type[Table]) -> None:
    known = {column for one, column in map(column_of, NAMES) if one is table}
    strangers = set(table._meta.fields) - known - KEPT_FOR_ITSELF[table]
    assert not strangers, f"{strangers}: not declared in models/champs"


@each_text
def test_it_is_checked(name: str) -> None:
    saisie = whole(regime_of(name))
    assert value_of(check(saisie), name), f"{name}: nothing was read"
    wrong = check(with_field(saisie, name, "é" * 1000))
    path = f"comptes.0.{name}" if name in COMPTE else name
    assert path in wrong.errors, f"{name}: anything may be typed"


@each_field
def test_it_is_stored(inside: Portefeuille, name: str) -> None:
    fiche = inside.enroll(whole(regime_of(name)), forced=True)
    if name in PROOFS:
        assert stored(name), f"{name} is not stored"
        return
    kept = read_of(name) if FIELDS[name].kind else sample(name)
    assert field_of(fiche, name) == kept, f"{name} is not stored, or not shown"
    assert inside.page().fiches == (fiche,), f"{name}: the list shows another"


@each_text
def test_nothing_is_kept_as_the_null_rule_says(inside: Portefeuille, name: str) -> None:
    typed = Saisie(Regime.GENERAL, siren=siren(1), deja_inscrit=True)
    if name == "siren":
        typed = Saisie(Regime.GERANT_MAJORITAIRE, comptes=(SaisieCompte(sample("numero_compte")),))
    if name == "numero_compte":
        typed = with_field(typed, name, "")
    inside.enroll(typed)
    nothing = None if FIELDS[name].null or name in PROOFS else ""
    assert stored(name) == nothing, f"{name}: kept as {stored(name)!r}"


@each_change
def test_a_change_is_stored_and_written_about(inside: Portefeuille, name: str) -> None:
    fiche = inside.enroll(whole(regime_of(name)), forced=True)
    before = stored(name)
    inside.edit(fiche, with_field(typed_again(fiche), name, sample(name, 1)), forced=True)
    assert stored(name) != before, f"{name}: a change is lost"
    operation = Operation.select().order_by(Operation.rang.desc()).get()
    names = set(json.loads(operation.champs)["champs"]) - ({"nir"} - {name})
    assert names == {name}, f"{name}: the journal says {names or 'nothing'}"


@each_change
def test_a_change_is_to_be_reported_if_the_portal_knows_the_field(
    inside: Portefeuille, name: str
) -> None:
    fiche = inside.enroll(whole(regime_of(name)), forced=True)
    fiche = inside.report(fiche)
    typed = with_field(replace(typed_again(fiche), montant="", nir=""), name, sample(name, 1))
    if name in PROOFS:
        with pytest.raises(BadFields, match="n'est pas gardé"):
            inside.edit(fiche, typed, forced=True)
        return
    told = inside.edit(fiche, typed, forced=True).report is Report.A_FAIRE
    assert told == FIELDS[name].known, f"{name}: to be reported {told}"


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(CHANGING)))
def test_what_makes_another_inscription_never_changes(inside: Portefeuille, name: str) -> None:
    fiche = inside.enroll(whole(regime_of(name)), forced=True)
    before = stored(name)
    typed = with_field(typed_again(fiche), "siret", "")
    inside.edit(fiche, with_field(typed, name, sample(name, 1)), forced=True)
    assert stored(name) == before, name


@each_text
def test_it_is_searched_as_declared(inside: Portefeuille, name: str) -> None:
    inside.enroll(whole(regime_of(name)), forced=True)
    found = inside.page(Criteres(texte=sample(name))).total
    searched = FIELDS[name].searched is not Searched.NO
    assert bool(found) == searched, f"{name}: found {found}, searched {searched}"


@each_field
def test_what_undoing_needs_is_kept_but_for_the_proofs(inside: Portefeuille, name: str) -> None:
    inside.enroll(whole(regime_of(name)), forced=True)
    row = Inscription.get()
    kept = photograph(row, comptes_of([row])[row.id])
    owner = kept["comptes"][0] if name in COMPTE else kept["inscription"]
    assert (column_of(name)[1] in owner) == (name not in PROOFS), name


@each_field
def test_a_table_gives_it_under_its_title_or_says_why_not(name: str) -> None:
    column = FIELDS[name].column
    if isinstance(column, Without):
        assert column.why
        assert name not in CHAMPS
        return
    cell = WORDS.get(name) or sample(name)
    for title in {column.label, *column.titles}:
        columns = {"Siren": siren(1), title: cell}
        if name == "siren":
            columns = {title: cell}
        pasted = "\n".join("\t".join(row) for row in (columns.keys(), columns.values()))
        (ligne,) = read(read_text(pasted)).lignes
        given = {
            "services": ligne.services,
            "responsable": ligne.responsable,
            "etat": ligne.compte.etat,
        }
        found = given[name] if name in given else field_of(ligne.saisie, name)
        wanted = MEANT.get(name, cell)
        assert found == wanted, f"{name}: « {title} » does not give it"


@pytest.mark.parametrize("place", ["column", "option", "json", "form", "shown", "changes"])
@each_field
def test_what_is_not_done_has_its_reason(name: str, place: str) -> None:
    declared = getattr(FIELDS[name], place)
    assert not isinstance(declared, Without) or len(declared.why.split()) > 2, f"{name}: {place}"


@pytest.mark.parametrize("typed", ["M.", "MME", "Madame", "Maître", "dr", ""])
def test_a_civilite_that_people_write_is_taken(typed: str) -> None:
    assert check(employeur(1, civilite=typed)).warnings == {}


def test_another_civilite_is_doubted(portefeuille: Portefeuille) -> None:
    with pytest.raises(Doubtful, match="Civilité inhabituelle"):
        portefeuille.enroll(employeur(1, civilite="Z"))
    assert portefeuille.enroll(employeur(1, civilite="Z"), forced=True).civilite == "Z"
