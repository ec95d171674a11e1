"""The words of `modele`."""

from __future__ import annotations

from typing import Any

from models.labels import Regime
from tui.verbs.words.clients import OPTIONS
from tui.verbs.words.french_arguments import FrenchParser, add_actions, add_verb
from tui.verbs.words.gestures import WHOM

NOBODY_S = "personne"


def add_modeles(verbs: Any) -> None:
    """Add the verb, and its actions."""
    parser = add_verb(
        verbs,
        "modele",
        "Garde, renomme, supprime ou liste les modèles de services.",
        "modele garder 'Employeur avec DSN' --services dpae,tableau_bord_dsn",
    )
    actions = add_actions(parser)
    _add_garder(actions)
    parser = _add_named(
        actions,
        "renommer",
        "Donne à un modèle un autre nom.",
        "'Paie seule' 'Paie sans DSN'",
    )
    parser.add_argument("nouveau_nom", metavar="NOUVEAU_NOM", help="comment l'appeler désormais")
    parser = _add_named(
        actions,
        "d-office",
        "Coche d'office ses cases dans le formulaire des nouveaux clients d'un régime.",
        "'Employeur avec DSN' --pour general",
    )
    parser.add_argument(
        "--pour",
        required=True,
        choices=[*map(str, Regime), NOBODY_S],
        help="dont les nouveaux clients l'auront ; personne : ne plus le cocher d'office",
    )
    _add_named(
        actions,
        "supprimer",
        "Supprime un modèle ; les services des clients restent comme ils sont.",
        "'Paie seule'",
    )
    parser = add_verb(actions, "lister", "Liste les modèles.", "modele lister --json")
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def _add_garder(actions: Any) -> None:
    parser = _add_named(
        actions,
        "garder",
        "Garde des services sous un nom.",
        "'Employeur avec DSN' --client 732829320",
    )
    boxes = parser.add_mutually_exclusive_group(required=True)
    boxes.add_argument("--services", metavar="LISTE", help=OPTIONS["services"].help)
    boxes.add_argument("--client", metavar="CLIENT", help=f"ceux d'un client : {WHOM}")
    parser.add_argument(
        "--regime", choices=[*map(str, Regime)], help="si un Siren est inscrit sous plusieurs"
    )
    parser.add_argument("--remplacer", action="store_true", help="même si un modèle a déjà ce nom")


def _add_named(actions: Any, name: str, summary: str, example: str) -> FrenchParser:
    parser = add_verb(actions, name, summary, f"modele {name} {example}")
    parser.add_argument("nom", metavar="NOM", help="son nom")
    return parser
