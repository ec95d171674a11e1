"""Modèles de services: kept under a name, shared by a cabinet, journalled."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import BadValue, Conflict, NotFound
from models.labels import Regime, Role, Service
from models.modeles import LONGEST, ModeleServices, same_name
from models.portefeuille import Portefeuille
from models.tables import Modele, Operation
from tests.cabinet import colleague_of, open_portefeuille
from tests.tries import examples

DSN = frozenset({Service.DPAE, Service.SUIVI_DSN})
PAIE = frozenset({Service.PAIEMENT})


def test_the_modeles_of_a_cabinet_are_given_by_name(portefeuille: Portefeuille) -> None:
    assert portefeuille.modeles.all() == ()
    portefeuille.modeles.keep("  paie seule ", PAIE)
    portefeuille.modeles.keep("Employeur avec DSN", DSN)
    colleague = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)
    assert colleague.modeles.all() == (
        ModeleServices("Employeur avec DSN", DSN),
        ModeleServices("paie seule", PAIE),
    )


def test_another_cabinet_sees_and_removes_its_own_only(
    portefeuille: Portefeuille, tmp_path: Path
) -> None:
    mine = portefeuille.modeles.keep("DSN", DSN)
    other = open_portefeuille(tmp_path)
    assert other.modeles.all() == ()
    other.modeles.keep("DSN", PAIE)
    other.modeles.remove("DSN")
    assert portefeuille.modeles.all() == (mine,)


def test_a_name_kept_again_stands_for_the_new_boxes(portefeuille: Portefeuille) -> None:
    first = portefeuille.modeles.keep("ÉTÉ", PAIE)
    portefeuille.modeles.keep("Été", DSN, replaces=first)
    assert portefeuille.modeles.all() == (ModeleServices("Été", DSN),)
    portefeuille.modeles.remove("été")
    assert portefeuille.modeles.all() == ()


def test_a_modele_is_called_otherwise_and_that_is_undone(portefeuille: Portefeuille) -> None:
    modeles = portefeuille.modeles
    modeles.keep("DSN", DSN)
    modeles.keep("Paie", PAIE)
    modeles.give("DSN", Regime.GENERAL)
    with pytest.raises(BadValue, match="s'appelle déjà"):
        modeles.rename("DSN", "paie")
    with pytest.raises(NotFound, match="n'est plus là"):
        modeles.rename("Autre", "Encore")
    renamed = modeles.rename("dsn", " Employeur ")
    assert renamed == ModeleServices("Employeur", DSN, Regime.GENERAL)
    assert modeles.rename("Employeur", "Employeur") == renamed
    assert Operation.select().count() == 4
    assert modeles.given(Regime.GENERAL) == DSN
    geste = portefeuille.latest_gesture()
    assert geste is not None
    modeles.keep("DSN", PAIE)
    with pytest.raises(Conflict, match="a changé depuis"):
        modeles.undo(geste.lot)
    modeles.remove("DSN")
    modeles.undo(geste.lot)
    assert modeles.all()[0] == ModeleServices("DSN", DSN, Regime.GENERAL)


@pytest.mark.parametrize("nom", ["Paie  seule", " PAIE SEULE", "paie\u200b\xa0seule"])
def test_a_name_is_the_same_however_it_is_spaced(portefeuille: Portefeuille, nom: str) -> None:
    kept = portefeuille.modeles.keep("Paie seule", PAIE)
    assert same_name(kept.nom, nom)
    portefeuille.modeles.keep(nom, DSN, replaces=kept)
    assert len(portefeuille.modeles.all()) == 1


def test_keeping_and_removing_are_journalled(portefeuille: Portefeuille) -> None:
    portefeuille.modeles.keep("DSN", DSN)
    portefeuille.modeles.remove("DSN")
    rows = Operation.select().order_by(Operation.rang)
    assert [row.verbe for row in rows] == ["garder_modele", "oublier_modele"]
    assert {row.champs for row in rows} == {'{"nom":"DSN"}'}


@pytest.mark.parametrize(
    ("nom", "services", "said"),
    [
        (" ", DSN, "Nommez ce modèle"),
        ("x" * (LONGEST + 1), DSN, "40 caractères"),
        ("DSN", frozenset(), "cochez-en une"),
    ],
)
def test_what_names_nothing_or_holds_nothing_is_refused(
    portefeuille: Portefeuille, nom: str, services: frozenset[Service], said: str
) -> None:
    with pytest.raises(BadValue, match=said):
        portefeuille.modeles.keep(nom, services)
    assert Modele.select().count() == Operation.select().count() == 0


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nom=st.text(min_size=1, max_size=LONGEST), services=st.sets(st.sampled_from(Service)))
def test_whatever_is_typed_is_kept_or_refused_in_words(
    portefeuille: Portefeuille, nom: str, services: set[Service]
) -> None:
    there = next((one for one in portefeuille.modeles.all() if same_name(one.nom, nom)), None)
    try:
        kept = portefeuille.modeles.keep(nom, frozenset(services), replaces=there)
    except BadValue:
        return
    assert kept in portefeuille.modeles.all()


def test_a_modele_is_given_to_the_new_clients_of_one_family(portefeuille: Portefeuille) -> None:
    modeles = portefeuille.modeles
    modeles.keep("DSN", DSN)
    modeles.keep("Paie", PAIE)
    assert modeles.given(Regime.GENERAL) == frozenset()
    modeles.give("DSN", Regime.GENERAL)
    modeles.give("Paie", Regime.PROFESSION_LIBERALE)
    assert modeles.given(Regime.GENERAL) == DSN
    assert modeles.given(Regime.ARTISAN_COMMERCANT) == PAIE
    assert modeles.given(Regime.PROFESSION_LIBERALE) == PAIE
    assert modeles.given(Regime.GERANT_MAJORITAIRE) == frozenset()


def test_one_modele_only_is_given_to_a_family_and_none_once_taken_back(
    portefeuille: Portefeuille,
) -> None:
    modeles = portefeuille.modeles
    modeles.keep("DSN", DSN)
    modeles.keep("Paie", PAIE)
    modeles.give("DSN", Regime.GENERAL)
    modeles.give("Paie", Regime.GENERAL)
    assert [one.regime for one in modeles.all()] == [None, Regime.GENERAL]
    modeles.give("Paie", None)
    assert modeles.given(Regime.GENERAL) == frozenset()


def test_a_modele_kept_again_stays_given(portefeuille: Portefeuille) -> None:
    portefeuille.modeles.keep("DSN", PAIE)
    portefeuille.modeles.give("DSN", Regime.GENERAL)
    (given,) = portefeuille.modeles.all()
    kept = portefeuille.modeles.keep("dsn", DSN, replaces=given)
    assert kept.regime is Regime.GENERAL
    assert portefeuille.modeles.given(Regime.GENERAL) == DSN


def test_what_is_given_in_another_cabinet_is_not_given_here(
    portefeuille: Portefeuille, tmp_path: Path
) -> None:
    other = open_portefeuille(tmp_path)
    for one in (portefeuille, other):
        one.modeles.keep("DSN", DSN)
        one.modeles.give("DSN", Regime.GENERAL)
    other.modeles.give("DSN", None)
    assert portefeuille.modeles.given(Regime.GENERAL) == DSN


def test_a_modele_that_a_colleague_removed_is_not_said_to_be_given(
    portefeuille: Portefeuille,
) -> None:
    mine = portefeuille.modeles
    theirs = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR).modeles
    mine.keep("DSN", DSN)
    mine.keep("Paie", PAIE)
    mine.give("Paie", Regime.GENERAL)
    theirs.remove("DSN")
    before = mine.all(), Operation.select().count()
    with pytest.raises(NotFound, match="n'est plus là"):
        mine.give("DSN", Regime.GENERAL)
    with pytest.raises(NotFound, match="n'est plus là"):
        mine.remove("DSN")
    assert (mine.all(), Operation.select().count()) == before
    assert mine.given(Regime.GENERAL) == PAIE


def test_what_a_colleague_kept_meanwhile_is_not_replaced_unseen(
    portefeuille: Portefeuille,
) -> None:
    mine = portefeuille.modeles
    theirs = colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR).modeles
    seen = theirs.keep("DSN", DSN)
    with pytest.raises(Conflict, match="a changé"):
        mine.keep("dsn", PAIE)
    theirs.keep("DSN", DSN | PAIE, replaces=seen)
    with pytest.raises(Conflict, match="a changé"):
        mine.keep("DSN", PAIE, replaces=seen)
    assert mine.all() == (ModeleServices("DSN", DSN | PAIE),)
    assert Operation.select().count() == 2
