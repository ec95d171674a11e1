"""A text is parted as the person who wrote it meant, line by line."""

from __future__ import annotations

import codecs

import pytest

from models.errors import BadValue, EmptyTable
from models.importation.files import limits
from models.importation.files.opening import read_bytes, read_text
from models.importation.files.separators import separator_of
from tests.domain.importation.books import cells, numbers

TABS = "texte séparé par des tabulations"
SEMICOLONS = "texte séparé par des points-virgules"
COMMAS = "texte séparé par des virgules"


@pytest.mark.parametrize(
    ("text", "origine", "width"),
    [
        ("Siren\tNom\n000000018\tA", TABS, 2),
        ("Siren;Nom\n000000018;A", SEMICOLONS, 2),
        ("Siren,Nom\n000000018,A", COMMAS, 2),
        ("Siren|Nom\n000000018|A", "texte séparé par des barres verticales", 2),
        ("000000018\n000000026", "texte d'une seule colonne", 1),
        ("000000018", "texte d'une seule colonne", 1),
        # A tab inside a name of a file of semicolons.
        ("Siren;Nom;CP\n000000018;A\tB;09110\n000000026;C;09110", SEMICOLONS, 3),
        ("000000018;A\tB;09110", SEMICOLONS, 3),
        # Names and addresses with commas, on every line.
        ("Siren;Nom\n" + "000000018;ROUX, Jean, artisan\n" * 20, SEMICOLONS, 2),
        ("Siren;A\n" + "000000018;1, rue X, Y, Z\n" * 20, SEMICOLONS, 2),
        # Decimal commas on every line of a ragged file.
        (
            "Siren;Nom;Montant;CP;Ville;Note\n"
            + "000000018;A;12,50\n000000026;A;12,50;09110\n000000034;A;12,50;09110;X\n" * 9,
            SEMICOLONS,
            6,
        ),
        # A list of services inside the cells of a paste.
        ("Siren\tServices\n" + "000000018\tDPAE;AED;TESA\n" * 9, TABS, 2),
        # Decimal points and amounts between commas are the separator's where nothing else is.
        ("Siren,Montant\n000000018,12.50\n000000026,7.25", COMMAS, 2),
        ('Siren,Nom\n000000018,"ROUX, Jean"\n000000026,"12,50"', COMMAS, 2),
        ("Siren,CP\n" + "000000018,09\n" * 9, COMMAS, 2),
        # Tabs inside the quotes of another separator.
        ('"Siren"|"Nom"\n"\t"|"\t"\n"1"|"A"', "texte séparé par des barres verticales", 2),
        # A sentence with a comma is a sentence.
        ("Bonjour, voici\nla liste\nde nos clients\nde mai", "texte d'une seule colonne", 1),
        ("ROUX; Jean\n" + "000000018\n" * 9, "texte d'une seule colonne", 1),
        # What Excel obeys.
        ("sep=|\nSiren|Nom;Nom\n000000018|A;A", "texte séparé par des barres verticales", 2),
    ],
)  # fmt: skip
def test_the_separator_is_the_one_that_parts_steadily(text: str, origine: str, width: int) -> None:
    grille = read_text(text)
    assert grille.origine == origine
    assert max(len(row) for row in cells(grille)) == width


def test_the_line_that_says_the_separator_is_a_line() -> None:
    grille = read_text("sep=:\nSiren:Nom\n000000018:A")
    assert cells(grille) == [(), ("Siren", "Nom"), ("000000018", "A")]
    assert numbers(grille) == [1, 2, 3]
    assert grille.origine == "texte séparé par « : »"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_an_editor(end: str) -> None:
    lines = ["", "Siren;Nom", "", ";;", '000000018;"A', 'B"', "\f000000026;C\fD", "", ";", ""]
    grille = read_text(end.join(lines))
    assert cells(grille) == [
        *((), ("Siren", "Nom"), (), ()),
        ("000000018", "A B"),
        ("000000026", "C D"),
    ]
    assert numbers(grille) == [1, 2, 3, 4, 5, 7]


def test_the_mark_of_an_encoding_may_come_with_a_paste() -> None:
    assert cells(read_text('\ufeff"Siren; Siret";Nom\n1;A'))[0] == ("Siren; Siret", "Nom")


def test_quotes_are_those_of_a_csv() -> None:
    grille = read_text('Siren;Nom\n000000018;"A; ""B"""\n000000026; "C;D"\n"000000034";E "F"')
    assert cells(grille)[1:] == [
        ("000000018", 'A; "B"'),
        ("000000026", "C;D"),
        ("000000034", 'E "F"'),
    ]


@pytest.mark.parametrize(
    "name",
    ['"LE BON COIN', '"LE BON" COIN', '"LE BON COIN;09110', 'X;"LE BON'],
    ids=["never closed", "closed early", "not last", "last"],
)
def test_a_quote_that_begins_a_name_swallows_no_line(name: str) -> None:
    after = '000000026;"D;E";09110\n000000034;F;09110'
    grille = read_text(f"Siren;Nom;CP\n000000018;{name}\n{after}")
    assert numbers(grille) == [1, 2, 3, 4]
    assert cells(grille)[1][:2] == ("000000018", name.partition(";")[0])
    assert cells(grille)[2:] == [("000000026", "D;E", "09110"), ("000000034", "F", "09110")]


def test_a_quote_closed_by_that_of_another_line_swallows_no_line() -> None:
    text = 'Siren;Nom;CP\n000000018;"A;09110\n000000026;B;09110\n000000034;C";09110'
    grille = read_text(text)
    assert cells(grille)[1:] == [
        ("000000018", '"A', "09110"),
        ("000000026", "B", "09110"),
        ("000000034", 'C"', "09110"),
    ]


def test_a_well_quoted_cell_stays_whole_beside_one_that_is_not() -> None:
    grille = read_text('Siren;Nom;Ville\n000000018;"LE BON" COIN;"A;B ""C"""')
    assert cells(grille)[1] == ("000000018", '"LE BON" COIN', 'A;B "C"')


def test_ten_thousand_quotes_that_never_close_are_read_to_the_last() -> None:
    lines = [f'{rank};"LE BON' for rank in range(10_000)]
    assert len(read_text("\n".join(["Siren;Nom", *lines])).rangees) == 10_001


WORDS = "Siren;Nom;Montant\n000000018;Noël œuvre;12 €\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "cp1252"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_an_encoding_is_found(mark: bytes, encoding: str) -> None:
    grille = read_bytes(mark + WORDS.encode(encoding))
    assert cells(grille)[1] == ("000000018", "Noël œuvre", "12 €")
    assert grille.remarques == ()


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        (b"Siren;Nom\n000000018;caf\xe9 \x81\n", "café �", "À la ligne 2"),
        ("Siren;Nom\n000000018;Noël, été".encode() + b"\xc3", "Noël, été�", "À la ligne 2"),
        (codecs.BOM_UTF16_LE + "S;N\r\n1;é".encode("utf-16-le") + b"\x00", "é�", "À la ligne 2"),
        (codecs.BOM_UTF8 + b"\xe9;N\n1;\xe9\n", "�", "Aux lignes 1, 2"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_keeps_its_line_and_is_said(
    content: bytes, name: str, line: str
) -> None:
    grille = read_bytes(content)
    assert cells(grille)[1][1] == name
    assert len(grille.remarques) == 1
    assert grille.remarques[0].startswith(f"{line}, ")


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "﻿", ";;;\n;;", "sep=;\n", "\u200b"])
def test_nothing_to_read_is_said(text: str) -> None:
    with pytest.raises(EmptyTable, match="Rien à lire"):
        read_text(text)


def test_rounded_numbers_are_counted_and_not_repeated() -> None:
    grille = read_text("Siren\tCompte\n000000018\t1,17E+17\n000000026\t1,80018E+14\n3\tECLAIR")
    assert "2 nombres sont arrondis" in grille.remarques[0]
    assert "1,8" not in grille.remarques[0]
    assert "1 nombre est arrondi" in read_text("1\t1,17E+17").remarques[0]


def test_a_hundred_thousand_lines_are_read_and_no_more() -> None:
    line = "000000018;A\n"
    assert len(read_text(line * 100_000 + "\n;\n" * 9).rangees) == 100_000
    for more in ("000000026;B", "\n" * 9 + "B"):
        with pytest.raises(BadValue, match="100 000 lignes"):
            read_text(line * 100_000 + more)
    with pytest.raises(BadValue, match="100 000 lignes"):
        read_text("a" + "\n" * 1_000_000 + "b")


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadValue, match="20001 colonnes"):
        read_text("a;b\n" + ";" * 20_000 + "c")
    monkeypatch.setattr(limits, "MOST_CELLS", 19)
    with pytest.raises(BadValue, match="cellules"):
        read_text("a;b\n" * 10)


def test_a_cut_sample_still_tells_the_separator() -> None:
    lines = ["Siren;Nom\n", *(f'{rank};"{"x" * 999}\n{rank}"\n' for rank in range(300))]
    found = separator_of("".join(lines).splitlines(keepends=True))
    assert (found.character, found.width) == (";", 2)
