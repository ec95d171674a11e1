"""The words of `exporter`: clients, the list to tick, the table to fill in."""

from __future__ import annotations

from typing import Any

from tui.verbs.words.clients import add_filters
from tui.verbs.words.french_arguments import add_verb


def add_export(verbs: Any) -> None:
    """Add the verb."""
    parser = add_verb(
        verbs,
        "exporter",
        "Écrit des clients dans un tableau : ceux que « lister » donnerait.",
        "exporter clients.xlsx --regime general",
    )
    parser.add_argument(
        "fichier",
        metavar="FICHIER",
        help="finit par .xlsx, .csv ou .json, .txt avec --bordereau ; - : la sortie standard",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--bordereau", action="store_true", help="la liste à pointer de ce qui est à faire"
    )
    what.add_argument(
        "--tableau-type", action="store_true", help="le tableau à remplir, pour l'importer"
    )
    add_filters(parser)
    parser.add_argument(
        "--colonnes",
        metavar="LISTE",
        help="noms séparés par des virgules, par exemple siren,regime,dpae ; ou toutes",
    )
    parser.add_argument(
        "--avec-nir",
        action="store_true",
        help="et les numéros de sécurité sociale, en clair : le journal le garde",
    )
    parser.add_argument(
        "--format", choices=["xlsx", "csv", "json", "txt"], help="de la sortie standard"
    )
    parser.add_argument("--remplacer", action="store_true", help="remplace le fichier")
