"""The words of the verbs about clients: inscribing, listing, what was done of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from models.champs import FIELDS
from models.journal.verbs import WORDS
from models.labels import Etat, Regime, Report, ToDo
from models.search.criteres import Tri
from tui.verbs.words.french_arguments import add_verb

OPTIONS = {name: champ.option for name, champ in FIELDS.items() if champ.option}
"""The options of « inscrire » and of « modifier » that fill a field, by its name."""

BEGUN = ("siren", "numero_compte", "montant")
"""What « inscrire » asks first; the other fields that have an option follow."""


def add_clients(verbs: Any) -> None:
    """Add the verbs about clients, and their options."""
    parser = add_verb(
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
    proof.add_argument(
        "--nir-stdin",
        action="store_true",
        help="lit le numéro de sécurité sociale sur l'entrée standard",
    )
    proof.add_argument(
        "--deja-inscrit", "--deja-inscrits", action="store_true", help="déjà inscrit sur urssaf.fr"
    )
    for name in OPTIONS:
        if name not in (*BEGUN, "services"):
            _add_champ(parser, name)
    boxes = parser.add_mutually_exclusive_group()
    _add_champ(boxes, "services")
    boxes.add_argument("--modele", metavar="NOM", help="ceux d'un modèle de services")
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--restaurer", action="store_true", help="restaure ce client, s'il est encore à résilier"
    )
    either.add_argument(
        "--a-neuf", action="store_true", help="l'inscrit à neuf, même s'il est encore à résilier"
    )
    parser.add_argument("--forcer", action="store_true", help="accepte ce qui n'est qu'inhabituel")
    parser.add_argument("--json", action="store_true", help="écrit du JSON")

    parser = add_verb(
        verbs,
        "resilier",
        "Supprime un client du portefeuille ; reste à le résilier sur urssaf.fr.",
        "resilier --siren 732829320 --regime general",
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--siren", metavar="N", help="celui du client")
    which.add_argument("--compte", metavar="N", help="numéro de compte")
    parser.add_argument("--regime", choices=[*map(str, Regime)], help="régime du compte")
    _add_list(verbs)
    _add_journal(verbs)
    _add_corbeille(verbs)


def _add_list(verbs: Any) -> None:
    parser = add_verb(
        verbs, "lister", "Liste les clients.", "lister --recherche boulangerie --json"
    )
    add_filters(parser)
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def add_filters(parser: Any) -> None:
    """Add the options that narrow a list of clients, and order it."""
    parser.add_argument(
        "--recherche", metavar="TEXTE", default="", help="nom, ville, dossier ou numéro"
    )
    for flag, codes, said in (
        ("--regime", Regime, "régime du compte"),
        ("--etat", Etat, "état du client"),
        ("--report", Report, "suivi sur urssaf.fr"),
        ("--ecart", ToDo, "ce qui est à faire sur urssaf.fr"),
    ):
        more: dict[str, Any] = {"action": "append", "default": [], "choices": [*map(str, codes)]}
        parser.add_argument(flag, help=f"{said} (plusieurs fois : l'un ou l'autre)", **more)
    people: dict[str, Any] = {"action": "append", "default": [], "metavar": "ID"}
    parser.add_argument("--responsable", help="identifiant du responsable", **people)
    parser.add_argument("--sans-responsable", action="store_true", help="ceux que personne ne suit")
    boxes: dict[str, Any] = {"metavar": "LISTE", "default": ""}
    parser.add_argument("--service", help="services ouverts, par leurs codes", **boxes)
    parser.add_argument("--sans-service", help="services fermés, par leurs codes", **boxes)
    parser.add_argument(
        "--sans-siret", action="store_true", help="ceux dont un compte n'a pas de Siret"
    )
    parser.add_argument("--sans-nom", action="store_true", help="ceux qui n'ont pas de nom")
    parser.add_argument(
        "--a-completer",
        dest="sans_complet",
        action="store_true",
        help="ceux à qui il manque le nom ou un numéro de compte",
    )
    parser.add_argument(
        "--tri", choices=[*map(str, Tri)], default=str(Tri.NOM), help="ordre de la liste"
    )


def _add_journal(verbs: Any) -> None:
    parser = add_verb(
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

    parser = add_verb(
        verbs,
        "annuler",
        "Annule une opération du journal, ou votre dernier geste.",
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
    parser = add_verb(verbs, "corbeille", "Liste ce qui a été supprimé.", "corbeille --json")
    parser.add_argument("--json", action="store_true", help="écrit du JSON")
    parser = add_verb(
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
    settings = {"default": "", **value_of(name), **option.more}
    parser.add_argument(option.flag, dest=name, help=option.help, **settings)


def value_of(name: str) -> dict[str, Any]:
    """Tell argparse what the value of an option is: its name, or the codes among which it is."""
    if codes := FIELDS[name].codes:
        return {"choices": [*map(str, codes)]}
    return {"metavar": OPTIONS[name].metavar}
