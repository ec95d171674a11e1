"""The words of the command line: French, like the screens."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from models.champs import FIELDS
from models.journal.verbs import WORDS
from models.labels import Etat, Regime, Report, Role, ToDo
from models.search.criteres import Tri
from tui import __version__
from tui.verbs.french_arguments import FrenchParser

SUMMARY = """\
Portefeuille : l'écran « Gérer les établissements » de l'Urssaf, dans un terminal.
Sans verbe, ouvre les écrans. Outil non officiel, données locales au cabinet."""


OPTIONS = {name: champ.option for name, champ in FIELDS.items() if champ.option}
"""The options of « inscrire » that fill a field, by its name."""

BEGUN = ("siren", "numero_compte", "montant")
"""What « inscrire » asks first; the other fields that have an option follow."""


def parse(arguments: Sequence[str]) -> Namespace:
    """Read the command; `verb` is None when the screens are wanted. Exits 2 on bad usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.demo and options.verb:
        # The verb would act on the real base.
        parser.error("--demo ouvre les écrans, sans verbe")
    return options


def _parser() -> FrenchParser:
    parser = FrenchParser(prog="portefeuille", description=SUMMARY, example="portefeuille --demo")
    parser.add_argument(
        "--version",
        action="version",
        version=f"portefeuille {__version__}",
        help="montre la version",
    )
    parser.add_argument(
        "--base", metavar="URL", help="chemin, sqlite:///… ou postgresql://… (PORTEFEUILLE_BASE)"
    )
    parser.add_argument(
        "--cle", metavar="FICHIER", type=Path, help="clé principale (PORTEFEUILLE_CLE)"
    )
    parser.add_argument("--config", metavar="FICHIER", type=Path, help="réglages, en TOML")
    parser.add_argument(
        "--cabinet", metavar="NOM", help="le cabinet, si la base en contient plusieurs"
    )
    parser.add_argument(
        "--demo", action="store_true", help="portefeuille fictif, dont rien n'est gardé"
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERBE", title="verbes\u00a0")
    _add_clients(verbs)
    _add_people(verbs)
    _add_upkeep(verbs)
    return parser


def _verb(verbs: Any, name: str, summary: str, example: str) -> FrenchParser:
    parser: FrenchParser = verbs.add_parser(
        name, help=summary, description=summary, example=f"portefeuille {example}"
    )
    return parser


def _add_clients(verbs: Any) -> None:
    parser = _verb(
        verbs,
        "inscrire",
        "Inscrit un client.",
        "inscrire --siren 732829320 --regime general --compte 117000000912345678 --montant 1234,56",
    )
    who = parser.add_mutually_exclusive_group(required=True)
    _add_champ(who, "siren")
    who.add_argument("--gerant", action="store_true", help="gérant majoritaire, sans Siren")
    parser.add_argument("--regime", choices=[*map(str, Regime)], help="régime du compte")
    _add_champ(parser, "numero_compte")
    proof = parser.add_mutually_exclusive_group()
    _add_champ(proof, "montant")
    proof.add_argument("--nir-stdin", action="store_true", help="lit le NIR sur l'entrée standard")
    proof.add_argument("--deja-inscrit", action="store_true", help="déjà inscrit sur urssaf.fr")
    for name in OPTIONS:
        if name not in BEGUN:
            _add_champ(parser, name)
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--restaurer", action="store_true", help="restaure ce client, s'il attend d'être résilié"
    )
    either.add_argument(
        "--a-neuf", action="store_true", help="l'inscrit à neuf, même s'il attend d'être résilié"
    )
    parser.add_argument("--forcer", action="store_true", help="accepte ce qui n'est qu'inhabituel")
    parser.add_argument("--json", action="store_true", help="écrit du JSON")

    parser = _verb(
        verbs,
        "resilier",
        "Retire un client du portefeuille.",
        "resilier --siren 732829320 --regime general",
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--siren", metavar="N", help="celui du client")
    which.add_argument("--compte", metavar="N", help="numéro de compte")
    parser.add_argument("--regime", choices=[*map(str, Regime)], help="régime du compte")
    _add_list(verbs)
    _add_export(verbs)
    _add_journal(verbs)
    _add_corbeille(verbs)


def _add_list(verbs: Any) -> None:
    parser = _verb(verbs, "lister", "Liste les clients.", "lister --recherche boulangerie --json")
    parser.add_argument(
        "--recherche", metavar="TEXTE", default="", help="nom, ville, dossier ou numéro"
    )
    for flag, codes, said in (
        ("--regime", Regime, "régime du compte"),
        ("--etat", Etat, "état du client"),
        ("--report", Report, "report sur urssaf.fr"),
        ("--ecart", ToDo, "ce qui est à faire sur urssaf.fr"),
    ):
        more: dict[str, Any] = {"action": "append", "default": [], "choices": [*map(str, codes)]}
        parser.add_argument(flag, help=f"{said} (plusieurs fois : l'un ou l'autre)", **more)
    people: dict[str, Any] = {"action": "append", "default": [], "metavar": "ID"}
    parser.add_argument("--responsable", help="identifiant du responsable", **people)
    parser.add_argument("--sans-responsable", action="store_true", help="ou sans responsable")
    boxes: dict[str, Any] = {"metavar": "LISTE", "default": ""}
    parser.add_argument("--service", help="services ouverts, par leurs codes", **boxes)
    parser.add_argument("--sans-service", help="services fermés, par leurs codes", **boxes)
    parser.add_argument("--sans-siret", action="store_true", help="un compte n'a pas de Siret")
    parser.add_argument("--sans-nom", action="store_true", help="le client n'a pas de nom")
    parser.add_argument(
        "--a-completer",
        dest="sans_complet",
        action="store_true",
        help="il manque le nom ou un numéro de compte",
    )
    parser.add_argument(
        "--tri", choices=[*map(str, Tri)], default=str(Tri.NOM), help="ordre de la liste"
    )
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def _add_export(verbs: Any) -> None:
    parser = _verb(
        verbs,
        "exporter",
        "Écrit la liste à pointer de ce qui est à faire sur urssaf.fr.",
        "exporter a-faire.xlsx --bordereau",
    )
    parser.add_argument(
        "fichier", metavar="FICHIER", help="finit par .txt, .csv ou .xlsx ; - : la sortie standard"
    )
    parser.add_argument(
        "--bordereau", action="store_true", required=True, help="la liste à pointer"
    )
    parser.add_argument(
        "--ecart",
        action="append",
        default=[],
        choices=[str(one) for one in ToDo if one is not ToDo.AUCUN],
        help="ce qui est à faire (plusieurs fois : l'un ou l'autre)",
    )
    parser.add_argument(
        "--format", choices=["txt", "csv", "xlsx"], default="txt", help="de la sortie standard"
    )
    parser.add_argument("--remplacer", action="store_true", help="remplace le fichier")


def _add_journal(verbs: Any) -> None:
    parser = _verb(
        verbs,
        "journal",
        "Dit qui a fait quoi, et quand ; le plus récent d'abord.",
        "journal --depuis 01/11/2026 --csv > journal.csv",
    )
    parser.add_argument("--client", metavar="N", help="Siren, Siret ou numéro de compte")
    parser.add_argument("--personne", metavar="ID", help="identifiant de la personne")
    parser.add_argument("--verbe", choices=sorted(WORDS), help="ce qui a été fait")
    parser.add_argument("--depuis", metavar="JOUR", default="", help="par exemple 12/06/2026")
    parser.add_argument("--jusqu-a", metavar="JOUR", default="", help="ce jour compris")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="écrit du JSON, une opération par objet")
    form.add_argument("--csv", action="store_true", help="écrit un tableau pour un tableur")

    parser = _verb(
        verbs,
        "annuler",
        "Annule une opération du journal, ou le dernier geste de ce compte Unix.",
        "annuler 0f4b6f0e-5c1d-4b9e-9c53-2f6b8a1d7e90",
    )
    parser.add_argument(
        "operation",
        metavar="OPERATION",
        nargs="?",
        type=UUID,
        help="son numéro, ou celui de son lot (« portefeuille journal » les donne)",
    )


def _add_corbeille(verbs: Any) -> None:
    parser = _verb(verbs, "corbeille", "Liste ce qui a été supprimé.", "corbeille --json")
    parser.add_argument("--json", action="store_true", help="écrit du JSON")
    parser = _verb(
        verbs,
        "restaurer-client",
        "Remet dans le portefeuille ce qui a été supprimé.",
        "restaurer-client 732829320",
    )
    parser.add_argument(
        "client", metavar="CLIENT", nargs="+", help="son Siren, ou son uid (« corbeille » le donne)"
    )


def _add_champ(parser: Any, name: str) -> None:
    option = OPTIONS[name]
    more = option.more or {"default": ""}
    parser.add_argument(option.flag, dest=name, metavar=option.metavar, help=option.help, **more)


def _add_people(verbs: Any) -> None:
    parser = _verb(
        verbs,
        "creer-espace",
        "Crée l'espace du cabinet ; montre une seule fois le code de secours et la clé.",
        "creer-espace --cabinet 'Cabinet Martin' --identifiant c.durand --mot-de-passe-stdin",
    )
    parser.add_argument(
        "--cabinet",
        metavar="NOM",
        required=True,
        dest="nouveau_cabinet",
        help="son nom, tel qu'il s'affiche",
    )
    parser.add_argument("--siren", metavar="N", default="", help="celui du cabinet")
    parser.add_argument("--identifiant", metavar="ID", required=True, help="par exemple c.durand")
    parser.add_argument("--nom", metavar="NOM", default="", help="nom de la personne")
    parser.add_argument(
        "--mot-de-passe-stdin",
        action="store_true",
        required=True,
        help="lit le mot de passe sur l'entrée standard",
    )

    parser = _verb(
        verbs,
        "utilisateur",
        "Ajoute, désactive, réactive une personne, ou change son rôle.",
        "utilisateur ajouter m.petit --nom 'Marc Petit' --role consultation",
    )
    parser.add_argument(
        "action", choices=["ajouter", "desactiver", "reactiver", "role"], help="ce qui est à faire"
    )
    parser.add_argument("identifiant", metavar="IDENTIFIANT", help="celui de la connexion")
    parser.add_argument(
        "role_voulu",
        metavar="ROLE",
        nargs="?",
        choices=[str(r) for r in Role],
        help="son rôle",
    )
    parser.add_argument("--nom", metavar="NOM", default="", help="nom de la personne")
    parser.add_argument("--role", choices=[*map(str, Role)], help="son rôle")

    parser = _verb(
        verbs,
        "reinitialiser",
        "Donne à une personne un nouveau code de secours.",
        "reinitialiser c.durand",
    )
    parser.add_argument("identifiant", metavar="IDENTIFIANT", help="celui de la connexion")


def _add_upkeep(verbs: Any) -> None:
    parser = _verb(
        verbs, "sauvegarder", "Sauvegarde la base.", "sauvegarder ~/portefeuille-2026-11-23.db"
    )
    parser.add_argument("fichier", metavar="FICHIER", type=Path, help="où l'écrire")
    parser = _verb(
        verbs,
        "restaurer",
        "Remet une sauvegarde à la place de la base, qui est gardée à côté.",
        "restaurer ~/portefeuille-2026-11-23.db",
    )
    parser.add_argument("fichier", metavar="FICHIER", type=Path, help="la sauvegarde")
    _verb(verbs, "verifier", "Vérifie la base et son journal.", "verifier")
    parser = _verb(
        verbs,
        "migrer",
        "Met à jour le schéma d'une base PostgreSQL, avec le rôle propriétaire.",
        "--base postgresql://proprietaire@serveur/cabinets migrer --role-application portefeuille",
    )
    parser.add_argument(
        "--role-application", metavar="ROLE", help="donne ses droits au rôle de l'application"
    )
    _verb(verbs, "touches", "Écrit la liste des touches, en Markdown.", "touches")
