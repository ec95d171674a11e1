"""What is there, beside what is declared."""

from __future__ import annotations

import grp
import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from models.errors import StorageFailure
from models.storage.failures import explaining
from tui.verbs.server.installing.declared import File, Folder, Item, Link, Owner
from tui.verbs.server.installing.drop_in import MARK
from tui.verbs.server.installing.places import Places

MOST = 100_000
"""Bytes: no file of ours has more."""


def differences(items: tuple[Item, ...], places: Places) -> list[tuple[Item, str]]:
    """Give each thing that is not as it is declared, and in what."""
    return [(item, why) for item in items if (why := difference(item, places))]


def difference(item: Item, places: Places) -> str:
    """Say in what a thing is not as it is declared; nothing if it is.

    Raises StorageFailure: one may not look.
    """
    with explaining(item.path):
        try:
            status = item.path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return "manque"
        if isinstance(item, Link):
            return _of_link(item)
        if kind := _of_kind(item, status):
            return kind
        return ", ".join(_of_bits(item, status, places)) or _of_content(item)


def is_ours(path: Path) -> bool:
    """Tell whether a file was written by the installation."""
    with explaining(path), path.open("rb") as file:
        return MARK.encode() in file.read(MOST)


def refuse_foreign(items: tuple[Item, ...]) -> None:
    """Raise StorageFailure if something that we have not written stands in the place of ours."""
    for item in items:
        path = item.path
        if isinstance(item, Link) or not path.exists():
            continue
        if path.is_symlink():
            raise StorageFailure(
                f"{path} est un lien, vers {path.readlink()} : déplacez-le, puis recommencez."
            )
        if isinstance(item, Folder) != path.is_dir():
            expected = "un dossier" if isinstance(item, Folder) else "un fichier"
            raise StorageFailure(f"{path} n'est pas {expected} : déplacez-le, puis recommencez.")
        if isinstance(item, File) and not item.theirs and not is_ours(path):
            raise StorageFailure(
                f"{path} n'a pas été écrit par Portefeuille : il n'a pas été remplacé. "
                "Déplacez-le, puis recommencez."
            )


def named(uid: int, gid: int | None = None) -> str:
    """Name an account, and a group."""
    try:
        who = pwd.getpwuid(uid).pw_name
    except KeyError:
        who = str(uid)
    if gid is None:
        return who
    try:
        return f"{who}:{grp.getgrgid(gid).gr_name}"
    except KeyError:
        return f"{who}:{gid}"


def mode_of(status: os.stat_result) -> str:
    """Write what is allowed, as chmod reads it."""
    return f"{stat.S_IMODE(status.st_mode):04o}"


def owner_of(item: Folder | File, places: Places) -> str:
    """Name whose a thing is to be, before the account is made too."""
    if item.owner is Owner.ACCOUNT:
        return places.account.name
    root = named(item.owner.numbers(places)[0])
    return f"{root}:{places.account.name}" if item.owner is Owner.READ_BY_ACCOUNT else root


def _of_link(item: Link) -> str:
    if not item.path.is_symlink():
        return "n'est pas un lien"
    target = item.path.readlink()
    return "" if str(target) == item.target else f"mène à {target}, attendu {item.target}"


def _of_kind(item: Folder | File, status: os.stat_result) -> str:
    if stat.S_ISLNK(status.st_mode):
        return f"est un lien, vers {item.path.readlink()}"
    if isinstance(item, Folder) != stat.S_ISDIR(status.st_mode):
        return "n'est pas un dossier" if isinstance(item, Folder) else "n'est pas un fichier"
    return ""


def _of_bits(item: Folder | File, status: os.stat_result, places: Places) -> Iterator[str]:
    uid, gid = item.owner.numbers(places)
    if (status.st_uid, status.st_gid) != (uid, gid):
        whose = named(status.st_uid, status.st_gid)
        yield f"appartient à {whose}, attendu {owner_of(item, places)}"
    if stat.S_IMODE(status.st_mode) != item.mode:
        yield f"droits {mode_of(status)}, attendus {item.mode:04o}"


def _of_content(item: Folder | File) -> str:
    if isinstance(item, Folder) or item.theirs:
        return ""
    with item.path.open("rb") as file:
        same = file.read(MOST) == item.content.encode()
    return "" if same else "son contenu n'est pas celui de cette version"
