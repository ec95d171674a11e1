"""`serveur installer`: puts there what lacks, and says each thing that it does."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex

from models.errors import StorageFailure
from models.storage.failures import explaining
from tui.verbs.server.installing import account, system
from tui.verbs.server.installing.comparing import differences, refuse_foreign
from tui.verbs.server.installing.declared import After, File, Folder, Item, Link, declared
from tui.verbs.server.installing.places import Places
from tui.verbs.server.installing.telling import commands, next_steps, plan

NOTHING = "Rien à changer : le serveur est déjà installé."


def install(places: Places, *, essai: bool) -> None:
    """Prepare the server, or say what would be done.

    Raises Refusal (who is not root), NotFound (no sshd), StorageFailure; what sshd does not
    take does not stay.
    """
    if essai:
        print(plan(places))
        return
    system.refuse_not_root(places, "installer")
    system.refuse_no_sshd(places)
    account.refuse_closed_program(places)
    refuse_foreign(declared(places))
    wrong = account.wrong(places)
    places = account.set_right(places)
    if wrong:
        print(f"{_told(wrong, 'Créé')} : compte {places.account.name}")
    todo = differences(declared(places), places)
    if not todo and not wrong:
        print(NOTHING)
        return
    for item, why in todo:
        _put(item, places)
        print(f"{_told(why, 'Posé')} : {item.path}, {item.what}")
    _tell_machine(places, {item.after for item, _ in todo})
    print(next_steps(places))


def _told(why: str, new: str) -> str:
    return new if why == "manque" else f"Remis ({why})"


def _put(item: Item, places: Places) -> None:
    with explaining(item.path):
        item.path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        if isinstance(item, Folder):
            _put_folder(item, places)
        elif isinstance(item, Link):
            item.path.unlink(missing_ok=True)
            item.path.symlink_to(item.target)
        elif item.after is After.SSHD:
            _put_if_sshd_takes_it(item, places)
        else:
            _put_file(item, places)


def _put_folder(item: Folder, places: Places) -> None:
    item.path.mkdir(mode=0o700, exist_ok=True)
    # By its handle: who owns the folder above could put a link in its place.
    handle = os.open(item.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        os.fchown(handle, *item.owner.numbers(places))
        os.fchmod(handle, item.mode)
    finally:
        os.close(handle)


def _put_file(item: File, places: Places) -> None:
    content = item.content.encode()
    if item.theirs and item.path.exists():
        content = item.path.read_bytes()
    write(item.path, content, item.mode, item.owner.numbers(places))


def write(path: Path, content: bytes, mode: int, owner: tuple[int, int]) -> None:
    """Write a file whole, or not at all, closed to others until it is what it is to be."""
    part = path.with_name(f".{path.name}.{token_hex(4)}")
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchown(file.fileno(), *owner)
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _put_if_sshd_takes_it(item: File, places: Places) -> None:
    """Put what sshd reads; as it was before, if sshd does not read it or does not like it."""
    before = item.path.read_bytes() if item.path.exists() else None
    _put_file(item, places)
    try:
        system.test_sshd(places)
        _refuse_not_read(item, places)
    except StorageFailure:
        if before is None:
            item.path.unlink()
        else:
            write(item.path, before, item.mode, item.owner.numbers(places))
        raise


def _refuse_not_read(item: File, places: Places) -> None:
    read = system.told_to_sshd(places).get("authorizedkeysfile", [])
    if [str(places.keys)] != [one.split(" ", 1)[0] for one in read]:
        raise StorageFailure(
            f"sshd ne tient pas compte de {item.path}, qui a été retiré. Ajoutez en tête de "
            f"{places.sshd_config} : Include {item.path.parent}/*.conf"
        )


def _tell_machine(places: Places, after: set[After]) -> None:
    for words in commands(places, after):
        if system.runs_systemd(places):
            system.run(*words)
            print(f"Fait : {system.shown(words)}")
        elif not places.is_trial:
            print(f"systemd ne tourne pas ici ; à faire : {system.shown(words)}")
