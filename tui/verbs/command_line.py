"""The words of the command line: French, like the screens."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tui import __version__
from tui.verbs.words import backups, importing
from tui.verbs.words.backups import add_backups
from tui.verbs.words.clients import add_clients
from tui.verbs.words.exports import add_export
from tui.verbs.words.french_arguments import FrenchParser, add_verb
from tui.verbs.words.gestures import add_gestures
from tui.verbs.words.importing import add_importing
from tui.verbs.words.modeles import add_modeles
from tui.verbs.words.people import add_people
from tui.verbs.words.serveur import add_serveur
from tui.verbs.words.session import BY_PASSWORD, add_session
from tui.verbs.words.veille import add_veille

SUMMARY = """\
Portefeuille : l'écran « Gérer les établissements » de l'Urssaf, dans un terminal.
Sans verbe, ouvre les écrans. Outil non officiel, données locales au cabinet."""

COMPLAINTS: dict[str, Callable[[Namespace], str]] = {
    "importer": importing.complaint,
    "restaurer": backups.complaint,
    "sauvegarder": backups.complaint,
}
"""What says which options of a verb do not go together."""


def parse(arguments: Sequence[str]) -> Namespace:
    """Read the command; `verb` is None when the screens are wanted. Exits 2 on bad usage."""
    parser = parser_of_all()
    options = parser.parse_args(arguments)
    if options.demo and options.verb:
        # The verb would act on the real base.
        parser.error("--demo ouvre les écrans, sans verbe")
    judge = COMPLAINTS.get(options.verb)
    if judge and (wrong := judge(options)):
        parser.error(wrong)
    return options


@cache
def parser_of_all() -> FrenchParser:
    """Give the parser of the command and of all its verbs; it is made once, in 12 ms."""
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
    add_clients(verbs)
    add_export(verbs)
    add_importing(verbs)
    add_gestures(verbs)
    add_modeles(verbs)
    add_people(verbs)
    add_serveur(verbs)
    add_session(verbs)
    add_veille(verbs)
    add_backups(verbs)
    _add_upkeep(verbs)
    return parser


def _add_upkeep(verbs: Any) -> None:
    said = "Vérifie la base et son journal."
    parser = add_verb(verbs, "verifier", said, "verifier --json", more=BY_PASSWORD)
    parser.add_argument("--json", action="store_true", help="écrit du JSON, pour la surveillance")
    parser = add_verb(
        verbs,
        "migrer",
        "Met à jour le schéma d'une base PostgreSQL, avec le rôle propriétaire.",
        "--base postgresql://proprietaire@serveur/cabinets migrer --role-application portefeuille",
    )
    parser.add_argument(
        "--role-application", metavar="ROLE", help="donne ses droits au rôle de l'application"
    )
    parser = add_verb(
        verbs, "info", "Dit la version, la base, la clé et le terminal.", "info --json"
    )
    parser.add_argument("--json", action="store_true", help="écrit du JSON")
    parser = add_verb(
        verbs,
        "completion",
        "Écrit ce qui complète la commande dans un interpréteur.",
        "completion bash > ~/.local/share/bash-completion/completions/portefeuille",
    )
    parser.add_argument("shell", choices=["bash", "zsh", "fish", "tcsh"], help="lequel")
    add_verb(
        verbs,
        "manuel",
        "Écrit la page de manuel.",
        "manuel > ~/.local/share/man/man1/portefeuille.1",
    )
    add_verb(verbs, "touches", "Écrit la liste des touches, en Markdown.", "touches")
