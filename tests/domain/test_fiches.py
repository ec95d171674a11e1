"""Fiches read by one statement: the values are those that Peewee would give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database, Field

from models.ecarts import PROVED
from models.fiche import Fiche, FicheCompte
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search import fiches
from models.search.criteres import After, Criteres, Edge, Key
from models.tables import Compte, Inscription, Utilisateur
from models.tables.inscription import services_of
from models.tables.table import CodeField, kept_as_they_are
from tests.cabinet import NIR, employeur, gerant, independant, numero, open_portefeuille

COLUMNS = [*fiches.SHOWN, Inscription.nir, *fiches.SHOWN_OF_COMPTE, Utilisateur.uid]
FLOATS = st.floats().map(lambda number: number + 0.0)  # no -0.0, which is equal to 0.0
STORED = st.one_of(st.none(), st.integers(), FLOATS, st.text(), st.binary(), st.booleans())
DERIVED = {name for name, one in vars(Fiche).items() if isinstance(one, cached_property)}


@pytest.fixture
def portefeuille(base: Database, tmp_path: Path) -> Portefeuille:
    assert base is not None
    mine = open_portefeuille(tmp_path)
    (claire,) = mine.personnes()
    for rank in range(1, 5):
        comptes = tuple(SaisieCompte(numero(100 * rank + more)) for more in range(rank))
        mine.enroll(employeur(rank, comptes=comptes, responsable=claire.uid))
        mine.enroll(gerant(10 + rank))
    sealed = mine.enroll(independant(20, nir=NIR))
    mine.refuse(sealed, motif="Nom inconnu")
    mine.terminate(mine.page().fiches[0])
    return mine


def meant(row: Inscription | Compte, column: Field) -> Any:
    """Give what is shown of a column of a row that Peewee read."""
    value = getattr(row, column.name)
    if column.name == "services":
        return services_of(value)
    return column.codes(value) if isinstance(column, CodeField) else value


def shown_of_compte(compte: Compte) -> dict[str, Any]:
    return {column.name: meant(compte, column) or "" for column in fiches.SHOWN_OF_COMPTE}


def name_of(person: Utilisateur | None) -> str | None:
    return (person.nom or person.identifiant) if person else None


def test_what_is_read_has_the_fields_of_a_fiche_and_no_other(portefeuille: Portefeuille) -> None:
    found = portefeuille.page().fiches
    assert found
    for fiche in found:
        known = {one.name: getattr(fiche, one.name) for one in fields(Fiche)}
        assert Fiche(**known) == fiche
        assert known.keys() == vars(fiche).keys() - DERIVED


def test_a_fiche_holds_what_peewee_reads(portefeuille: Portefeuille) -> None:
    rows = list(Inscription.select())
    read = fiches.of_ids([row.id for row in rows], portefeuille._vault)
    assert len(read) == len(rows) == 9
    for fiche, row in zip(read, rows, strict=True):
        for column in fiches.SHOWN:
            shown, wanted = getattr(fiche, column.name), meant(row, column)
            if column.name == "montant_centimes" and row.ecart not in PROVED:
                wanted = None
            if wanted is None and isinstance(shown, str):
                wanted = ""
            assert (column.name, type(shown), shown) == (column.name, type(wanted), wanted)
        assert fiche.responsable == (row.responsable and row.responsable.uid)
        people = (row.responsable, row.report_par, row.modifie_par, row.retire_par)
        names = (fiche.responsable_nom, fiche.report_par, fiche.modifie_par, fiche.retire_par)
        assert names == tuple(name_of(person) for person in people)
        assert (fiche.nir_masque is None) == (row.nir is None)
        comptes = Compte.select().where(Compte.inscription == row).order_by(Compte.id)
        assert fiche.comptes == tuple(FicheCompte(**shown_of_compte(compte)) for compte in comptes)
    assert max(len(fiche.comptes) for fiche in read) == 4


def test_fiches_come_in_the_order_of_their_ids_whatever_their_number(
    portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [row.id for row in Inscription.select().order_by(Inscription.id.desc())]
    monkeypatch.setattr(fiches, "AT_ONCE", 4)
    assert [one.id for one in fiches.of_ids([*ids, 10_000], portefeuille._vault)] == ids


def test_a_person_without_a_name_is_called_by_what_she_signs_in_with(
    portefeuille: Portefeuille,
) -> None:
    Utilisateur.update(nom="").execute()
    (person,) = Utilisateur.select()
    assert {fiche.modifie_par for fiche in portefeuille.page().fiches} == {person.identifiant}


@pytest.mark.parametrize("column", COLUMNS, ids=str)
@given(value=STORED)
def test_what_is_kept_as_it_is_needs_no_reading(column: Field, value: object) -> None:
    if type(value) in kept_as_they_are(column):
        read = column.python_value(value)
        assert (type(read), read) == (type(value), value)


def outcome(read: Callable[[Any], object], value: object) -> tuple[object, ...]:
    try:
        found = read(value)
    except Exception as error:  # noqa: BLE001 - whichever it is, the other should raise it
        return type(error), str(error)
    return type(found), repr(found)


@pytest.mark.parametrize("column", COLUMNS, ids=str)
@given(values=st.lists(STORED, max_size=8))
def test_what_was_read_before_changes_nothing(column: Field, values: list[object]) -> None:
    """1, 1.0 and True are equal, and not the same."""
    _, read = fiches.rule(column)
    for value in (1, True, 1.0, 0, False, *values):
        assert outcome(read, value) == outcome(partial(fiches.shown, column), value)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_page_is_not_compiled_twice(base: Database, portefeuille: Portefeuille) -> None:
    first = portefeuille.page(size=1)
    compiled: list[object] = []

    def see(*action: object) -> int:
        compiled.append(action)
        return 0

    def turn() -> int:
        compiled.clear()
        portefeuille.page(Criteres(), After(Key.of(first.fiches[0])), size=1)
        return len(compiled)

    base.connection().set_authorizer(see)
    assert turn()
    assert turn() == 0


def test_a_page_is_two_statements_and_reads_no_password(
    base: Database, portefeuille: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def hear(verb: str) -> None:
        execute: Any = getattr(base, verb)

        def heard(sql: str, *others: Any) -> Any:
            asked.append(sql)
            return execute(sql, *others)

        monkeypatch.setattr(base, verb, heard)

    hear("execute_sql")
    hear("run_prepared")
    page = portefeuille.page(anchor=Edge.LAST, size=5)
    assert {fiche.modifie_par for fiche in page.fiches} == {portefeuille.utilisateur_nom}
    assert len(asked) == 2, asked
    assert not [sql for sql in asked if "hachage" in sql or "preferences" in sql]
