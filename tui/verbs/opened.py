"""The base and the cabinet that a verb of the command line works on."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from models.access import authorized_keys, utilisateur
from models.access.espace import cabinets_of, open_vault
from models.access.main_key import load_main_key
from models.access.ssh_keys import who_comes
from models.cleaning import fold, one_line
from models.clock import now
from models.errors import NotFound, StorageBusy, StorageLost
from models.personnes import NO_ACCESS
from models.portefeuille import Portefeuille
from models.storage.in_sight import see
from models.storage.opening import close_database, open_database
from models.tables import Cabinet, Utilisateur
from models.writing.author import came_in_by
from tui.config import Config

R = TypeVar("R")

PATIENCE = 10.0
PAUSE = 0.1

_open: list[str] = []
"""The base that is open: `session` opens it for who comes, and the verb of theirs finds it so."""


def patiently(verb: Callable[[], R]) -> R:
    """Run `verb`, again while another writer holds the base or its server is gone, ten seconds."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return verb()
        except (StorageBusy, StorageLost):
            if time.monotonic() > end:
                raise
            time.sleep(PAUSE)


@contextmanager
def opened(config: Config, *, create: bool = False) -> Iterator[None]:
    """Open the base, and close it whatever happens; who may come through sshd follows it.

    Inside another block on this base, it is open already, and stays so. NotFound, unless the verb
    may `create` it: it is not there, or holds no cabinet.
    """
    if config.base in _open:
        yield
        return
    patiently(lambda: open_database(config.base, create=create))
    authorized_keys.write_to(config.cles, config.lanceur)
    came_in_by(config.empreinte)
    _open.append(config.base)
    try:
        yield
    finally:
        _open.clear()
        came_in_by("")
        authorized_keys.write_to(None, "")
        close_database()


def person_of(config: Config) -> Utilisateur | None:
    """Give who came through sshd; None: the command line. NotAllowed: no longer lets them in."""
    return who_comes(config.identifiant, config.empreinte) if config.empreinte else None


def cabinet_of(options: Namespace, config: Config) -> Cabinet:
    """Give the cabinet of who came through sshd.

    Without, the one cabinet of the base, or the one that `--cabinet` names.
    """
    return _acting(options, config)[0]


def _acting(options: Namespace, config: Config) -> tuple[Cabinet, Utilisateur | None]:
    """Give the cabinet, in sight from now on, and who acts there."""
    person = person_of(config)
    cabinet = person.cabinet if person else _named(options)
    see(cabinet.id)
    return cabinet, person


def _named(options: Namespace) -> Cabinet:
    cabinets = [*cabinets_of()]
    if options.cabinet:
        cabinets = [each for each in cabinets if fold(each.nom) == fold(options.cabinet)]
    if not cabinets:
        named = one_line(options.cabinet)
        raise NotFound(f"Aucun cabinet ne s'appelle «\u00a0{named}\u00a0» sur cette base.")
    if len(cabinets) > 1:
        raise NotFound("Cette base contient plusieurs cabinets\u00a0: précisez --cabinet NOM.")
    return cabinets[0]


def portefeuille_of(options: Namespace, config: Config, *, who: str = "") -> Portefeuille:
    """Give the portefeuille of who came through sshd, as they may see and change it.

    Without, that of the cabinet: whoever has the file and the key is trusted; or that of the
    person whose identifiant is `who`, whom they name. NotFound.
    """
    cabinet, person = _acting(options, config)
    if who and not person:
        person = utilisateur.find_user(cabinet, who)
        if not person.actif:
            raise NotFound(NO_ACCESS)
    vault = open_vault(cabinet, load_main_key(config.cle))
    return Portefeuille(cabinet, person, vault, now=now, proofs_kept=config.proofs_kept)


def change_people(options: Namespace, config: Config, change: Callable[..., R]) -> R:
    """Carry out a change of the people of the cabinet, by who came through sshd, if somebody."""
    cabinet, person = _acting(options, config)
    vault = open_vault(cabinet, load_main_key(config.cle))
    return patiently(lambda: change(cabinet, by=person, vault=vault, now=now()))
