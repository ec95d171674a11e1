"""The words of `serveur`: a cabinet that is reached through sshd."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from models.identifiers.reading import is_digits
from tui.verbs.words.french_arguments import FrenchParser, add_actions, add_verb

PORTS = range(1, 65536)


def add_serveur(verbs: Any) -> None:
    """Add the verb and its actions."""
    parser = add_verb(
        verbs,
        "serveur",
        "Prépare cette machine à recevoir un cabinet par SSH, l'attaque pour la vérifier, ou en "
        "retire ce qui a été posé.",
        "serveur installer --essai",
    )
    actions = add_actions(parser)
    parser = add_verb(
        actions,
        "installer",
        "Pose le compte, les dossiers, ce que sshd permet, ce qu'il lance, et la sauvegarde de "
        "chaque nuit ; deux fois de suite ne change rien.",
        "serveur installer --essai",
    )
    _add_where(parser, "dit tout ce qui serait fait, et ne fait rien")
    parser = add_verb(
        actions,
        "retirer",
        "Retire ce que « installer » a posé ; jamais la base, la clé ni les sauvegardes.",
        "serveur retirer --essai",
    )
    _add_where(parser, "dit ce qui serait retiré, et ne retire rien")
    parser = add_verb(
        actions,
        "verifier",
        "Attaque le serveur qui tourne, avec une clé d'un instant, et dit ce qui a tenu, ligne à "
        "ligne.",
        "serveur verifier --port 22",
    )
    _add_where(parser, "dit ce qui serait essayé, et n'essaie rien")
    parser.add_argument(
        "--hote", metavar="HOTE", default="127.0.0.1", help="cette machine, vue par vos postes"
    )
    parser.add_argument(
        "--port", metavar="PORT", type=_port, help="celui de sshd ; sinon, celui de ses réglages"
    )


def _add_where(parser: FrenchParser, essai: str) -> None:
    parser.add_argument("--essai", action="store_true", help=essai)
    parser.add_argument(
        "--racine",
        metavar="DOSSIER",
        type=Path,
        help="tout sous ce dossier, pour essayer : la machine n'est pas touchée",
    )
    parser.add_argument(
        "--compte",
        metavar="COMPTE",
        help="le compte système ; sinon portefeuille, ou le vôtre avec --racine",
    )


def _port(typed: str) -> int:
    if not (is_digits(typed) and int(typed) in PORTS):
        raise ArgumentTypeError("attend un numéro de port, de 1 à 65535, par exemple 22")
    return int(typed)
