"""The words of the verbs that change clients who are in the portefeuille."""

from __future__ import annotations

from typing import Any

from models.champs import FIELDS, PROOFS
from models.labels import Regime
from tui.verbs.words.clients import OPTIONS, value_of
from tui.verbs.words.french_arguments import add_verb

WHOM = "son Siren, son numéro de compte ou son uid"
OF_COMPTE = {
    "numero_compte": "numéro du compte",
    "siret": "Siret du compte",
    "code_postal": "code postal du compte",
    "ville": "ville du compte",
}
CHANGED = [name for name in OPTIONS if FIELDS[name].changes and name != "services"]
"""The fields that « modifier » changes by the option of « inscrire »: boxes have their verb."""


def add_gestures(verbs: Any) -> None:
    """Add the verbs, and their options."""
    parser = add_verb(
        verbs,
        "services",
        "Ouvre et ferme des services ; sans rien, dit lesquels sont ouverts.",
        "services 732829320 --ajouter attestations --retirer dpae",
    )
    _add_clients(parser)
    for flag, said in (("--ajouter", "services à ouvrir"), ("--retirer", "services à fermer")):
        parser.add_argument(flag, metavar="LISTE", default="", help=f"{said}, par leurs codes")
    parser.add_argument("--modele", metavar="NOM", help="d'abord ceux d'un modèle, et eux seuls")
    parser.add_argument(
        "--deja-ainsi", action="store_true", help="ils sont déjà ainsi sur urssaf.fr"
    )
    parser = add_verb(
        verbs,
        "confier",
        "Confie des clients à une personne du cabinet.",
        "confier 732829320 117000000912345678 --a m.petit",
    )
    _add_clients(parser)
    parser.add_argument(
        "--a", metavar="ID", required=True, help="identifiant de qui les suivra ; - : personne"
    )
    parser = add_verb(
        verbs,
        "reporter",
        "Dit que c'est fait sur urssaf.fr.",
        "reporter 732829320 117000000912345678",
    )
    _add_clients(parser)
    parser.add_argument(
        "--pas-fait", action="store_true", help="ce n'est finalement pas fait : de nouveau à faire"
    )
    parser = add_verb(
        verbs,
        "refuser",
        "Dit qu'urssaf.fr a refusé, et ce qu'il a répondu.",
        "refuser 732829320 --motif 'Compte introuvable'",
    )
    _add_clients(parser)
    parser.add_argument("--motif", metavar="TEXTE", default="", help="ce qu'il a répondu")
    _add_modifier(verbs)
    parser = add_verb(
        verbs,
        "message",
        "Écrit le message à envoyer à un client que l'on vient d'inscrire.",
        "message 732829320",
    )
    parser.add_argument("client", metavar="CLIENT", help=WHOM)
    _add_regime(parser)


def _add_clients(parser: Any) -> None:
    parser.add_argument("client", metavar="CLIENT", nargs="+", help=WHOM)
    _add_regime(parser)
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def _add_regime(parser: Any) -> None:
    parser.add_argument(
        "--regime", choices=[*map(str, Regime)], help="si un Siren est inscrit sous plusieurs"
    )


def _add_modifier(verbs: Any) -> None:
    parser = add_verb(
        verbs,
        "modifier",
        "Change les données d'un client : ce que disent les options, et rien d'autre.",
        "modifier 732829320 --ville SAVIGNAC --etat radie",
    )
    parser.add_argument("client", metavar="CLIENT", help=WHOM)
    _add_regime(parser)
    proof = parser.add_mutually_exclusive_group()
    for name in CHANGED:
        said = OF_COMPTE.get(name, OPTIONS[name].help)
        group = proof if name in PROOFS else parser
        group.add_argument(OPTIONS[name].flag, dest=f"nouveau_{name}", help=said, **value_of(name))
    proof.add_argument(
        "--nir-stdin",
        action="store_true",
        help="lit le numéro de sécurité sociale sur l'entrée standard",
    )
    proof.add_argument("--deja-inscrit", action="store_true", help="déjà inscrit sur urssaf.fr")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--du-compte", metavar="N", help="lequel des comptes, si ce client en a plusieurs"
    )
    which.add_argument(
        "--autre-compte", action="store_true", help="lui ajoute un compte, que disent les options"
    )
    parser.add_argument("--forcer", action="store_true", help="accepte ce qui n'est qu'inhabituel")
    parser.add_argument("--json", action="store_true", help="écrit du JSON")
