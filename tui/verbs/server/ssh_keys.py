"""`utilisateur cle`: the SSH keys of people, and the file by which sshd knows them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path

from models.access import authorized_keys, ssh_keys
from models.access.public_key import EXAMPLE, LONGEST, decoded
from models.access.ssh_keys import OpenKey
from models.cleaning import one_line
from models.errors import NotFound, Refusal
from models.storage.failures import explaining
from models.storage.regular_files import read_file
from models.wording import show_date
from tui.config import Config
from tui.verbs import json_rows
from tui.verbs.opened import cabinet_of, change_people

STDIN = Path("-")
NO_FILE = (
    "Aucun fichier de clés n'est réglé : rien n'a été écrit pour sshd. Pour qu'il le soit, dans "
    'les réglages : [serveur] cles = "/srv/portefeuille/.ssh/authorized_keys"'
)


def manage_keys(options: Namespace, config: Config) -> None:
    """Add a key to somebody, remove it, list the keys, or write the file again."""
    ACTIONS[options.geste](options, config)


def _add(options: Namespace, config: Config) -> None:
    pasted = _pasted(options.publique)
    add = partial(ssh_keys.add_key, identifiant=options.identifiant, pasted=pasted)
    key = change_people(options, config, partial(add, nom=options.nom))
    print(f"Clé ajoutée : {_told(key)}")
    _tell_file()


def _remove(options: Namespace, config: Config) -> None:
    which = {"identifiant": options.identifiant, "empreinte": options.empreinte}
    key = change_people(options, config, partial(ssh_keys.remove_key, **which))
    print(f"Clé retirée : {_told(key)}")
    _tell_file()


def _list(options: Namespace, config: Config) -> None:
    keys = ssh_keys.open_keys(cabinet_of(options, config), options.identifiant)
    if options.json:
        print(json_rows.ssh_keys(keys))
        return
    for key in keys:
        print(_told(key) + ("" if key.actif else "  accès fermé"))


def _write(options: Namespace, config: Config) -> None:  # noqa: ARG001 - all actions are called alike
    if authorized_keys.place() is None:
        raise Refusal(NO_FILE)
    authorized_keys.write()
    _tell_file()


ACTIONS: dict[str, Callable[[Namespace, Config], None]] = {
    "ajouter": _add,
    "retirer": _remove,
    "lister": _list,
    "ecrire": _write,
}


def _pasted(path: Path) -> str:
    """Read what the standard input has, or a file; no more than a key may have."""
    if path == STDIN:
        # On a terminal, Enter is enough.
        some = sys.stdin.buffer.readline if sys.stdin.isatty() else sys.stdin.buffer.read
        return decoded(some(LONGEST + 1))
    file = path.expanduser()
    with explaining(file):
        try:
            with read_file(file, expected=f"une clé publique, {EXAMPLE}") as (opened, _):
                return decoded(opened.read(LONGEST + 1))
        except FileNotFoundError:
            raise NotFound(f"{file} n'existe pas. Donnez une clé publique, {EXAMPLE}.") from None


def _told(key: OpenKey) -> str:
    said = (key.identifiant, key.empreinte, key.kind, key.nom, show_date(key.ajoutee_le))
    return "  ".join(one_line(part) for part in said if part)


def _tell_file() -> None:
    path = authorized_keys.place()
    print(NO_FILE if path is None else f"Fichier des clés écrit : {path}")
