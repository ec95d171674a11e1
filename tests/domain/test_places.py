"""Drawers of names follow one another as names do, in Python and in the base alike."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from peewee import Database, PostgresqlDatabase

from models.cleaning import fold
from models.search import sqlite
from models.tables import Inscription
from tests.cabinet import employeur, open_portefeuille

NAMES = st.text(max_size=12).map(fold)


@given(st.lists(NAMES, max_size=20))
def test_drawers_are_in_the_order_of_names(names: list[str]) -> None:
    for one, other in pairwise(sorted(names)):
        assert sqlite.drawer_of(one) <= sqlite.drawer_of(other)


@given(NAMES, NAMES)
def test_a_drawer_holds_the_names_between_its_two_bounds(name: str, drawn_from: str) -> None:
    drawer = sqlite.drawer_of(drawn_from)
    there = sqlite.beginning(drawer) <= name < sqlite.beginning(drawer + 1)
    assert there == (sqlite.drawer_of(name) == drawer)


def test_the_base_keeps_the_same_places(base: Database, tmp_path: Path) -> None:
    if isinstance(base, PostgresqlDatabase):
        return
    inside = open_portefeuille(tmp_path)
    for rank, name in enumerate(("ZOÉ", "A", "L'ÂGE D'OR", "42 RUE", "TAXI"), start=1):
        inside.enroll(employeur(rank, raison_sociale=name))
    kept = base.execute_sql("SELECT place FROM inscription_en_mots").fetchall()
    wanted = [
        (sqlite.drawer_of(row.cle_nom) << sqlite.ID_BITS) + row.id for row in Inscription.select()
    ]
    assert sorted(place for (place,) in kept) == sorted(wanted)
    found = base.execute_sql(
        "SELECT rowid FROM inscription_mots WHERE inscription_mots MATCH '\"  t\"'"
    )
    assert [place % (1 << sqlite.ID_BITS) for (place,) in found.fetchall()] == [5]
