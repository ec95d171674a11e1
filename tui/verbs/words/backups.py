"""The words of `sauvegarder`, of `restaurer` and of `transferer`."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from models.identifiers.reading import is_digits
from tui.verbs.words.french_arguments import add_verb


def add_backups(verbs: Any) -> None:
    """Add the verbs, and their options."""
    parser = add_verb(
        verbs, "sauvegarder", "Sauvegarde la base.", "sauvegarder --dans ~/sauvegardes --garder 30"
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "fichier", metavar="FICHIER", type=Path, nargs="?", help="où l'écrire, si rien n'y est"
    )
    where.add_argument(
        "--dans", metavar="DOSSIER", type=Path, help="dans ce dossier, sous un nom daté"
    )
    parser.add_argument(
        "--garder",
        metavar="N",
        type=_from_one,
        help="n'y laisse, de cette base, que les N plus récentes",
    )
    parser.add_argument(
        "--pour",
        metavar="DESTINATAIRE",
        action="append",
        default=[],
        help="la chiffre pour cette clé publique (age1…), ou celles d'un fichier ; répétable",
    )
    parser = add_verb(
        verbs,
        "restaurer",
        "Remet une sauvegarde à la place de la base, qui est gardée à côté ; ou l'essaie ailleurs.",
        "restaurer ~/portefeuille-2026-11-23.db",
    )
    parser.add_argument("fichier", metavar="FICHIER", type=Path, nargs="?", help="la sauvegarde")
    parser.add_argument(
        "--identite",
        metavar="FICHIER",
        type=Path,
        help="ce qui ouvre une sauvegarde chiffrée : le fichier d'identité, celui du coffre",
    )
    parser.add_argument(
        "--essai",
        action="store_true",
        help="ne touche à aucune base : l'ouvre, la compte et la vérifie, puis l'oublie",
    )
    parser.add_argument(
        "--constater",
        action="store_true",
        help="sans FICHIER : dit au journal qu'une base d'avant, ou un instantané de la machine, "
        "a été remis en place",
    )
    parser.add_argument(
        "--identifiant", metavar="ID", help="avec --constater : celui d'un administrateur"
    )
    parser.add_argument(
        "--mot-de-passe-stdin",
        action="store_true",
        help="avec --constater : lit son mot de passe sur l'entrée standard",
    )
    parser = add_verb(
        verbs,
        "transferer",
        "Transfère le cabinet de la base SQLite à une base PostgreSQL : tout, ou rien.",
        "transferer postgresql://proprietaire@serveur/cabinets",
    )
    parser.add_argument(
        "arrivee", metavar="URL", help="la base d'arrivée, à jour (« migrer ») et sans cabinet"
    )
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def complaint(options: Namespace) -> str:
    """Say which options do not go together; empty if all do."""
    if options.verb == "sauvegarder" and options.garder and not options.dans:
        return "--garder N va avec --dans DOSSIER"
    return _complaint_about_restoring(options) if options.verb == "restaurer" else ""


def _complaint_about_restoring(options: Namespace) -> str:
    said = options.identifiant is not None and options.mot_de_passe_stdin
    if not options.constater:
        if options.identifiant is not None or options.mot_de_passe_stdin:
            return "--identifiant et --mot-de-passe-stdin vont avec --constater"
        return "" if options.fichier else "FICHIER, la sauvegarde, est attendu"
    if options.fichier or options.essai or options.identite:
        return "--constater va sans FICHIER, sans --essai et sans --identite"
    return "" if said else "--constater attend --identifiant ID et --mot-de-passe-stdin"


def _from_one(typed: str) -> int:
    if not (is_digits(typed) and int(typed)):
        raise ArgumentTypeError("attend un nombre de sauvegardes, au moins 1, par exemple 30")
    return int(typed)
