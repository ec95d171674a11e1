"""The system account: no password, no home of its own, a shell that runs what sshd says."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from models.errors import Refusal
from tui.verbs.server.installing.places import Account, Places, in_a_shell, program_files
from tui.verbs.server.installing.system import run

SHELL = "/bin/sh"
"""sshd hands what a key may run to the shell of the account: nologin would refuse it."""


def making(places: Places) -> tuple[str, ...]:
    """Give the words that make the account."""
    # A password of one star: none opens, and unlike `!` it closes nothing to a key without PAM.
    return (
        *("useradd", "--system", "--user-group", "--no-create-home", "--password", "*"),
        *("--home-dir", str(places.home), "--shell", SHELL, "--comment", "Portefeuille"),
        places.account.name,
    )


def mending(places: Places) -> tuple[str, ...]:
    """Give the words that give the account its home and its shell again."""
    return ("usermod", "--home", str(places.home), "--shell", SHELL, places.account.name)


def wrong(places: Places) -> str:
    """Say in what the account is not as it is to be; nothing under a throw-away root."""
    account = places.account
    if places.is_trial:
        return ""
    if account.uid is None:
        return "manque"
    if account.home != places.home:
        return f"son accueil est {account.home}, attendu {places.home}"
    return "" if account.shell == SHELL else f"son shell est {account.shell}, attendu {SHELL}"


def set_right(places: Places) -> Places:
    """Make the account, or mend it; give the places with its numbers."""
    if not wrong(places):
        return places
    if places.account.uid == 0:
        raise Refusal("Le compte du serveur ne peut pas être root : donnez-en un autre.")
    run(*(making if places.account.uid is None else mending)(places))
    return Places(places.root, Account.named(places.account.name))


def command(places: Places) -> str:
    """Write the command that sets the account right."""
    return in_a_shell((making if places.account.uid is None else mending)(places))


def refuse_closed_program(places: Places) -> None:
    """Raise Refusal if the account could not read the program, or somebody else could change it."""
    if places.is_trial:
        return
    for path in program_files():
        if closed := next((one for one in (path, *path.parents) if not _is_open(one)), None):
            raise Refusal(
                f"Le programme est dans {path}, que le compte {places.account.name} ne pourrait "
                f"pas lire ({closed} est fermé). Installez-le dans /opt/portefeuille : "
                "docs/serveur.md dit comment."
            )
        if why := changeable(path):
            raise Refusal(f"{why} Installez-le dans /opt/portefeuille, en root.")


def changeable(path: Path, owner: int = 0) -> str:
    """Say who else than `owner` or root could change what is at `path`; nothing if nobody."""
    for one in (path, *path.parents):
        status = one.stat()
        sticky = stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX and one != path
        others = 0 if sticky else status.st_mode & 0o022
        if status.st_uid not in (0, owner) or others:
            mode = f"{stat.S_IMODE(status.st_mode):04o}"
            return f"D'autres que root peuvent changer {one} (compte {status.st_uid}, {mode})."
    return ""


def _is_open(path: Path) -> bool:
    """Tell whether anybody may read a file, or go through a folder."""
    mode = path.stat().st_mode
    return bool(mode & (stat.S_IXOTH if stat.S_ISDIR(mode) else stat.S_IROTH))


def is_root() -> bool:
    """Tell whether this is root."""
    return os.geteuid() == 0
