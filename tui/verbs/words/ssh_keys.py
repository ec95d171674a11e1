"""The words of `utilisateur cle`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tui.verbs.words.french_arguments import FrenchParser, add_verb
from tui.verbs.words.session import BY_PASSWORD

EMPREINTE = "SHA256:QClRaWaVc6vS7goRkQuBaoM3i5pGIS103Zhc3ka2o2c"
WHO = "identifiant de sa connexion"


def add_ssh_keys(actions: Any) -> None:
    """Add the action `cle` of `utilisateur`, and what is done of keys."""
    parser = add_verb(
        actions,
        "cle",
        "Ajoute, retire ou liste les clés SSH des personnes : une clé est une personne.",
        "utilisateur cle ajouter m.petit --cle m.petit.pub",
    )
    gestures = parser.add_subparsers(
        dest="geste", metavar="GESTE", required=True, help="ce qui est à faire"
    )
    _add_ajouter(gestures)
    parser = add_verb(
        gestures,
        "retirer",
        "Retire une clé d'une personne : elle n'ouvre plus rien.",
        f"utilisateur cle retirer m.petit {EMPREINTE}",
        more=BY_PASSWORD,
    )
    _add_who(parser)
    parser.add_argument("empreinte", metavar="EMPREINTE", help="celle que « cle lister » donne")
    parser = add_verb(
        gestures,
        "lister",
        "Liste les clés ouvertes, ou celles d'une personne.",
        "utilisateur cle lister m.petit --json",
        more=BY_PASSWORD,
    )
    parser.add_argument("identifiant", metavar="IDENTIFIANT", nargs="?", help=WHO)
    parser.add_argument("--json", action="store_true", help="écrit du JSON")
    add_verb(
        gestures,
        "ecrire",
        "Écrit de nouveau le fichier des clés que lit sshd ([serveur] cles des réglages).",
        "utilisateur cle ecrire",
        more=BY_PASSWORD,
    )


def _add_ajouter(gestures: Any) -> None:
    parser = add_verb(
        gestures,
        "ajouter",
        "Ajoute une clé publique à une personne.",
        "utilisateur cle ajouter m.petit --cle m.petit.pub --nom 'portable de Marc'",
        more=f"{BY_PASSWORD} La clé est sur la suivante.",
    )
    _add_who(parser)
    parser.add_argument(
        "--cle",
        metavar="FICHIER",
        dest="publique",
        type=Path,
        default=Path("-"),
        help="la clé publique, en .pub ; -, ou rien : l'entrée standard",
    )
    parser.add_argument(
        "--nom",
        metavar="NOM",
        default="",
        help="comment l'appeler ; sinon le commentaire de la clé",
    )


def _add_who(parser: FrenchParser) -> None:
    parser.add_argument("identifiant", metavar="IDENTIFIANT", help=WHO)
