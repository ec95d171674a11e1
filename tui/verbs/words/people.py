"""The words of the verbs about the espace of a cabinet and its people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.labels import Role
from tui.verbs.words.french_arguments import FrenchParser, add_actions, add_verb
from tui.verbs.words.session import BY_PASSWORD
from tui.verbs.words.ssh_keys import WHO, add_ssh_keys


def add_people(verbs: Any) -> None:
    """Add the verbs about people, and their options."""
    _add_espace(verbs)
    _add_cle(verbs)
    _add_utilisateur(verbs)
    parser = add_verb(
        verbs,
        "reinitialiser",
        "Donne à une personne un nouveau code de secours.",
        "reinitialiser c.durand",
        more=BY_PASSWORD,
    )
    _add_who(parser)


def _add_espace(verbs: Any) -> None:
    parser = add_verb(
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
    _add_name(parser)
    _add_password(parser)


def _add_cle(verbs: Any) -> None:
    parser = add_verb(
        verbs,
        "cle",
        "Remplace la clé principale, la refait si elle est perdue pour de bon ; ou fait l'identité "
        "qui ouvrira les sauvegardes chiffrées.",
        "cle refaire --identifiant c.durand --mot-de-passe-stdin",
    )
    actions = add_actions(parser)
    again = add_verb(
        actions,
        "refaire",
        "Fait une nouvelle clé, montrée une seule fois ; ce que l'ancienne scellait est perdu.",
        "cle refaire --identifiant c.durand --mot-de-passe-stdin",
    )
    other = add_verb(
        actions,
        "remplacer",
        "Met une autre clé à la place, montrée une seule fois ; rien de scellé n'est perdu.",
        "cle remplacer --identifiant c.durand --mot-de-passe-stdin --oui",
    )
    for parser in (again, other):
        parser.add_argument(
            "--identifiant", metavar="ID", required=True, help="celui d'un administrateur"
        )
        _add_password(parser)
    other.add_argument("--oui", action="store_true", help="ne demande pas de confirmation")
    parser = add_verb(
        actions,
        "destinataire",
        "Fait l'identité qui ouvrira les sauvegardes chiffrées, à mettre au coffre ; montre la clé "
        "publique à donner à « sauvegarder --pour ».",
        "cle destinataire /media/cle-usb/identite-sauvegardes.txt",
    )
    parser.add_argument(
        "fichier", metavar="FICHIER", type=Path, help="où l'écrire, si rien n'y est"
    )


def _add_utilisateur(verbs: Any) -> None:
    parser = add_verb(
        verbs,
        "utilisateur",
        "Ajoute, désactive, réactive une personne, change son rôle ou ses clés SSH, confie ses "
        "clients à une autre ; ou liste les personnes.",
        "utilisateur ajouter m.petit --nom 'Marc Petit' --role consultation",
    )
    actions = add_actions(parser)
    parser = add_verb(
        actions,
        "ajouter",
        "Ajoute une personne ; montre le code de secours à lui dire.",
        "utilisateur ajouter m.petit --nom 'Marc Petit' --role consultation",
        more=BY_PASSWORD,
    )
    _add_who(parser)
    _add_role(parser, required=False)
    _add_name(parser)
    for name, said, example in (
        ("desactiver", "Ferme l'accès d'une personne ; ce qu'elle a fait reste.", "s.leroy"),
        ("reactiver", "Rouvre l'accès d'une personne.", "s.leroy"),
    ):
        shown = f"utilisateur {name} {example}"
        _add_who(add_verb(actions, name, said, shown, more=BY_PASSWORD))
    parser = add_verb(
        actions,
        "role",
        "Change le rôle d'une personne.",
        "utilisateur role m.petit administrateur",
        more=BY_PASSWORD,
    )
    _add_who(parser)
    _add_role(parser, required=True)
    parser = add_verb(
        actions,
        "lister",
        "Liste les personnes du cabinet.",
        "utilisateur lister --json",
        more=BY_PASSWORD,
    )
    parser.add_argument("--json", action="store_true", help="écrit du JSON")
    _add_transferer(actions)
    add_ssh_keys(actions)


def _add_transferer(actions: Any) -> None:
    parser = add_verb(
        actions,
        "transferer",
        "Confie tous les clients d'une personne à une autre.",
        "utilisateur transferer s.leroy m.petit",
        more=BY_PASSWORD,
    )
    for name, metavar, said in (
        ("de", "DE", "qui les suivait ; - : personne"),
        ("vers", "A", "qui les suivra ; - : personne"),
    ):
        parser.add_argument(name, metavar=metavar, help=said)
    parser.add_argument("--json", action="store_true", help="écrit du JSON")


def _add_who(parser: FrenchParser) -> None:
    parser.add_argument("identifiant", metavar="IDENTIFIANT", help=WHO)


def _add_password(parser: FrenchParser) -> None:
    parser.add_argument(
        "--mot-de-passe-stdin",
        action="store_true",
        required=True,
        help="lit le mot de passe sur l'entrée standard",
    )


def _add_name(parser: FrenchParser) -> None:
    parser.add_argument("--nom", metavar="NOM", default="", help="nom de la personne")


def _add_role(parser: FrenchParser, *, required: bool) -> None:
    """Add the role, which may be said alone or after its option."""
    roles: dict[str, Any] = {"choices": [*map(str, Role)], "help": "son rôle"}
    either = parser.add_mutually_exclusive_group(required=required)
    either.add_argument("role_voulu", metavar="ROLE", nargs="?", **roles)
    either.add_argument("--role", **roles)
