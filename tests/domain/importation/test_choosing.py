"""What a person chooses of a table: its columns, its lines, the cells to correct."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue
from models.importation.choosing import remembered
from models.importation.choosing.appending import appended
from models.importation.choosing.importation import NO_MODELE, Importation
from models.importation.choosing.keeping import Keeping, grille_of
from models.importation.choosing.shown import examples
from models.importation.colonne import ASIDE, MEANINGS
from models.importation.files.opening import read_text
from models.importation.verdicts import Verdict
from models.importation.words import VEIL
from models.labels import Regime, Service
from models.portefeuille import Portefeuille
from tests.cabinet import NIR, employeur, numero, siren

TITLES = "Siren\tCompte\tType\tMontant\tNom"


def importation(portefeuille: Portefeuille, *rows: str, titles: str = TITLES) -> Importation:
    made = Importation(portefeuille, read_text("\n".join((titles, *rows))))
    made.understand()
    made.examine()
    return made


def row(rank: int, nom: str = "X", number: str = "") -> str:
    return f"{number or siren(rank)}\t{numero(rank)}\tEmployeur\t{rank}\t{nom}"


def verdicts(made: Importation) -> list[str]:
    return [one.verdict.code for _, one in sorted(made.examens.items())]


@given(st.dictionaries(st.text(), st.sampled_from(sorted(MEANINGS))), st.lists(st.text(min_size=1)))
def test_what_was_said_of_columns_is_found_again(chosen: dict[str, str], titres: list[str]) -> None:
    kept = remembered.remembering(None, titres, chosen)
    found = remembered.recalled(kept, titres)
    assert found in (chosen, {})
    assert found == chosen or not titres or any(VEIL in key or NIR for key in chosen)
    assert remembered.recalled(kept, [*titres, "autre"]) == {}


@pytest.mark.parametrize("kept", [None, "", "x", "[1]", '{"a": 3}', '{"a": {"b": "lune"}}'])
def test_what_is_kept_of_columns_and_cannot_be_read_says_nothing(kept: str | None) -> None:
    assert remembered.recalled(kept, ("Siren",)) == {}
    again = remembered.remembering(kept, ("Siren",), {"Siren": "siret"})
    assert remembered.recalled(again, ("SIREN",)) == {"Siren": "siret"}


def test_twenty_tables_are_remembered_and_no_nir() -> None:
    kept = None
    for rank in range(25):
        kept = remembered.remembering(kept, (f"T{rank}",), {f"T{rank}": "note"})
    assert len(json.loads(kept or "")) == remembered.MOST
    assert remembered.recalled(kept, ("T24",))
    kept = remembered.remembering(kept, (NIR,), {NIR: "note"})
    assert NIR[:8] not in kept


def test_a_column_is_chosen_once_and_a_box_by_its_service(portefeuille: Portefeuille) -> None:
    made = importation(portefeuille, f"{row(1)}\tx", titles=f"{TITLES}\tColonne")
    made.choose(5, Service.DPAE.code)
    assert made.colonnes.all[5].service is Service.DPAE
    made.choose(5, "raison_sociale")
    made.choose(4, "raison_sociale")
    assert [one.champ for one in made.colonnes.all[4:]] == ["raison_sociale", None]
    made.choose(4, ASIDE)
    assert made.chosen == {"Nom": ASIDE}
    made.examine()
    assert verdicts(made) == ["prete"]


def test_columns_of_one_title_are_told_apart(portefeuille: Portefeuille) -> None:
    made = importation(portefeuille, f"{row(1)}\tA\tB", titles=f"{TITLES}\tLibre\tLibre")
    made.choose(6, "note")
    made.choose(5, "code_dossier")
    assert [one.champ for one in made.colonnes.all[5:]] == ["code_dossier", "note"]


def test_the_cells_of_a_nir_are_shown_under_no_meaning(portefeuille: Portefeuille) -> None:
    made = importation(portefeuille, f"{row(1)}\t{NIR}\t{NIR[:13]}", titles=f"{TITLES}\tNIR\tNote")
    for code in ("nir", "note", ASIDE):
        for rank in (5, 6):
            made.choose(rank, code)
            assert made.tableau
            assert all(NIR[:8] not in examples(made.tableau, one) for one in range(7))


def test_a_part_of_a_nir_is_not_shown_either(portefeuille: Portefeuille) -> None:
    made = importation(portefeuille, f"{row(1)}\t{NIR[:10]}", titles=f"{TITLES}\tNIR")
    assert made.tableau
    assert examples(made.tableau, 5) == VEIL


def test_a_line_corrected_is_looked_at_with_its_doubles(portefeuille: Portefeuille) -> None:
    made = importation(portefeuille, row(1), row(2, number="12"), row(3))
    assert verdicts(made) == ["prete", "erreur", "prete"]
    made.correct(3, {0: siren(3)})
    assert made.examens[4].avec_ligne == 3
    made.correct(3, {0: siren(2)})
    assert verdicts(made) == ["prete"] * 3
    assert made.ticks.to_enroll == 3


def test_what_was_typed_of_a_lacking_field_follows_its_column(portefeuille: Portefeuille) -> None:
    titles = "Siren\tCompte\tType\tDivers"
    rows = (f"{siren(1)}\t{numero(1)}\tEmployeur\t",)
    made = importation(portefeuille, *rows, titles=titles)
    made.deja_inscrits = False
    ranks = {one.champ: rank for rank, one, _ in made.fields(2)}
    made.correct(2, {ranks["montant"]: "12,50", ranks["raison_sociale"]: "DUPONT"})
    made.choose(3, "montant")
    made.examine()
    saisie = made.examens[2].saisie
    assert (saisie.montant, saisie.raison_sociale, saisie.nir) == ("12,50", "DUPONT", "")


def test_the_type_is_said_once_for_the_lines_that_do_not(portefeuille: Portefeuille) -> None:
    made = importation(portefeuille, f"{siren(1)}\t", f"{siren(2)}\tGérant", titles="Siren\tType")
    assert made.undecided == 1
    made.regime = Regime.GENERAL
    made.examine()
    assert made.examens[2].saisie.regime is Regime.GENERAL
    assert made.examens[3].saisie.regime is Regime.GERANT_MAJORITAIRE


def test_services_are_those_of_the_modele_or_none(portefeuille: Portefeuille) -> None:
    portefeuille.modeles.keep("Paie", frozenset({Service.DPAE}))
    portefeuille.modeles.give("Paie", Regime.GENERAL)
    made = importation(portefeuille, row(1))
    assert made.examens[2].saisie.services == {Service.DPAE}
    made.modele = NO_MODELE
    made.examine()
    assert made.examens[2].saisie.services == frozenset()


def test_a_tick_stands_as_long_as_the_doubt_is_the_same(portefeuille: Portefeuille) -> None:
    made = importation(portefeuille, row(1, number="123456789"), row(2))
    ticks = made.ticks
    assert [ticks.is_taken(2), ticks.is_taken(3)] == [False, True]
    assert ticks.tick(2, taken=True)
    assert ticks.tick(3, taken=False)
    assert (ticks.to_enroll, [one.ligne.numero for one in made.to_enroll()]) == (1, [2])
    made.correct(2, {0: "123456788"})
    assert not ticks.is_taken(2)
    made.correct(2, {0: "123456789"})
    assert not ticks.is_taken(2)
    assert ticks.tick(2, taken=True)
    made.examine()
    assert [ticks.is_taken(2), ticks.is_taken(3)] == [True, False]


def test_all_that_may_be_are_taken_then_left(portefeuille: Portefeuille) -> None:
    made = importation(
        portefeuille, row(1, number="123456789"), row(2, number="12"), row(3), "Total"
    )
    everything = made.ticks.shown(None)
    turned = made.ticks.turn_all(everything)
    assert turned == (True, 2, 2, 3), "the Total is none that may be corrected"
    assert made.ticks.to_enroll == 2
    assert not made.ticks.turn_all(everything).taken
    assert made.ticks.to_enroll == 0
    assert made.ticks.shown(Verdict.ERREUR) == [3]


def test_what_is_kept_gives_all_back(portefeuille: Portefeuille) -> None:
    made = importation(portefeuille, row(1), row(2, number="123456789"), row(3), row(4))
    made.choose(4, "note")
    made.examine()
    made.correct(4, {4: "AUTRE"})
    made.ticks.tick(3, taken=True)
    made.ticks.tick(2, taken=False)
    made.done([5])
    typed = Keeping(made).typed()
    again = Importation(portefeuille, grille_of(typed), typed.corrections)
    again.understand()
    again.examine()
    assert again.chosen == {"Nom": "note"}
    assert again.examens[4].saisie.note == "AUTRE"
    assert [one.ligne.numero for one in again.to_enroll()] == [3, 4]
    assert Keeping(again).typed() == typed


@pytest.mark.parametrize(
    "more",
    ["Siren\tMontant\tType\tCompte\tNom\n1", f"{siren(2)}\t{numero(2)}", "Employeur\t1\t2\t3\t4"],
)
def test_another_table_is_not_added(portefeuille: Portefeuille, more: str) -> None:
    made = importation(portefeuille, row(1))
    with pytest.raises(BadValue, match="mêmes colonnes"):
        made.add(read_text(more))


def test_more_lines_are_numbered_after_those_that_are_there(portefeuille: Portefeuille) -> None:
    made = importation(portefeuille, row(1))
    for text in (row(2), f"{TITLES}\n{row(3)}"):
        made.add(read_text(text))
        made.understand()
    made.examine()
    assert verdicts(made) == ["prete", "prete", "ignoree", "prete"]
    assert appended(made.grille, None, read_text("1")).rangees[-1].numero == 6


def test_who_is_inscribed_is_gone_with_all_the_lines(portefeuille: Portefeuille) -> None:
    second = f"{siren(1)}\t{numero(9)}\tEmployeur\t1\tX"
    made = importation(portefeuille, row(1), second, row(2))
    made.done([2])
    made.examine()
    assert sorted(made.examens) == [4]
    assert made.remaining == 1
    portefeuille.enroll(employeur(2))
    made.examine()
    assert verdicts(made) == ["deja_inscrite"]
    assert made.left() == []
