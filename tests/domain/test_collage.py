"""A pasted table: its columns, its lines, and nothing of it lost without a word."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.importation import collage
from models.importation.collage import read
from models.labels import Regime
from models.saisie import Saisie
from tests.cabinet import NIR, numero, siren

HEADER = "Siren\tN° de compte\tMontant à payer\tNom\tCP\tVille"


def only(text: str) -> Saisie:
    (ligne,) = read(text).lignes
    assert ligne.faute == ""
    return ligne.saisie


def table(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def test_the_columns_are_known_by_their_header() -> None:
    text = f"{HEADER}\n{siren(1)}\t{numero(1)}\t1 234,56\tBOULANGERIE\t9110\tSAVIGNAC"
    saisie = only(text)
    assert saisie.regime is Regime.GENERAL
    assert (saisie.siren, saisie.montant, saisie.raison_sociale) == (
        siren(1),
        "1 234,56",
        "BOULANGERIE",
    )
    (compte,) = saisie.comptes
    assert (compte.numero_compte, compte.code_postal, compte.ville) == (
        numero(1),
        "09110",
        "SAVIGNAC",
    )


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("SIREN", "siren"),
        ("N° SIRET", "siret"),
        ("Numéro de compte", "numero_compte"),
        ("Compte Urssaf", "numero_compte"),
        ("N° de sécurité sociale", "nir"),
        ("Raison Sociale", "raison_sociale"),
        ("Nom et prénom", "raison_sociale"),
        ("Code postal", "code_postal"),
        ("Commune", "ville"),
        ("Forme juridique", "forme_juridique"),
        ("Type de client", "regime"),
        ("Code dossier", "code_dossier"),
        ("Fax", None),
    ],
)
def test_a_title_names_its_column(title: str, column: str | None) -> None:
    assert read(f"Note\t{title}\nx\t12").colonnes[1] == column


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ((siren(1), siren(2)), "siren"),
        (("000 000 018", "FR 00 000 000 026"), "siren"),
        ((f"{siren(1)}00015", f"{siren(2)} 00012"), "siret"),
        ((numero(1), numero(2)), "numero_compte"),
        ((NIR, "1 80 01 75 056 000"), "nir"),
        (("1 234,56 €", "12,5", "1000"), "montant"),
        (("31000", "09110"), "code_postal"),
        (("Employeur", "Artisan"), "regime"),
        (("SARL", "SAS"), "forme_juridique"),
        (("MME", "M."), "civilite"),
        (("BOULANGERIE DU PONT", "TAXI 31"), "raison_sociale"),
    ],
)
def test_without_a_header_a_column_is_known_by_what_it_holds(
    cells: tuple[str, ...], column: str
) -> None:
    assert read("\n".join(cells)).colonnes == (column,)


@pytest.mark.parametrize("number", ["180017505600004", "1 80 01 75 056 000", "1800175056000"])
def test_without_a_header_a_nir_is_never_taken_for_a_siren(number: str) -> None:
    tableau = read(table((number, siren(1), "X"), (number, siren(2), "Y")))
    assert tableau.colonnes == ("nir", "siren", "raison_sociale")


@pytest.mark.parametrize("number", ["1,80017505600004E+14", "1,17E+17", "1.8E14"])
def test_without_a_header_what_the_spreadsheet_rounded_is_nobodys_name(number: str) -> None:
    assert read(table((siren(1), number), (siren(2), number))).colonnes == ("siren", None)


def test_a_second_column_of_text_is_the_town_only_beside_a_postal_code() -> None:
    assert read("AB\t31000\tLYON\nCD\t69000\tPARIS").colonnes == (
        "raison_sociale",
        "code_postal",
        "ville",
    )
    assert read("AB\tLYON\nCD\tPARIS").colonnes == ("raison_sociale", None)


def test_a_title_twice_names_one_column() -> None:
    columns = read("Siren\tSiren\n000000018\t000000026").colonnes
    assert columns == ("siren", None)


@pytest.mark.parametrize(
    ("word", "regime"),
    [
        ("Employeur", Regime.GENERAL),
        ("employeurs", Regime.GENERAL),
        ("T", Regime.ARTISAN_COMMERCANT),
        ("Travailleur indépendant", Regime.ARTISAN_COMMERCANT),
        ("Libéral", Regime.PROFESSION_LIBERALE),
        ("GÉRANT MAJORITAIRE", Regime.GERANT_MAJORITAIRE),
    ],
)
def test_a_type_names_the_regime(word: str, regime: Regime) -> None:
    assert only(f"Siren\tType\n{siren(1)}\t{word}").regime is regime


def test_an_unknown_type_is_told() -> None:
    (ligne,) = read(f"Siren\tType\n{siren(1)}\tPharaon").lignes
    assert "Type inconnu : Pharaon." in ligne.faute.replace("\xa0", " ")


def test_the_regime_is_supposed_from_the_proof_or_from_the_missing_siren() -> None:
    assert only(f"Siren\tNIR\n{siren(1)}\t{NIR}").regime is Regime.ARTISAN_COMMERCANT
    assert only(f"Siren\tMontant\n{siren(1)}\t12").regime is Regime.GENERAL
    assert only(f"Compte\tNom\n{numero(1)}\tLEGRAND").regime is Regime.GERANT_MAJORITAIRE


def test_a_siret_gives_the_siren_and_the_siret() -> None:
    siret = f"{siren(1)}00015"
    for title in ("Siren", "Siret"):
        saisie = only(f"{title}\tNom\n{siret}\tX")
        assert (saisie.siren, saisie.comptes[0].siret) == (siret, siret)


def test_the_siren_of_a_gerant_is_that_of_his_company() -> None:
    saisie = only(f"Siren\tType\tCompte\n{siren(1)}\tGérant\t{numero(1)}")
    assert (saisie.siren, saisie.siren_societe) == ("", siren(1))


def test_what_the_spreadsheet_rounded_is_refused() -> None:
    (ligne,) = read(f"Siren\tCompte\n{siren(1)}\t1,17E+17").lignes
    assert "arrondi" in ligne.faute
    assert "format Texte" in ligne.faute


def test_a_rounded_nir_is_refused_and_not_repeated() -> None:
    (ligne,) = read(f"Siren\tNIR\n{siren(1)}\t1,80017505600004E+14").lignes
    assert "arrondi" in ligne.faute
    assert "format Texte" in ligne.faute
    assert "80017" not in ligne.faute


def test_what_the_spreadsheet_may_have_rounded_is_doubted() -> None:
    (doubtful, sure) = read(
        f"Siren\tCompte\n{siren(1)}\t117000000900001000\n{siren(2)}\t{numero(2)}"
    ).lignes
    assert "finit par 000" in doubtful.doute
    assert sure.doute == ""


def test_a_first_name_follows_the_name() -> None:
    assert only("Nom\tPrénom\tCompte\nLEGRAND\tPaul\tx").raison_sociale == "LEGRAND Paul"


def test_quoted_cells_are_read_as_the_spreadsheet_wrote_them() -> None:
    text = f'Siren\tNom\n{siren(1)}\t"DUPONT ""ET""\nFILS"\n{siren(2)}\tX'
    first, second = read(text).lignes
    assert first.saisie.raison_sociale == 'DUPONT "ET" FILS'
    assert second.saisie.siren == siren(2)


def test_a_name_that_begins_with_a_quote_swallows_no_line() -> None:
    lignes = read(f'Siren\tNom\n{siren(1)}\t"A\n{siren(2)}\t"B').lignes
    assert [one.saisie.raison_sociale for one in lignes] == ['"A', '"B']


def test_semicolons_part_cells_where_there_is_no_tab() -> None:
    saisie = only(f"Siren;Montant;Nom\n{siren(1)};1234,56;DUPONT, PERE ET FILS")
    assert (saisie.montant, saisie.raison_sociale) == ("1234,56", "DUPONT, PERE ET FILS")


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n"])
def test_lines_end_as_they_like_and_empty_ones_go(line_break: str) -> None:
    lines = ("", f"{siren(1)}\tA", "\t", f"{siren(2)}\tB", "")
    tableau = read(line_break.join(lines))
    assert [one.saisie.siren for one in tableau.lignes] == [siren(1), siren(2)]
    assert [one.numero for one in tableau.lignes] == [1, 2]


def test_lines_are_numbered_after_those_that_are_there() -> None:
    assert [one.numero for one in read(f"{siren(1)}\n{siren(2)}", after=7).lignes] == [8, 9]


def test_more_lines_than_are_read_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collage, "MOST", 2)
    tableau = read("\n".join(siren(rank) for rank in range(1, 6)))
    assert (len(tableau.lignes), tableau.left_out) == (2, 3)


def test_hostile_text_is_cleaned_cell_by_cell() -> None:
    saisie = only(f"Siren\tNom\n{siren(1)}\t\x1b]52;c;AAAA\x07DUPONT\u202e[/red]")
    assert saisie.raison_sociale == "]52;c;AAAADUPONT[/red]"


def test_no_nir_in_what_a_trace_would_print() -> None:
    (ligne,) = read(f"Siren\tNIR\n{siren(1)}\t{NIR}").lignes
    assert ligne.saisie.nir == NIR
    assert NIR not in repr(ligne)


@given(st.text())
@example('"')
@example("\t\n;\n")
def test_any_paste_is_read_without_an_error(text: str) -> None:
    tableau = read(text)
    assert all(len(one.colonnes) == len(tableau.colonnes) for one in tableau.lignes)


@given(
    st.lists(
        st.tuples(st.text(min_size=1), st.text()).filter(
            lambda row: row[0].strip() and row[0][0] > " "
        ),
        min_size=1,
        max_size=8,
    )
)
def test_each_line_that_a_spreadsheet_writes_is_one_line_here(rows: list[tuple[str, str]]) -> None:
    written = StringIO()
    csv.writer(written, dialect="excel-tab").writerows((siren(1), *row) for row in rows)
    assert len(read(written.getvalue()).lignes) == len(rows)


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        (f"{siren(1)}00015", f"{siren(2)}00013", "siret"),
        ("12,50", "7,00", "montant"),
        ("SARL", "SAS", "forme_juridique"),
    ],
)
def test_of_two_columns_alike_the_first_is_read(first: str, second: str, column: str) -> None:
    found = read(f"{first}\t{second}").colonnes
    assert found[0] == column
    assert found[1] != column


@pytest.mark.parametrize("name", ["VILLE", "CLIENT"])
def test_a_first_line_that_holds_a_number_is_no_header(name: str) -> None:
    assert len(read(f"{siren(1)}\t{name}").lignes) == 1
