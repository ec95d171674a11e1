"""Texts that stand under the title of others: each thing that tells so, alone."""

from __future__ import annotations

import pytest

from models.importation import table
from models.importation.files.texts import grid_of
from tests.cabinet import numero, siren

PLACES = ("LA BUTTE", "LE GUÉ", "LES PRÉS")
"""No communes."""
TOWNS = ("TOULOUSE;31000", "PAU;64000", "DAX;40100")
UNKNOWN = ["Alma", "Brec", "Cour", "Douy", "Erlan", "Fays", "Gorn", "Hume", "Ivry-le-Temple", "Jax"]
TABLES = {
    "codes for names": ("Raison sociale;Ville", ["C0012;LA BUTTE", "C0013;LE GUÉ"]),
    "money for first names": ("Nom;Prénom", ["DUPONT;12,50", "LEROY;8,00"]),
    "sentences for names": ("Nom;Note", ["Bilan à revoir avec Paul.;PONT"]),
    "ticks for notes": ("Nom;Note", ["PONT;x", "GUÉ;x", "PRÉ;x"]),
    "dates for towns": ("Nom;Ville", ["PONT;01/03/2015", "GUÉ;02/03/2015"]),
    "telephones for names": ("Nom;Note", ["01 02 03 04 05;à voir", "06.02.03.04.05;à voir"]),
    "mails for codes": ("Code dossier;Nom", ["un@exemple.fr;PONT", "deux@exemple.fr;GUÉ"]),
    "états for towns": ("Nom;Ville", ["PONT;Actif", "GUÉ;Radié"]),
    "civilités for names": ("Nom;Prénom", ["M.;Paul", "MME;Zoé"]),
    "names for formes": ("Nom;Forme", ["SARL;PONT", "SAS;GUÉ DES PRÉS"]),
    "names for civilités": ("Nom;Civilité", ["PONT;Paul", "GUÉ;Zoé"]),
    "first names for names": ("Nom;Prénom", ["PAUL;PONT", "ZOÉ;GUÉ"]),
    "first names in capitals": ("Nom;Prénom", ["Alb;BRO", "Cad;DUF", "Egl;FAN"]),
    "first names alone": ("Nom;Prénom", ["PONT;Paul", ";Zoé", ";Luc", ";Max"]),
    "longer than the firm's": (
        "Raison sociale;Nom",
        ["PONT;GARAGE DU LAC", "GUÉ;SCI DES PRÉS", "BUT;TAXI DU GUÉ"],
    ),
    "notes in capitals": ("Nom;Note", ["à voir;PONT", "à rappeler;GUÉ", "parti;PRÉS"]),
    "notes without names": ("Nom;Note", ["PONT;Lac", ";Mer", ";Gué", ";Pré"]),
    "the towns of the CPs": ("Nom;Code postal;Ville", ["TOULOUSE;31000;LA BUTTE"]),
    "towns for names": ("Nom;Note", [f"{one.split(';')[0]};à voir" for one in TOWNS * 4]),
    "one code for all": ("Code dossier;Nom", [f"LABO;PONT {one}" for one in UNKNOWN]),
    "few names": ("Raison sociale;Note", [f"{PLACES[n % 3]};à voir" for n in range(12)]),
    "names less than towns": (
        "Raison sociale;Ville",
        [
            f"{one};{other}"
            for one, other in zip([*UNKNOWN[:8], *UNKNOWN[:2]], UNKNOWN, strict=True)
        ],
    ),
    "the end that is seen, and the other": ("Nom;Titre;CP", ["PONT;M.;Gué", "LAC;MME;Pré"]),
}
TRUE = {
    "one name for a few": ("Nom", ["SCI DU LAC"] * 9 + [f"CLIENT {n}" for n in range(12)]),
    "too few to tell": ("Raison sociale", ["SCI DU LAC"] * 9),
    "towns in names": ("Nom;Ville", [f"{one.split(';')[0]} TAXIS;LA BUTTE" for one in TOWNS * 4]),
    "family names that are first names": ("Nom;Prénom", ["MARTIN;Paul", "THOMAS;Zoé"]),
    "a firm beside its contact": ("Raison sociale;Nom", ["GARAGE DU LAC;PONT"] * 3),
    "a letter alone": ("Code dossier;Nom", ["A;PONT", "E;GUÉ"]),
    "dashes": ("Nom;Ville;Note", ["PONT;-;-", "GUÉ;-;-"]),
}


def doubted(titles: str, rows: list[str]) -> list[str]:
    """Give the titles of a table of employers that are doubted."""
    numbers = ((siren(rank), numero(rank)) for rank in range(1, len(rows) + 1))
    lines = [f"{row};{who};{compte};1,00" for row, (who, compte) in zip(rows, numbers, strict=True)]
    found = table.read(grid_of("\n".join([f"{titles};Siren;Compte;Montant", *lines])))
    return [one.titre for one in found.colonnes.all if one.doubted]


@pytest.mark.parametrize("name", TABLES)
def test_what_is_not_what_its_title_says_is_doubted(name: str) -> None:
    assert len(doubted(*TABLES[name])) == 2


@pytest.mark.parametrize("name", TRUE)
def test_what_may_be_true_is_not_doubted(name: str) -> None:
    assert doubted(*TRUE[name]) == []
