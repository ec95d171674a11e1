"""What a search finds, led by an index or walking the names, against a plain reading of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database, PostgresqlDatabase, fn

from models.fiche import Fiche
from models.labels import Etat, Report, Service, ToDo
from models.portefeuille import Portefeuille
from models.saisie import SaisieCompte
from models.search import listed, listing, people, postgresql, sqlite
from models.search.criteres import After, Anchor, Before, Criteres, Edge, From, Key, Tri
from models.search.listing import Listing
from models.storage.backup import WRONG_TOTALS, check_database
from models.storage.sqlite_checks import WRONG_WORDS
from models.tables import Compteur, Inscription
from tests.cabinet import employeur, numero, open_portefeuille
from tests.domain.meant import all_of, in_order, is_found, some_of, sought
from tests.tries import examples

FRAGMENTS = st.builds(
    Criteres,
    texte=st.sampled_from(("b", "bo", "bou", "oul", "eri", "ou boul", "a", "saint", "t", "&")),
    etats=some_of(Etat),
    tri=st.sampled_from((Tri.NOM, Tri.NOM, *Tri)),
)
"""What many names hold, in one drawer or in several."""


@pytest.fixture
def portefeuille(crossed: Portefeuille) -> Portefeuille:
    return crossed


@contextmanager
def counting_to(number: int) -> Iterator[None]:
    """Count what is found as far as `number`."""
    with (
        patch.object(listing, "COUNTED", number),
        patch.object(sqlite, "COUNTED", number),
        patch.object(postgresql, "COUNTED", number),
        patch.object(listed, "COUNTED", number),
        patch.object(people, "COUNTED", number),
    ):
        yield


def test_a_search_finds_what_it_means_whatever_leads_to_it(portefeuille: Portefeuille) -> None:
    everything = all_of(portefeuille)
    found_something = set[bool]()

    @settings(max_examples=examples(250), suppress_health_check=list(HealthCheck))
    @given(
        criteres=st.one_of(FRAGMENTS, sought(portefeuille.personnes()[0].uid)),
        few=st.sampled_from((-1, 2, 1_000)),
        looked=st.sampled_from((1, 3, 200)),
        short=st.sampled_from((-1, 30_000)),
        walked=st.sampled_from((-1, 4)),
        counted=st.sampled_from((2, 1_000)),
        place=st.integers(0, 35),
        size=st.integers(1, 12),
    )
    def look(
        criteres: Criteres,
        few: int,
        looked: int,
        short: int,
        walked: int,
        counted: int,
        place: int,
        size: int,
    ) -> None:
        ordered = in_order(everything, criteres.tri)
        wanted = [fiche for fiche in ordered if is_found(fiche, criteres)]
        order = [fiche.uid for fiche in wanted]
        found_something.add(bool(order))
        here = ordered[place]
        key = Key.of(here, criteres.tri)
        before = [one.uid for one in ordered[:place] if one in wanted]
        rest = order[len(before) :]
        after = rest[rest[:1] == [here.uid] :]
        with (
            patch.object(sqlite, "SORTED", few),
            patch.object(sqlite, "SORTED_WORDS", few),
            patch.object(sqlite, "LOOKED", looked),
            patch.object(sqlite, "WALKED", short),
            patch.object(postgresql, "SAMPLE", few),
            patch.object(postgresql, "WALKED", walked),
            counting_to(counted),
        ):
            read = Listing(portefeuille._cabinet, criteres)

            def uids(anchor: Anchor) -> list[UUID]:
                return [one.uid for one in read.fiches(anchor, size, portefeuille._vault)]

            assert uids(Edge.FIRST) == order[:size]
            assert uids(Edge.LAST) == order[-size:]
            assert uids(From(key)) == rest[:size]
            assert uids(After(key)) == after[:size]
            assert uids(Before(key)) == before[-size:]
            tri, reports = criteres.tri, criteres.reports
            exact = criteres == Criteres(reports=reports, regimes=criteres.regimes, tri=tri)
            total, rank = read.standing(key)
            assert total == (len(order) if exact or len(order) <= counted else None)
            known = (exact and tri is Tri.NOM) or len(before) <= counted
            assert rank == (len(before) if known else None)

    look()
    assert found_something == {True, False}


def test_the_pages_of_each_order_follow_one_another(portefeuille: Portefeuille) -> None:
    narrowed = (
        Criteres(),
        Criteres(reports=frozenset({Report.A_FAIRE, Report.REFUSE})),
        Criteres(sans=frozenset({Service.DPAE})),
    )
    for tri, few, facets in product(Tri, (-1, 1_000), narrowed):
        criteres = replace(facets, tri=tri)
        wanted = [one for one in in_order(all_of(portefeuille), tri) if is_found(one, criteres)]
        with (
            patch.object(sqlite, "SORTED", few),
            patch.object(sqlite, "SCANNED", few),
            patch.object(postgresql, "SAMPLE", few),
        ):
            for start, onwards in ((Edge.FIRST, True), (Edge.LAST, False)):
                page = portefeuille.page(criteres, start, size=5)
                seen: list[Fiche] = []
                while page.fiches:
                    seen = [*seen, *page.fiches] if onwards else [*page.fiches, *seen]
                    edge = Key.of(page.fiches[-1 if onwards else 0], tri)
                    anchor = After(edge) if onwards else Before(edge)
                    page = portefeuille.page(criteres, anchor, size=5)
                assert seen == wanted
            everything = portefeuille.uids(criteres, most=99)
            assert everything == tuple(one.uid for one in wanted if one.retire_le is None)
            following = portefeuille.neighbour(wanted[0], criteres, 1)
            assert following == next(iter(wanted[1:]), None)


def test_a_firm_of_many_comptes_is_found_once(base: Database, tmp_path: Path) -> None:
    assert base is not None
    inside = open_portefeuille(tmp_path)
    comptes = tuple(SaisieCompte(numero(rank)) for rank in range(10, 18))
    inside.enroll(employeur(1, raison_sociale="AAA", comptes=comptes))
    for rank in (2, 3, 4):
        inside.enroll(employeur(rank, raison_sociale=f"AAB {rank}"))
    begun = numero(10)[:8]
    for criteres in (Criteres(compte="117"), Criteres(compte=begun), Criteres(texte=begun)):
        for walked in (-1, 4):
            with (
                patch.object(postgresql, "SAMPLE", 2),
                patch.object(postgresql, "WALKED", walked),
                patch.object(sqlite, "SORTED", 2),
                patch.object(sqlite, "SORTED_WORDS", 2),
            ):
                page = inside.page(criteres, size=3)
            assert [one.raison_sociale for one in page.fiches] == ["AAA", "AAB 2", "AAB 3"]
            assert (page.total, page.has_next) == (4, True)


def test_a_text_of_a_thousand_words_finds_what_its_first_ones_do(
    portefeuille: Portefeuille,
) -> None:
    assert portefeuille.page(Criteres(texte="bou " * 1_000)).total
    assert portefeuille.page(Criteres(texte="12 " * 1_000 + "x")).total is not None
    assert not portefeuille.page(Criteres(texte="bou " * 19 + "zzz " * 500)).fiches


def test_a_page_knows_whether_others_come_before_and_after_it(portefeuille: Portefeuille) -> None:
    criteres = Criteres(texte="bou")
    order = [one for one in all_of(portefeuille) if is_found(one, criteres)]
    middle, last = Key.of(order[4]), Key.of(order[-1])
    for counted in (2, 1_000):
        with counting_to(counted):
            seen = [
                portefeuille.page(criteres, anchor, size=3)
                for anchor in (Edge.FIRST, From(middle), After(middle), Before(middle), Edge.LAST)
            ]
            around = [(page.has_previous, page.has_next) for page in seen]
            assert around == [
                (False, True),
                (True, True),
                (True, True),
                (True, True),
                (True, False),
            ]
            assert not portefeuille.page(criteres, After(last), size=3).fiches


@settings(max_examples=examples(25), suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from("rmtuef")), max_size=12))
def changes_are_counted(portefeuille: Portefeuille, changes: list[tuple[int, str]]) -> None:
    """Change things, then compare what is kept with what is there."""
    everything = [one for one in all_of(portefeuille) if one.retire_le is None]
    for place, verb in changes:
        fiche = portefeuille.get(everything[place % len(everything)].uid)
        if fiche.retire_le is None and verb == "t" and len(everything) > 20:
            portefeuille.terminate(fiche)
        elif verb in "ruf":
            if verb == "r":
                portefeuille.report(fiche)
            elif verb == "u":
                portefeuille.refuse(fiche)
            elif fiche.retire_le is None:
                portefeuille.set_services(fiche, frozenset({Service.DPAE}) ^ fiche.services)
        elif fiche.retire_le is None:
            Inscription.update(
                raison_sociale="ÉTÉ", cle_nom="ete", cle_recherche=f"ete {place}"
            ).where(Inscription.id == fiche.id).execute()
    assert kept() == counted()


def kept() -> dict[tuple[object, ...], int]:
    rows = Compteur.select().where(Compteur.nombre > 0)
    return {(r.cabinet.id, r.debut, r.regime, r.report, r.retire): r.nombre for r in rows}


def counted() -> dict[tuple[object, ...], int]:
    found: dict[tuple[object, ...], int] = {}
    for row in Inscription.select():
        debut, gone = row.cle_nom[:3], int(row.retire_le is not None)
        drawer = (row.cabinet.id, debut, row.regime, row.report, gone)
        found[drawer] = found.get(drawer, 0) + 1
    return found


def test_the_totals_follow_each_change(portefeuille: Portefeuille) -> None:
    changes_are_counted(portefeuille)
    Inscription.update(retire_le=None, cle_nom="aaa").where(Inscription.id < 3).execute()
    assert kept() == counted()


def test_a_name_that_changed_is_found_by_the_new_one_only(portefeuille: Portefeuille) -> None:
    fiche = portefeuille.enroll(employeur(60, raison_sociale="PHARE"))
    kept_compte = SaisieCompte(numero(60), id=fiche.comptes[0].id)
    renamed = employeur(60, raison_sociale="KIOSQUE", comptes=(kept_compte,))
    portefeuille.edit(fiche, renamed)
    assert not portefeuille.page(Criteres(texte="phare")).fiches
    (found,) = portefeuille.page(Criteres(texte="kiosque")).fiches
    assert found.uid == fiche.uid
    assert check_database() == ()


def test_totals_and_words_that_are_wrong_are_told(base: Database, tmp_path: Path) -> None:
    inside = open_portefeuille(tmp_path)
    inside.enroll(employeur(1))
    Compteur.update(nombre=Compteur.nombre + 1).execute()
    assert WRONG_TOTALS in check_database()
    if not isinstance(base, PostgresqlDatabase):
        base.execute_sql("INSERT INTO inscription_mots (rowid, mots) VALUES (9, 'fantome')")
        assert WRONG_WORDS in check_database()
    assert Inscription.select(fn.COUNT(Inscription.id)).scalar() == 1


def test_what_is_never_in_the_queue_is_not_found_in_its_order(portefeuille: Portefeuille) -> None:
    nothing = Criteres(ecarts=frozenset({ToDo.AUCUN}), tri=Tri.A_FAIRE)
    page = portefeuille.page(nothing)
    assert (page.fiches, page.total) == ((), 0)
    assert portefeuille.uids(nothing, most=9) == ()
