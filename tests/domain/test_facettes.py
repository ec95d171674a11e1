"""What the facets count, against a plain reading of every client."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.fiche import Fiche
from models.portefeuille import Portefeuille
from models.search import facettes, listed
from models.search.criteres import Criteres, Tri
from models.search.facettes import Facet, Groupe, Tally, Value
from tests.domain.meant import all_of, has, is_found, sought
from tests.tries import examples


def whole(portefeuille: Portefeuille, criteres: Criteres) -> Tally:
    tally = Tally()
    while not tally.is_whole:
        tally = portefeuille.tally(criteres, tally)
    return tally


def value_of(fiche: Fiche, facet: Facet) -> Value:
    if isinstance(facet, Groupe):
        plain: dict[Groupe, Value] = {
            Groupe.REGIME: fiche.regime,
            Groupe.RESPONSABLE: fiche.responsable,
            Groupe.ETAT: fiche.etat,
            Groupe.REPORT: fiche.report,
            Groupe.ECART: fiche.ecart,
        }
        return plain[facet]
    return has(fiche, facet)


def choose(criteres: Criteres, facet: Facet, value: Value) -> Criteres:
    """Choose one value of a facet, and no other."""
    return facettes.choose(criteres, facet, frozenset({value}))


def test_the_counts_of_each_facet_add_up(crossed: Portefeuille) -> None:
    everything = all_of(crossed)
    claire = crossed.personnes()[0].uid

    @settings(max_examples=examples(120), suppress_health_check=list(HealthCheck))
    @given(criteres=sought(claire), slice_=st.sampled_from((5, 2_000)))
    def look(criteres: Criteres, slice_: int) -> None:
        # The queue lists no more than the facets of what waits.
        criteres = replace(criteres, tri=Tri.NOM)
        with patch.object(facettes, "SLICE", slice_):
            counts = whole(crossed, criteres).counts(criteres)
        assert counts.total == sum(is_found(one, criteres) for one in everything)
        for facet, counted in counts.of.items():
            for value, number in counted.items():
                narrowed = choose(criteres, facet, value)
                assert number == sum(is_found(one, narrowed) for one in everything)
            emptied = facettes.choose(criteres, facet, frozenset())
            total = sum(is_found(one, emptied) for one in everything)
            besides = sum(counts.removed[one] for one in counted if one in counts.removed)
            if listed.is_to_report(emptied.reports, emptied.ecarts):
                besides = 0
            assert sum(counted.values()) - besides == total

    look()
