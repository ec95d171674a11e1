"""The file by which sshd knows people: a line for each open key of who may come in.

It is written whole at each change, and nothing else is to write it. Where it stands is set once,
when the program starts (`write_to`): whoever closes an access closes it there too.
"""

from __future__ import annotations

import os
import re
import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from models.access.new_user import IDENTIFIANT
from models.access.public_key import KINDS, fingerprint
from models.cleaning import one_line
from models.command import command
from models.errors import StorageFailure
from models.storage.failures import explaining, once_committed, reading
from models.storage.file_copy import beside, partial_file, put_in_place
from models.storage.in_sight import first_cabinet, looking_at
from models.storage.opening import opened
from models.storage.regular_files import read_file
from models.tables import CleSsh, Utilisateur

OPTIONS = "restrict,pty"
"""Nothing but a terminal: no forwarding, no agent, no file of the account is run."""

PATIENCE = 10.0
PAUSE = 0.02
AGAIN = f"Ensuite : {command('utilisateur cle ecrire')}"

_HEADER = re.compile(r"# Portefeuille ([0-9a-f]{32})\b")
_ENOUGH = 4096
"""Bytes: the header stands first."""
_BODY = re.compile(r"[A-Za-z0-9+/]+={0,2}")


class KeysNotWritten(StorageFailure):
    """What was asked for is in the base, but sshd does not know it yet."""


@dataclass(frozen=True)
class Destination:
    """Where the file is, and the launcher that its lines run; both are absolute paths."""

    path: Path
    lanceur: str


_place: list[Destination] = []


def write_to(path: Path | None, lanceur: str) -> None:
    """Set where the file is written from now on (None: nowhere), and what its lines run."""
    _place[:] = [Destination(path, lanceur)] if path else []


def place() -> Path | None:
    """Tell where the file is written."""
    return _place[0].path if _place else None


def follow() -> None:
    """Write the file once the gesture under way is committed; see `write`."""
    once_committed(write)


def write() -> None:
    """Write the file anew, of what the base has now; nothing if it has no place.

    Raises KeysNotWritten, naming the verb that writes it later.
    """
    for destination in _place:
        try:
            with explaining(destination.path):
                _write(destination)
        except StorageFailure as refusal:
            raise KeysNotWritten(
                f"C'est enregistré, mais le fichier des clés SSH n'est pas à jour. "
                f"{refusal}\n{AGAIN}"
            ) from refusal


def refuse_foreign() -> None:
    """Raise StorageFailure if the file that is there is not that of this base."""
    for destination in _place:
        with explaining(destination.path):
            _refuse_foreign(destination.path, _base())


def line_of(key: CleSsh, lanceur: str) -> str:
    """Write the line of a key; ValueError if something in it could say more than a key.

    What stands in quotes is read by sshd, then by a shell.
    """
    kind, _, body = key.cle.partition(" ")
    who = key.utilisateur.identifiant
    if kind not in KINDS or not _BODY.fullmatch(body) or fingerprint(body) != key.empreinte:
        raise ValueError("la clé n'est pas celle de son empreinte")
    if not IDENTIFIANT.fullmatch(who):
        raise ValueError("l'identifiant n'en est pas un")
    words = [lanceur, "session", who, "--empreinte", key.empreinte]
    if who.startswith("-"):
        words = [lanceur, "session", "--empreinte", key.empreinte, "--", who]
    # sshd gives a quote back from a backslash and a quote; every other backslash stays.
    command = shlex.join(words).replace('"', '\\"')
    return f'{OPTIONS},command="{command}" {key.cle} {one_line(key.nom)}'.rstrip()


def _write(destination: Destination) -> None:
    path = destination.path
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _held(path):
        base = _base()
        _refuse_foreign(path, base)
        lines, wrong = _lines(destination.lanceur)
        content = "\n".join([_header(base), *lines, ""])
        with partial_file(beside(path, ".nouveau")) as part:
            part.write_text(content, "utf-8")
            put_in_place(part, path)
    if wrong:
        raise StorageFailure(
            f"Ces clés n'y sont pas, la base a été changée hors de Portefeuille : "
            f"{', '.join(wrong)}. « {command('verifier')} » en dit plus."
        )


def _lines(lanceur: str) -> tuple[list[str], list[str]]:
    """Give the lines of the file, and say which keys can have none."""
    lines, wrong = [], []
    with reading():
        for key in _open_keys():
            try:
                lines.append(line_of(key, lanceur))
            except ValueError as why:
                wrong.append(f"{one_line(key.empreinte)} ({why})")
    return lines, wrong


def _open_keys() -> list[CleSsh]:
    """Read the open keys of who may come in, of all cabinets: a file is of a whole base."""
    rows = CleSsh.select(CleSsh, Utilisateur).join(
        Utilisateur, on=(CleSsh.utilisateur == Utilisateur.id)
    )
    living = CleSsh.retiree_le.is_null() & Utilisateur.actif
    found: list[CleSsh] = []
    for number in opened().cabinets():
        with looking_at(number):
            found.extend(rows.where(living))
    return sorted(found, key=lambda key: key.id)


def _base() -> str:
    """Name the base by its first cabinet, which a copy and a backup have too."""
    first = first_cabinet()
    return first.uid.hex if first else "0" * 32


def _header(base: str) -> str:
    return (
        f"# Portefeuille {base} : ce fichier est écrit en entier à chaque changement, "
        "ce qu'on y ajoute est perdu."
    )


def _refuse_foreign(path: Path, base: str) -> None:
    """Keep what somebody else wrote: it may be all that lets them in."""
    try:
        with read_file(path, expected="le fichier que lit sshd") as (file, _):
            content = file.read(_ENOUGH).decode("utf-8", "replace")
    except FileNotFoundError:
        return
    header = _HEADER.match(content)
    if (header and header[1] == base) or not content.strip():
        return
    whose = "est celui d'une autre base" if header else "n'a pas été écrit par Portefeuille"
    raise StorageFailure(
        f"{path} {whose} : il n'a pas été remplacé. Déplacez-le, ou donnez un autre fichier "
        'dans les réglages, par exemple cles = "/srv/portefeuille/.ssh/authorized_keys".'
    )


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the file against other sessions: who comes last reads what all have changed."""
    flags = os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
    lock = os.open(beside(path, ".verrou"), flags, 0o600)
    end = time.monotonic() + PATIENCE
    try:
        while True:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise StorageFailure(f"{path} : une autre session l'écrit.") from None
                time.sleep(PAUSE)
        yield
    finally:
        os.close(lock)
