"""The states of the importation: where a table comes from, its columns, its lines, the report."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.importation.files.opening import read_text
from models.portefeuille import Portefeuille
from screens.files.reading import sheets_window
from screens.importation.source import SourceModal
from screens.importation.table_screen import ImportationScreen
from tests.cabinet import NIR, employeur, fill, numero, siren
from tests.snapshots.parts import said
from tests.snapshots.state import Pasted, State

TITLES = "Siren\tN° compte\tType\tMontant dû\tNIR\tNom\tForme\tVille"
TO_LINES = ("ctrl+s",)
INSCRIBED = ("ctrl+s", "ctrl+s", "o", "enter")
FAULTS = "\n".join(
    (
        "Siren\tCompte\tMontant\tType\tNom",
        f"{siren(1)}\t{numero(1)}\t0\tAssociation\tLES AMIS DU PONT",
        f"\t{numero(2)}\t0\tEmployeur\tDUPONT",
        f"FR83732829320\t{numero(3)}\t0\tEmployeur\tGARAGE",
        f"{siren(4)}\t{numero(4)}\t0\tEmployeur\tTAXI",
        f"{siren(4)}\t{numero(5)}\t0\tEmployeur\tTAXI DU PONT",
        f"{siren(6)}\t117000000900006000\t0\tEmployeur\tFLEURS",
        f"{siren(9)}\t{numero(7)}\t0\tEmployeur\tÉPICERIE",
        f"{siren(10)}\t{numero(10)}\t0\tEmployeur\tDUPONT {NIR}",
        "TOTAL\t\t0",
    )
)
PAGE = "\n".join(
    (
        "Accueil Compte Mon Profil Paiement",
        f"Comptes Régime Général du SIREN {siren(1)} (SARL) ✍ ✕",
        f"Comptes Artisan Commerçant du SIREN {siren(2)} (EI) (Radié) ✍ ✕",
        f"Compte Gérant Majoritaire {numero(3)} ✍ ✕",
        "Précédent | Suivant",
    )
)


def table(portefeuille: Portefeuille) -> Screen[Any]:
    """Give a table of which each line has another verdict."""
    portefeuille.enroll(employeur(5, forme_juridique=""))
    rows = (
        f"{siren(1)}\t{numero(1)}\tEmployeur\t1 234,56\t\tBOULANGERIE DU PONT\tSARL\tALBI",
        f"{siren(2)}\t{numero(2)}\tArtisan\t\t{NIR}\tFAURE Anne\t\tSAVIGNAC",
        f"{siren(3)}\t{numero(3)}\tEmployeur\t12.500\t\tGARAGE\tSAS\tALBI",
        f"123456789\t{numero(4)}\tEmployeur\t0\t\tTAXI\t\tALBI",
        f"{siren(5)}\t{numero(5)}\tEmployeur\t0\t\tÉPICERIE\tSAS\tALBI",
        "Total\t\t\t1 234,56",
    )
    return ImportationScreen(portefeuille, read_text("\n".join((TITLES, *rows))))


def untitled(portefeuille: Portefeuille) -> Screen[Any]:
    """Give a table that says neither its columns nor the types of its lines."""
    rows = (f"{siren(n)}\tCLIENT {n:03d}\tDOSSIER {n}\t{n * 1000},50" for n in range(1, 5))
    return ImportationScreen(portefeuille, read_text("\n".join(rows)))


def page(portefeuille: Portefeuille) -> Screen[Any]:
    return ImportationScreen(portefeuille, read_text(PAGE))


def wrong(portefeuille: Portefeuille) -> Screen[Any]:
    fill(portefeuille, 1)
    portefeuille.enroll(employeur(9))
    return ImportationScreen(portefeuille, read_text(FAULTS))


def numbers(portefeuille: Portefeuille) -> Screen[Any]:
    return ImportationScreen(portefeuille, read_text(f"{siren(1)}\n{siren(2)}"))


def misplaced(portefeuille: Portefeuille) -> Screen[Any]:
    return ImportationScreen(portefeuille, read_text(f"Siren\tNom\n{NIR}\tDUPONT"))


def exchanged(portefeuille: Portefeuille) -> Screen[Any]:
    """Give a table of which two titles were exchanged."""
    towns = ("TOULOUSE\t31000", "PAU\t64000", "DAX\t40100")
    rows = (
        f"{siren(n)}\t{numero(n)}\t{n},50\tGARAGE {n:03d}\t{place}"
        for n, place in enumerate(towns, 1)
    )
    titles = "Siren\tCompte\tMontant\tVille\tRaison sociale\tCP"
    return ImportationScreen(portefeuille, read_text("\n".join((titles, *rows))))


IMPORTATION = (
    State("importer", SourceModal, svg=True),
    State("importer-rien", SourceModal, ("ctrl+s",), part=said),
    State("importation", table, ("down",), svg=True),
    State("importation-sans-titres", untitled, ("end",)),
    State("importation-echangee", exchanged, (*["down"] * 4,)),
    State("importation-portail", page),
    State("importation-colonne", untitled, ("end", "enter")),
    State(
        "importation-choisie", untitled, ("down", "down", "enter", "home", *["down"] * 9, "enter")
    ),
    State("importation-autre-collage", table, (Pasted("A\tB\n1\t2"),), part=said),
    State("importation-abandon", table, ("escape",), part=said),
    State("feuille", lambda _: sheets_window(("Clients 2025", "Clients 2026"))),
    State("importation-lignes", table, TO_LINES, svg=True),
    State("importation-a-verifier", wrong, (*TO_LINES, "3")),
    State("importation-type-a-dire", numbers, (*TO_LINES, "space")),
    State("importation-question", table, (*TO_LINES, "ctrl+s")),
    State("importation-ligne", table, (*TO_LINES, "down", "enter"), svg=True),
    State("importation-completer", table, (*TO_LINES, "4", "enter"), svg=True),
    State("importation-a-completer", table, (*TO_LINES, "4", "enter", "enter")),
    State("importation-rapport", table, INSCRIBED, svg=True),
    State("importation-rejets", table, (*INSCRIBED, "e"), svg=True),
    State("importation-finie", table, (*INSCRIBED, "escape"), part=said),
)
IMPORTED = (
    *("importer", "importation", "importation-colonne", "importation-lignes"),
    *("importation-ligne", "importation-completer", "importation-rapport", "importation-rejets"),
    "feuille",
)
"""A telling state of each screen."""
WRONG_LINES = (
    State("importation-type-inconnu", wrong, TO_LINES),
    State("importation-sans-siren", wrong, (*TO_LINES, "down"), part=said),
    State("importation-tva", wrong, (*TO_LINES, *["down"] * 2)),
    State("importation-meme-client", wrong, (*TO_LINES, *["down"] * 4)),
    State("importation-arrondi", wrong, (*TO_LINES, *["down"] * 5)),
    State("importation-deja", wrong, (*TO_LINES, *["down"] * 6)),
    State("importation-nir-dans-un-nom", wrong, (*TO_LINES, *["down"] * 7)),
    State("importation-nir-mal-place", misplaced, TO_LINES),
    State("importation-rien-pris", numbers, (*TO_LINES, "ctrl+s"), part=said),
    State("importation-rien-a-lire", numbers, (Pasted("\n"),), part=said),
    State("importation-ligne-longue", table, (*TO_LINES, "enter", Pasted("1" * 430))),
)
