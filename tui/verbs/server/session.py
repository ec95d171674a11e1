"""`session`: what sshd runs for who comes by a key; the screens, or a verb as that person.

What they may do is listed (by_ssh); nothing of it names a file of the server, another base or
another key.
"""

from __future__ import annotations

import shlex
from argparse import Action, Namespace, _SubParsersAction
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from models.access.front_door import FrontDoor
from models.access.ssh_keys import who_comes
from models.cleaning import one_line
from models.errors import NotAllowed, Refusal
from models.labels import Role
from tui.config import Config
from tui.verbs.command_line import parse, parser_of_all
from tui.verbs.opened import opened, patiently
from tui.verbs.server.by_ssh import BY_SSH, OF_THE_SERVER, Right, verbs_for, words_of
from tui.verbs.server.password import asked_of
from tui.verbs.words.french_arguments import FrenchParser

ORIGINAL = "SSH_ORIGINAL_COMMAND"
STDIO = "-"
HELP = ("-h", "--help", "--version")
PERMITTED = frozenset(words.split()[0] for words in BY_SSH)
"""The verbs that somebody may ask for; by_ssh tells who."""

PATHS = ("FICHIER", "DOSSIER")
"""What the value of an option is called where it names a file, or a folder."""

OPTIONS_OF_THE_SERVER = ("--base", "--cle", "--config", "--cabinet", "--demo")
"""The options of the command itself, wherever they stand."""

THE_SERVERS = "Par SSH, la base, la clé, les réglages et le cabinet sont ceux du serveur."


@contextmanager
def arrived(
    options: Namespace, config: Config, environ: Mapping[str, str]
) -> Iterator[tuple[Namespace, Config]]:
    """Give what is to be run for who comes, and their own configuration; no verb: the screens.

    In the block the base is open for the verb. Raises NotAllowed (the key or the access was
    closed, the role is too low), LoginRefused (their password), Refusal (what is not permitted),
    NotFound, StorageFailure; exits 2 on bad usage.
    """
    came = replace(
        config,
        identifiant=options.identifiant,
        empreinte=options.empreinte,
        fichiers_permis=False,
    )
    words = environ.get(ORIGINAL, "").strip()
    with opened(came):
        person = patiently(lambda: who_comes(came.identifiant, came.empreinte))
        came = replace(came, identifiant=person.identifiant)
        if words:
            yield _asked(_cut(words), came, Role(person.role)), came
            return
    yield Namespace(**{**vars(options), "verb": None}), came


def _cut(command: str) -> list[str]:
    """Cut a command as a shell does, which never sees it."""
    try:
        return shlex.split(command)
    except ValueError:
        raise Refusal("La commande est mal écrite : un guillemet n'est pas fermé.") from None


def _asked(words: Sequence[str], came: Config, role: Role) -> Namespace:
    """Read the verb that is asked for, and their password if it takes one."""
    parser = parser_of_all()
    _refuse_options_of_server(parser, words)
    if words[0] not in (*PERMITTED, *HELP):
        raise Refusal(_not_permitted(words[:1], role))
    asked = parse(words)
    right = BY_SSH.get(" ".join(words_of(asked)))
    if right is None:
        raise Refusal(_not_permitted(words_of(asked), role))
    _refuse_role(right, role)
    if getattr(asked, "avec_nir", False):
        raise Refusal("Par SSH, les numéros de sécurité sociale ne sortent pas : sans --avec-nir.")
    for action in _chosen(parser, words_of(asked)).arguments:
        _refuse_path(action, asked)
    if right.by_password:
        _let_in(came, right)
    return asked


def _let_in(came: Config, right: Right) -> None:
    """Have them sign in as on the screens: the brake holds, and the journal has it."""
    only = {"only": came.identifiant, "empreinte": came.empreinte}
    door = FrontDoor(None, came.cle, came.proofs_kept, **only)
    typed = asked_of(came.identifiant)
    inside = patiently(lambda: door.log_in(came.identifiant, typed))
    # It may have been lowered as they typed.
    _refuse_role(right, inside.role)


def _refuse_role(right: Right, role: Role) -> None:
    if complaint := right.complaint(role):
        raise NotAllowed(complaint)


def _not_permitted(words: Sequence[str], role: Role) -> str:
    named = one_line(" ".join(words))
    whose = " : c'est une commande du serveur" if words[0] in OF_THE_SERVER else ""
    return (
        f"« {named} » n'est pas permis par SSH{whose}. Sont permis, par exemple "
        f"« ssh portefeuille@serveur lister --json » : {', '.join(verbs_for(role))}."
    )


def _refuse_options_of_server(parser: FrenchParser, words: Sequence[str]) -> None:
    """Raise Refusal for an option of the command itself, cut short or not, with its value or not.

    The verb may have one of the same name, which is its own.
    """
    chosen = _chosen(parser, words)
    mine = {flag for one in chosen.arguments for flag in one.option_strings}
    own = mine if chosen is not parser else set[str]()
    for word in takewhile(lambda word: word != "--", words):
        flag = word.partition("=")[0]
        if flag in own or not flag.startswith("--") or len(flag) < len("--b"):
            continue
        if any(one.startswith(flag) for one in OPTIONS_OF_THE_SERVER):
            raise Refusal(THE_SERVERS)


def _chosen(parser: FrenchParser, words: Sequence[str]) -> FrenchParser:
    """Give the parser of the verb, or of its action, by which the words begin."""
    for action in parser.arguments:
        if isinstance(action, _SubParsersAction) and words and words[0] in action.choices:
            its: FrenchParser = action.choices[words[0]]
            return _chosen(its, words[1:])
    return parser


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
