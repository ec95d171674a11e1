"""`serveur retirer`: takes away what was put there; never the base, the key or the backups."""

from __future__ import annotations

from collections.abc import Iterator

from models.errors import StorageFailure
from models.storage.failures import explaining
from tui.verbs.server.installing import account, system
from tui.verbs.server.installing.comparing import is_ours
from tui.verbs.server.installing.declared import After, File, Folder, Item, Link, declared, started
from tui.verbs.server.installing.places import Places
from tui.verbs.server.installing.telling import commands

MOST = 4
"""How many names are told of what a folder still holds."""

NOTHING = "Rien à retirer : le serveur n'est pas installé."


def remove(places: Places, *, essai: bool) -> None:
    """Take the server away, or say what would be; name what stays, and why.

    Raises Refusal (who is not root), StorageFailure.
    """
    if not essai:
        system.refuse_not_root(places, "retirer")
    # sshd first: nobody comes in any more while the rest goes.
    items = [item for item in reversed(declared(places)) if _is_there(item)]
    if not items:
        print(NOTHING)
        return
    gone: list[Item] = []
    for item in items:
        if _is_to_go(item, gone):
            gone.append(item)
    left = [item for item in items if item not in gone]
    if essai:
        told = [f"Serait retiré : {item.path}" for item in gone]
    else:
        told = list(_carry_out(gone, places))
        if not left:
            told += _without_account(places)
    print("\n".join([*told, *_stays(left, places)]))


def _carry_out(gone: list[Item], places: Places) -> Iterator[str]:
    """Take things away, and say each."""
    if system.runs_systemd(places) and any(item.after is After.SYSTEMD for item in gone):
        for unit in started(places):
            system.run("systemctl", "stop", unit)
    for item in gone:
        _take_away(item)
        yield f"Retiré : {item.path}"
    _tell_machine(places, {item.after for item in gone})


def _without_account(places: Places) -> Iterator[str]:
    """Remove the account, which owns nothing any more: another could get its number."""
    if not places.is_trial and not account.wrong(places):
        system.run("userdel", places.account.name)
        yield f"Retiré : le compte {places.account.name}"


def _is_there(item: Item) -> bool:
    with explaining(item.path):
        return item.path.is_symlink() or item.path.exists()


def _is_to_go(item: Item, gone: list[Item]) -> bool:
    """Tell what is ours as we left it: a link to ours, our files, folders of nothing else."""
    if isinstance(item, Link):
        return item.path.is_symlink() and str(item.path.readlink()) == item.target
    if isinstance(item, Folder):
        with explaining(item.path):
            theirs = set(item.path.iterdir()) - {one.path for one in gone}
            return not item.path.is_symlink() and not theirs
    with explaining(item.path):
        if item.path.is_symlink() or not is_ours(item.path):
            return False
        return not item.theirs or item.path.read_text("utf-8") == item.content


def _take_away(item: Item) -> None:
    with explaining(item.path):
        if isinstance(item, Folder):
            item.path.rmdir()
        else:
            item.path.unlink()


def _tell_machine(places: Places, after: set[After]) -> None:
    if not system.runs_systemd(places):
        return
    for words in commands(places, after):
        if "restart" not in words:
            system.run(*words)


def _stays(left: list[Item], places: Places) -> list[str]:
    """Say what was kept: what people have made is theirs to take away."""
    told = [f"Gardé : {item.path} ({_why(item)})" for item in left]
    if any(item.path.is_relative_to(places.data) for item in left) and not places.is_trial:
        told.append(
            f"Gardé : le compte {places.account.name}, à qui la base appartient ; quand vous "
            f"l'aurez emportée : sudo userdel {places.account.name}"
        )
    return told


def _why(item: Item) -> str:
    if isinstance(item, File):
        return "vous l'avez changé" if item.theirs else "Portefeuille ne l'a pas écrit"
    if isinstance(item, Link):
        return "il mène ailleurs"
    try:
        names = sorted(one.name for one in item.path.iterdir())
    except OSError as error:
        raise StorageFailure(f"{item.path} : {error.strerror}.") from error
    more = ["…"] if len(names) > MOST else []
    return f"{item.what} : {', '.join([*names[:MOST], *more])}"
