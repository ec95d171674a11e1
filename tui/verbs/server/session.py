"""`session`: what sshd runs for who comes by a key; the screens, or a verb as that person.

What they may do is listed; nothing of it names a file of the server, another base or another key.
"""

from __future__ import annotations

import shlex
from argparse import Action, Namespace, _SubParsersAction
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from models.access.ssh_keys import who_comes
from models.cleaning import one_line
from models.errors import Refusal
from tui.config import Config
from tui.verbs.command_line import parse, parser_of_all
from tui.verbs.opened import opened, patiently
from tui.verbs.words.french_arguments import FrenchParser

ORIGINAL = "SSH_ORIGINAL_COMMAND"
STDIO = "-"
PERMITTED = frozenset(
    {
        *("annuler", "confier", "corbeille", "exporter", "importer", "inscrire", "journal"),
        *("lister", "message", "modele", "modifier", "rapprocher", "refuser", "reporter"),
        *("resilier", "restaurer-client", "services"),
    }
)
"""The verbs of who keeps clients: all act through the portefeuille of the person."""

PATHS = ("FICHIER", "DOSSIER")
"""What the value of an option is called where it names a file, or a folder."""

OF_THE_SERVER = ("base", "cle", "config", "cabinet", "demo")
"""The options of the command itself, which are the server's."""


def arrive(
    options: Namespace, config: Config, environ: Mapping[str, str]
) -> tuple[Namespace, Config]:
    """Give what is to be run for who comes, and their own configuration; no verb: the screens.

    Raises NotAllowed (the key or the access was closed), Refusal (what is not permitted),
    NotFound, StorageFailure; exits 2 on bad usage.
    """
    came = replace(
        config,
        identifiant=options.identifiant,
        empreinte=options.empreinte,
        fichiers_permis=False,
    )
    with opened(came):
        person = patiently(lambda: who_comes(came.identifiant, came.empreinte))
    came = replace(came, identifiant=person.identifiant)
    words = _words(environ.get(ORIGINAL, ""))
    if not words:
        return Namespace(**{**vars(options), "verb": None}), came
    return _asked(words), came


def _words(command: str) -> list[str]:
    """Cut a command as a shell does, which never sees it."""
    try:
        return shlex.split(command)
    except ValueError:
        raise Refusal("La commande est mal écrite : un guillemet n'est pas fermé.") from None


def _asked(words: list[str]) -> Namespace:
    """Read the verb that is asked for; Refusal if it is not permitted."""
    if words[0] not in PERMITTED and words[0] not in ("-h", "--help", "--version"):
        permitted = ", ".join(sorted(PERMITTED))
        raise Refusal(
            f"« {one_line(words[0])} » n'est pas permis par SSH. Sont permis, par exemple "
            f"« ssh portefeuille@serveur lister --json » : {permitted}."
        )
    asked = parse(words)
    if any(getattr(asked, name) for name in OF_THE_SERVER):
        raise Refusal("Par SSH, la base, la clé, les réglages et le cabinet sont ceux du serveur.")
    if getattr(asked, "avec_nir", False):
        raise Refusal("Par SSH, les numéros de sécurité sociale ne sortent pas : sans --avec-nir.")
    for action in _arguments(parser_of_all(), asked.verb):
        _refuse_path(action, asked)
    return asked


def _arguments(parser: FrenchParser, verb: str | None = None) -> Iterator[Action]:
    """Give the arguments of a verb, and of all its actions."""
    for action in parser.arguments:
        if isinstance(action, _SubParsersAction):
            chosen = action.choices.items()
            for name, its in chosen:
                if verb in (None, name):
                    yield from _arguments(its)
        elif verb is None:
            yield action


def _refuse_path(action: Action, asked: Namespace) -> None:
    """Raise Refusal for the name of a file: it would be the server's, and its account's."""
    given = getattr(asked, action.dest, None)
    if not is_path(action) or given in (None, action.default):
        return
    if action.option_strings or str(given) != STDIO:
        raise Refusal(
            "Par SSH, un fichier ne se nomme pas : donnez « - », et il passe par l'entrée ou la "
            "sortie, par exemple « ssh portefeuille@serveur importer - < clients.xlsx »."
        )


def is_path(action: Action) -> bool:
    """Tell whether the value of an argument is the name of a file or of a folder."""
    return action.metavar in PATHS or action.type is Path
