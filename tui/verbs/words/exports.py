"""The words of `exporter`: clients, the list to tick, the table to fill in."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from models.errors import BadValue
from models.exportation.colonnes import ALL, NIR, Column, named
from models.labels import ToDo
from models.search.criteres import Tri
from tui.verbs.words.clients import add_filters
from tui.verbs.words.french_arguments import add_verb

STDOUT = "-"
FILTERS = {
    "recherche": "--recherche",
    "regime": "--regime",
    "etat": "--etat",
    "report": "--report",
    "responsable": "--responsable",
    "sans_responsable": "--sans-responsable",
    "service": "--service",
    "sans_service": "--sans-service",
    "sans_siret": "--sans-siret",
    "sans_nom": "--sans-nom",
    "sans_complet": "--a-completer",
}
OF_CLIENTS = {**FILTERS, "colonnes": "--colonnes", "avec_nir": "--avec-nir"}
"""The options that neither the list to tick nor the table to fill in has."""


def add_export(verbs: Any) -> None:
    """Add the verb."""
    parser = add_verb(
        verbs,
        "exporter",
        "Écrit des clients dans un tableau : ceux que « lister » listerait.",
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
        type=_columns,
        help=f"noms séparés par des virgules, par exemple siren,regime,dpae ; ou {ALL}",
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


def path_of(options: Namespace) -> Path:
    """Give the file that is asked for; that of the standard output tells its format alone."""
    if options.fichier != STDOUT:
        return Path(options.fichier)
    return Path(f"sortie.{options.format or ('txt' if options.bordereau else 'csv')}")


def complaint(options: Namespace) -> str:
    """Say which options do not go together; empty if all do."""
    kind = "--bordereau" if options.bordereau else "--tableau-type" if options.tableau_type else ""
    if kind:
        return _foreign(options, kind)
    if options.colonnes and path_of(options).suffix.lower() == ".json":
        return "--colonnes ne va pas avec le JSON, qui a tous les champs"
    if any(one.name == NIR for one in options.colonnes or ()) and not options.avec_nir:
        return f"la colonne {NIR} demande --avec-nir"
    return ""


def _foreign(options: Namespace, kind: str) -> str:
    """Say what the list to tick, or the table to fill in, cannot be told."""
    given = [flag for name, flag in OF_CLIENTS.items() if getattr(options, name)]
    if options.tri != Tri.NOM:
        given.append("--tri")
    if options.ecart and options.tableau_type:
        given.append("--ecart")
    if given:
        return f"{given[0]} ne va pas avec {kind}"
    if options.bordereau and ToDo.AUCUN in options.ecart:
        return f"--ecart {ToDo.AUCUN} ne va pas avec {kind}"
    return ""


def _columns(typed: str) -> tuple[Column, ...]:
    try:
        return named(typed.split(","))
    except BadValue as refusal:
        raise ArgumentTypeError(str(refusal)) from None
