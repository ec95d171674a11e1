"""All that is to be on a server, in the order in which it is put there: the list to add to.

A thing more is a line more: it is compared, put there, checked by `serveur verifier` and taken
away like the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from tui.verbs.server.installing import drop_in, launchers, units
from tui.verbs.server.installing.drop_in import MARK
from tui.verbs.server.installing.places import Places


class Owner(Enum):
    """Whose a thing is; one may be root's and read by the group of the account."""

    ROOT = auto()
    ACCOUNT = auto()
    READ_BY_ACCOUNT = auto()

    def numbers(self, places: Places) -> tuple[int, int]:
        """Give the user and the group; under a throw-away root, who makes it stands for root."""
        root = (os.geteuid(), os.getegid()) if places.is_trial else (0, 0)
        account = (places.account.uid, places.account.gid)
        uid, gid = (mine if mine is not None else -1 for mine in account)
        return {
            Owner.ROOT: root,
            Owner.ACCOUNT: (uid, gid),
            Owner.READ_BY_ACCOUNT: (root[0], gid),
        }[self]


class After(Enum):
    """What reads a thing anew once it has changed."""

    NOBODY = auto()
    SSHD = auto()
    SYSTEMD = auto()


@dataclass(frozen=True)
class Folder:
    """A folder; what it holds when it is taken away keeps it there."""

    path: Path
    mode: int
    owner: Owner
    what: str
    after: After = After.NOBODY


@dataclass(frozen=True)
class File:
    """A file and all that it holds; who administers may change one that is `theirs`."""

    path: Path
    mode: int
    owner: Owner
    what: str
    content: str
    after: After = After.NOBODY
    theirs: bool = False


@dataclass(frozen=True)
class Link:
    """A name that leads to another."""

    path: Path
    target: str
    what: str
    after: After = After.NOBODY


Item = Folder | File | Link


def declared(places: Places) -> tuple[Item, ...]:
    """Give the list."""
    return (
        *_folders(places),
        *_launchers(places),
        _settings(places),
        *_backup_units(places),
        *_watch_unit(places),
        # Last: from then on people come in.
        _drop_in(places),
    )


def started(places: Places) -> tuple[str, ...]:  # noqa: ARG001 - one day a unit may depend on it
    """Name the units that run from now on."""
    return (f"{units.BACKUP}.timer", f"{units.WATCH}.service")


def _folders(places: Places) -> Iterator[Folder]:
    yield Folder(places.program, 0o755, Owner.ROOT, "ce qui est lancé")
    yield Folder(places.home, 0o555, Owner.ROOT, "l'accueil du compte, vide et à root")
    yield Folder(places.settings.parent, 0o755, Owner.ROOT, "les réglages")
    yield Folder(places.data, 0o700, Owner.ACCOUNT, "la base et la clé principale")
    yield Folder(places.keys_folder, 0o700, Owner.ACCOUNT, "le fichier des clés SSH")
    yield Folder(places.backups, 0o700, Owner.ACCOUNT, "les sauvegardes")


def _launchers(places: Places) -> Iterator[File]:
    session, backup = launchers.session(places), launchers.backup(places)
    yield File(places.session, 0o755, Owner.ROOT, "ce que sshd lance", session)
    yield File(places.backup_script, 0o755, Owner.ROOT, "ce que le minuteur lance", backup)
    admin = launchers.admin(places)
    yield File(places.admin, 0o755, Owner.ROOT, "la commande de l'administrateur", admin)


def _settings(places: Places) -> File:
    return File(
        places.settings,
        0o640,
        Owner.READ_BY_ACCOUNT,
        "les réglages, que vous pouvez changer",
        f"""\
{MARK} les réglages du serveur. Les autres sont dans docs/guide.md.
base = "{places.base}"
cle = "{places.main_key}"

[serveur]
cles = "{places.keys}"
lanceur = "{places.session}"
""",
        theirs=True,
    )


def _backup_units(places: Places) -> Iterator[Item]:
    service, timer = (places.units / f"{units.BACKUP}.{kind}" for kind in ("service", "timer"))
    wanted = places.units / f"timers.target.wants/{timer.name}"
    what, told = "la sauvegarde de chaque nuit", units.backup_service(places)
    yield File(service, 0o644, Owner.ROOT, what, told, After.SYSTEMD)
    yield File(timer, 0o644, Owner.ROOT, "son heure", units.backup_timer(), After.SYSTEMD)
    yield Link(wanted, f"../{timer.name}", "le minuteur, allumé", After.SYSTEMD)


def _watch_unit(places: Places) -> Iterator[Item]:
    service = places.units / f"{units.WATCH}.service"
    wanted = places.units / f"multi-user.target.wants/{service.name}"
    what, told = "le programme, prêt pour chaque session", units.watch_service(places)
    yield File(service, 0o644, Owner.ROOT, what, told, After.SYSTEMD)
    yield Link(wanted, f"../{service.name}", "ce programme, au démarrage", After.SYSTEMD)


def _drop_in(places: Places) -> File:
    what, told = "ce que sshd permet au compte", drop_in.text(places)
    return File(places.drop_in, 0o644, Owner.ROOT, what, told, After.SSHD)
