"""Pasted lines: what each cell is read as, and nothing of them lost without a word."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.errors import BadValue
from models.importation.files.opening import read_text
from models.importation.table import read
from models.labels import Regime
from tests.cabinet import NIR, numero, siren
from tests.domain.importation.looking import only, tableau_of


def champs(text: str) -> list[str | None]:
    return [one.champ for one in tableau_of(text).colonnes.all]


def test_cells_go_where_their_titles_say() -> None:
    titles = "Siren\tN° de compte\tMontant à payer\tNom\tCP\tVille"
    saisie = only(
        f"{titles}\n{siren(1)}\t{numero(1)}\t1 234,56\tBOULANGERIE\t9110\tSAVIGNAC"
    ).saisie  # fmt: skip
    (compte,) = saisie.comptes
    read_as = (saisie.regime, saisie.siren, saisie.montant, saisie.raison_sociale)
    assert read_as == (Regime.GENERAL, siren(1), "1 234,56", "BOULANGERIE")
    numbers = (compte.numero_compte, compte.code_postal, compte.ville)
    assert numbers == (numero(1), "09110", "SAVIGNAC")


@pytest.mark.parametrize(
    ("title", "champ", "cell"),
    [
        ("SIREN", "siren", "12"),
        ("N° SIRET", "siret", "12"),
        ("Numéro de compte", "numero_compte", "12"),
        ("Compte Urssaf", "numero_compte", "12"),
        ("N° de sécurité sociale", "nir", "12"),
        ("Raison Sociale", "raison_sociale", "12"),
        ("Nom et prénom", "raison_sociale", "FAURE Anne"),
        ("Code postal", "code_postal", "12"),
        ("Commune", "ville", "SAVIGNAC"),
        ("Forme juridique", "forme_juridique", "12"),
        ("Type de client", "regime", "12"),
        ("Code dossier", "code_dossier", "12"),
        ("Fax", None, "12"),
        ("Motif", None, "12"),
    ],
)
def test_a_title_names_its_column(title: str, champ: str | None, cell: str) -> None:
    assert champs(f"Note\tMontant\t{title}\nx\t3\t{cell}")[2] == champ


@pytest.mark.parametrize("number", ["180017505600004", "1 80 01 75 056 000", "1800175056000"])
def test_without_titles_a_nir_is_never_taken_for_a_siren(number: str) -> None:
    found = champs(f"{number}\t{siren(1)}\tX\n{number}\t{siren(2)}\tY")
    assert found[0] in ("nir", None)
    assert found[1] == "siren"


@pytest.mark.parametrize(
    ("word", "regime"),
    [
        ("Employeur", Regime.GENERAL),
        ("employeurs", Regime.GENERAL),
        ("Libéral", Regime.PROFESSION_LIBERALE),
        ("GÉRANT MAJORITAIRE", Regime.GERANT_MAJORITAIRE),
    ],
)
def test_a_type_names_the_regime(word: str, regime: Regime) -> None:
    ligne = only(f"Siren\tType\tCompte\n{siren(1)}\t{word}\t{numero(1)}")
    assert ligne.regimes == {regime}
    assert ligne.saisie.regime is regime


def test_an_unknown_type_is_told() -> None:
    (ligne,) = tableau_of(f"Siren\tType\n{siren(1)}\tPharaon").lignes
    assert "Type inconnu : Pharaon." in ligne.fautes[0].phrase.replace("\xa0", " ")


def test_a_siret_gives_the_siren_and_the_siret() -> None:
    siret = f"{siren(1)}00015"
    for title in ("Siren", "Siret"):
        saisie = only(f"{title}\tNom\n{siret}\tX").saisie
        assert (saisie.siren, saisie.comptes[0].siret) == (siret, siret)


def test_the_siren_of_a_gerant_is_that_of_his_company() -> None:
    saisie = only(f"Siren\tType\tCompte\n{siren(1)}\tGérant\t{numero(1)}").saisie
    assert (saisie.siren, saisie.siren_societe) == ("", siren(1))


@pytest.mark.parametrize(
    ("title", "cell"), [("Compte", "1,17E+17"), ("NIR", "1,80017505600004E+14")]
)
def test_what_the_spreadsheet_rounded_is_refused_and_not_repeated(title: str, cell: str) -> None:
    (ligne,) = tableau_of(f"Siren\t{title}\n{siren(1)}\t{cell}").lignes
    assert "arrondi" in ligne.fautes[0].phrase
    assert "80017" not in ligne.fautes[0].phrase


def test_what_the_spreadsheet_may_have_rounded_is_doubted() -> None:
    doubtful, sure = tableau_of(
        f"Siren\tCompte\n{siren(1)}\t117000000900001000\n{siren(2)}\t{numero(2)}"
    ).lignes
    assert "finit par 000" in doubtful.doutes[0].phrase
    assert not sure.doutes


def test_a_first_name_follows_the_name() -> None:
    saisie = only(f"Nom\tPrénom\tCompte\nLEGRAND\tPaul\t{numero(1)}").saisie
    assert saisie.raison_sociale == "LEGRAND Paul"


def test_a_name_that_begins_with_a_quote_swallows_no_line() -> None:
    lignes = tableau_of(f'Siren\tNom\n{siren(1)}\t"A\n{siren(2)}\t"B').lignes
    assert [one.saisie.siren for one in lignes] == [siren(1), siren(2)]


def test_hostile_text_is_cleaned_cell_by_cell() -> None:
    saisie = only(f"Siren\tNom\n{siren(1)}\t\x1b]52;c;AAAA\x07DUPONT\u202e[/red]").saisie
    assert saisie.raison_sociale == "]52;c;AAAADUPONT[/red]"


def test_no_nir_in_what_a_trace_would_print() -> None:
    (ligne,) = tableau_of(f"Siren\tNIR\n{siren(1)}\t{NIR}").lignes
    assert ligne.saisie.nir == NIR
    assert NIR[:8] not in repr(ligne)


@given(st.text())
@example('"')
@example("\t\n;\n")
def test_any_paste_is_read_or_refused(text: str) -> None:
    try:
        grille = read_text(text)
    except BadValue:
        return
    assert len(read(grille).lignes) <= len(grille.rangees)


@pytest.mark.parametrize("name", ["VILLE", "CLIENT"])
def test_a_first_line_that_holds_a_number_is_no_header(name: str) -> None:
    assert tableau_of(f"{siren(1)}\t{name}").colonnes.titres_ligne is None
