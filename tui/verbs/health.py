"""What a monitoring system asks of a base, for `verifier --json` and `info --json`."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from models.access.espace import cabinets_of
from models.clock import now
from models.errors import Refusal
from models.seances import Seances
from models.storage import upkeep_log
from models.storage.opening import close_database, open_database, opened
from models.storage.postgresql_engine import SCHEMES
from models.storage.schema import latest
from models.storage.sqlite_engine import SQLITE
from models.tables import Utilisateur
from models.wording import show_ago, show_moment
from tui.config import Config

UNKNOWN: dict[str, Any] = {"schema": None, "cabinets": None, "sessions": None}
"""What is told of a base that cannot be read."""
NAMED = {
    upkeep_log.SAVED: "Dernière sauvegarde",
    upkeep_log.PROVED: "Dernier essai de restauration",
}


def of_the_machine(config: Config) -> dict[str, Any]:
    """Tell the room left on the disk, and how old the last backup, check and proof are."""
    return {
        "disque": _disk(config),
        "derniere_sauvegarde": _age(config, upkeep_log.SAVED),
        "derniere_verification": _age(config, upkeep_log.CHECKED),
        "dernier_essai": _age(config, upkeep_log.PROVED),
    }


def in_words(config: Config, what: str) -> str:
    """Say when something was last done to the base, as far as this account knows."""
    done, name = upkeep_log.last(config.folder, config.base, what), NAMED[what]
    if done is None:
        return f"{name} : aucune trace sur cette machine."
    when = f"{show_ago(done, now())} ({show_moment(done)})"
    return f"{name} : {when}."


def of_the_base(person: Utilisateur | None = None) -> dict[str, Any]:
    """Tell the version of the schema of the open base, and how many sessions there are.

    Of who came through sshd (`person`), only their own cabinet is told.
    """
    open_in = [len(Seances(one, None, now).all()) for one in cabinets_of(person)]
    return {"schema": latest(opened()), "cabinets": len(open_in), "sessions": sum(open_in)}


def looked_at(config: Config) -> dict[str, Any]:
    """Open the base and tell of it; `pourquoi` says what keeps it from being opened."""
    try:
        open_database(config.base, migrate=False, create=False)
        return {**of_the_base(), "pourquoi": None}
    except Refusal as refusal:
        return {**UNKNOWN, "pourquoi": str(refusal)}
    finally:
        close_database()


def _age(config: Config, what: str) -> dict[str, Any] | None:
    done = upkeep_log.last(config.folder, config.base, what)
    if done is None:
        return None
    return {"le": done.isoformat(), "age_secondes": max(0, int((now() - done).total_seconds()))}


def _disk(config: Config) -> dict[str, int] | None:
    """Tell the room where the base is; on a server, where the program writes what it keeps."""
    on_server = config.base.startswith(SCHEMES)
    where = config.folder if on_server else Path(config.base.removeprefix(SQLITE)).expanduser()
    for folder in (where, *where.parents):
        with suppress(OSError):
            free = shutil.disk_usage(folder)
            return {"libre_octets": free.free, "total_octets": free.total}
    return None


def noted(config: Config, what: str, instant: datetime) -> None:
    """Keep when something was done to the base."""
    upkeep_log.note(config.folder, config.base, what, instant)
