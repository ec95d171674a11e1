"""Why a database could not do something, in French."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from models.command import command
from models.storage.drivers import driver_errors


@dataclass(frozen=True)
class Cause:
    """What went wrong (no final stop) and what to do about it (a sentence, or nothing)."""

    what: str
    advice: str = ""
    passing: bool = False
    disconnected: bool = False

    def sentence(self, outcome: str = "") -> str:
        """Say it; `outcome` tells what became of the rows."""
        sentence = f"{self.what} : {outcome}." if outcome else f"{self.what}."
        return f"{sentence} {self.advice}".rstrip()


BUSY = Cause(
    "Le portefeuille est occupé par une autre session", "Réessayez dans un instant.", passing=True
)
SLOW = Cause("Le serveur met trop de temps à répondre", "Réessayez dans un instant.", passing=True)
FULL = Cause("Disque plein", "Libérez de la place sur le serveur, puis recommencez.")
READ_ONLY = Cause("La base est en lecture seule")
UNREADABLE = Cause("Le disque ne répond pas correctement", "Prévenez votre administrateur.")
DAMAGED = Cause("La base est endommagée", f"Restaurez une sauvegarde (« {command('restaurer')} »).")
NOT_OPENED = Cause("Le fichier de la base ne peut pas être ouvert")
NOT_A_BASE = Cause("Ce fichier n'est pas une base Portefeuille")
NO_MEMORY = Cause("La mémoire du serveur est épuisée")
FORBIDDEN = Cause("Cette opération n'est pas autorisée sur la base")
NO_RIGHT = Cause(
    "Le rôle PostgreSQL n'a pas les droits nécessaires", "Prévenez votre administrateur."
)
STANDS_BY = Cause(
    "Ce serveur PostgreSQL est en lecture seule, un autre a peut-être pris sa place",
    "Recommencez.",
    disconnected=True,
)
LOST = Cause(
    "La connexion à PostgreSQL est impossible ou perdue",
    "Vérifiez le réseau, l'adresse, le rôle et le mot de passe, puis recommencez.",
    disconnected=True,
)
TOO_LONG = Cause(
    "Le serveur PostgreSQL a fermé la connexion, restée trop longtemps au milieu d'un geste",
    "Recommencez.",
    disconnected=True,
)
NOT_A_FOLDER = Cause("Ce chemin traverse un fichier qui n'est pas un dossier")

# https://www.sqlite.org/rescode.html: primary codes, and one extended code.
SQLITE_IOERR_SHMSIZE = 4874
SQLITE_CODES = {
    SQLITE_IOERR_SHMSIZE: FULL,
    3: NO_RIGHT,
    5: BUSY,
    6: BUSY,
    7: NO_MEMORY,
    8: READ_ONLY,
    10: UNREADABLE,
    11: DAMAGED,
    13: FULL,
    14: NOT_OPENED,
    23: FORBIDDEN,
    26: NOT_A_BASE,
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html: codes, then classes.
POSTGRESQL_CODES = {
    "25006": STANDS_BY,
    "25P03": TOO_LONG,
    "40001": BUSY,
    "40P01": BUSY,
    "42501": NO_RIGHT,
    "53100": FULL,
    "53200": NO_MEMORY,
    "55P03": BUSY,
    "57014": SLOW,
    "58030": UNREADABLE,
    "08": LOST,
    "57": LOST,
    "XX": DAMAGED,
}

SYSTEM_CODES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: Cause("Le dossier est en lecture seule"),
    errno.EACCES: Cause("Vous n'avez pas le droit d'écrire ou de lire à cet endroit"),
    errno.EPERM: Cause("Vous n'avez pas le droit d'écrire ou de lire à cet endroit"),
    errno.ENOENT: Cause("Ce fichier ou ce dossier n'existe pas"),
    errno.ENOTDIR: NOT_A_FOLDER,
    errno.EEXIST: NOT_A_FOLDER,
    errno.ENAMETOOLONG: Cause("Ce nom de fichier est trop long"),
    errno.ELOOP: Cause("Ce lien ne mène à aucun fichier"),
    errno.EIO: UNREADABLE,
}


def cause_of(error: BaseException, before: BaseException | None = None) -> Cause:
    """Find the cause that lies deepest under `error`.

    A full disk hides under « cannot rollback - no transaction is active ». `before` is what
    was being handled when the work began: what lies under it has nothing to do with `error`.
    """
    deepest: Cause | None = None
    current: BaseException | None = error
    while current is not None and current is not before:
        deepest = _known(current) or deepest
        current = current.__cause__ or current.__context__
    return deepest or Cause("La base a refusé l'opération", _code(error))


def _known(error: BaseException) -> Cause | None:
    """Give the cause that one error of the chain tells, if it tells one."""
    if isinstance(error, OSError):
        return SYSTEM_CODES.get(error.errno or 0)
    if isinstance(error, UnicodeDecodeError):
        return DAMAGED
    if not isinstance(error, driver_errors()):
        return None
    sqlite_code = getattr(error, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return SQLITE_CODES.get(sqlite_code) or SQLITE_CODES.get(sqlite_code & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return POSTGRESQL_CODES.get(state) or POSTGRESQL_CODES.get(state[:2])
    return LOST if _client_side(error) else None


def _client_side(error: BaseException) -> bool:
    """Whether psycopg itself says it: the server never answered, so there is no sqlstate."""
    return type(error).__module__.startswith("psycopg") and "OperationalError" in (
        kind.__name__ for kind in type(error).__mro__
    )


def _code(error: BaseException) -> str:
    """Name what was refused, for whoever repairs it."""
    origin = getattr(error, "orig", error)
    name = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    return f"(Code {name or type(origin).__name__}.)"
