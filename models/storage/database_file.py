"""The file of an SQLite base: where it may lie and who may read it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import StorageFailure
from models.storage.failures import explaining

MOUNTS = Path("/proc/self/mountinfo")
# WAL needs memory that all processes share: never a disk that another machine serves.
NETWORK = frozenset(
    {"9p", "afs", "ceph", "cifs", "coda", "gfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs"}
    | {"nfs", "nfs4", "ocfs2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs"}
)


def prepare_file(path: Path) -> Path:
    """Check the place of a base and make it, closed to others, if it is not there yet.

    The folder is made 0700 and the file 0600; a file that exists loses what others than its
    owner and group may do. Raises StorageFailure: a folder, a link, a network disk, no right.
    """
    path = absolute(path)
    with explaining(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_network(path)
        if not path.exists():
            _create(path)
        refuse_place(path)
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o007 and path.stat().st_uid == os.geteuid():
            path.chmod(mode & 0o770)
    return path


def absolute(path: Path) -> Path:
    """Give the whole path; a link stays one."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() follows links


def is_missing(path: Path) -> bool:
    """Whether nothing bears this name, not even a lost link; OSError if one may not look."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    return False


def refuse_place(path: Path) -> None:
    """Raise StorageFailure if no base may lie there, or what lies there cannot be one."""
    with explaining(path):
        _refuse_network(path)
        if not is_missing(path):
            _refuse_other_kinds(path)
            _refuse_read_only(path)


def refuse_lone_log(path: Path) -> None:
    """Refuse to make a base where the log of a missing one is: SQLite would throw it away."""
    log = path.with_name(f"{path.name}-wal")
    with explaining(path):
        if not path.exists() and log.exists() and log.stat().st_size:
            raise StorageFailure(
                f"{path} manque, mais son journal {log.name} est là, avec les derniers "
                "enregistrements : remettez la base à côté de lui, ou déplacez-le."
            )


@contextmanager
def folder_made(folder: Path, *, parents: bool = True) -> Iterator[None]:
    """Make `folder`, closed to others, if it is not there; it goes again if the block fails."""
    missing = [one for one in (folder, *folder.parents) if is_missing(one)]
    try:
        folder.mkdir(mode=0o700, parents=parents, exist_ok=True)
        yield
    except BaseException:
        for made in missing:
            with suppress(OSError):
                made.rmdir()
        raise


def sync_folder(folder: Path) -> None:
    """Make the names of `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _create(path: Path) -> None:
    # An existing base is never opened here: closing it would drop SQLite's locks on it.
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    sync_folder(path.parent)


def _refuse_other_kinds(path: Path) -> None:
    if path.is_symlink():
        raise StorageFailure(f"{path} est un lien : donnez le chemin du fichier lui-même.")
    if path.is_dir():
        raise StorageFailure(
            f"{path} est un dossier : donnez le chemin d'un fichier, "
            f"par exemple {path / 'portefeuille.db'}."
        )
    if not path.is_file():
        raise StorageFailure(f"{path} n'est pas un fichier ordinaire.")


def _refuse_read_only(path: Path) -> None:
    if not os.access(path, os.R_OK | os.W_OK):
        raise StorageFailure(f"{path} est en lecture seule : Portefeuille doit pouvoir y écrire.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StorageFailure(
            f"Le dossier {path.parent} est en lecture seule : "
            "SQLite doit pouvoir y écrire son journal."
        )


def _refuse_network(path: Path) -> None:
    if is_shared(path):
        raise StorageFailure(
            f"{path} est sur un disque réseau ou partagé ({file_system(path)}) : "
            "une base SQLite s'y abîmerait. Choisissez un disque local, ou PostgreSQL."
        )


def is_shared(path: Path) -> bool:
    """Whether another machine may serve the disk that holds `path`."""
    kind = file_system(path)
    return kind in NETWORK or kind.startswith("fuse")


def file_system(path: Path) -> str:
    """Give the type of the file system that holds `path`, "" where the system does not tell."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    where = f"{path.parent.resolve()}/"
    longest, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
        point = f"{point.rstrip('/')}/"
        if where.startswith(point) and len(point) >= len(longest):
            longest, kind = point, fields[fields.index("-") + 1]
    return kind
