"""When a base was last saved, checked, and a backup of it tried: a small file of the program.

The base itself does not say it: a backup would hold all but its own instant, and a check would
change what it checks. It is for who watches over the machine; lost, it is written anew by the next.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from models.storage.postgresql_engine import SCHEMES
from models.wording import show_ago

NAME = "entretien.json"
ROLE = re.compile("(?s)(?<=://)[^/]*@")
SAVED, CHECKED, PROVED = "sauvegarde", "verification", "essai"
LATE = timedelta(days=2)


def note(folder: Path, base: str, what: str, now: datetime) -> None:
    """Say that `what` was done to the base at this address; silently nothing where it cannot be."""
    kept = _read(folder)
    kept.setdefault(_key(base), {})[what] = now.isoformat(timespec="seconds")
    part = folder / f".{NAME}.{os.getpid()}"
    with suppress(OSError):
        part.write_text(json.dumps(kept, sort_keys=True), "utf-8")
        part.replace(folder / NAME)


def last(folder: Path, base: str, what: str) -> datetime | None:
    """Give when `what` was last done to the base at this address; None: nobody knows."""
    said = _read(folder).get(_key(base), {})
    with suppress(TypeError, ValueError):
        instant = datetime.fromisoformat(said[what]) if what in said else None
        return instant if instant and instant.tzinfo else None
    return None


def overdue(folder: Path, base: str, since: datetime, now: datetime) -> str:
    """Say how old the last backup is, if there was none for more than two days; else nothing.

    A base that is there `since` less has time. One that a server has may be saved from elsewhere:
    of what was never seen here, nothing is said.
    """
    saved, proved = last(folder, base, SAVED), last(folder, base, PROVED)
    if now - (saved or since) <= LATE or (saved is None and base.startswith(SCHEMES)):
        return ""
    if saved is None:
        return "Aucune sauvegarde de cette base n'a été faite ici."
    tried = f" Dernier essai : {show_ago(proved, now)}." if proved else ""
    return f"Dernière sauvegarde : {show_ago(saved, now)}.{tried}"


def _read(folder: Path) -> dict[str, dict[str, str]]:
    with suppress(OSError, ValueError):
        found = json.loads((folder / NAME).read_text("utf-8"))
        if isinstance(found, Mapping):
            return {key: dict(one) for key, one in found.items() if isinstance(one, Mapping)}
    return {}


def _key(base: str) -> str:
    """Name a base by a digest of its address: whose role it is saved by does not matter."""
    if base.startswith(SCHEMES):
        base = ROLE.sub("", base)
    return sha256(base.encode(errors="replace")).hexdigest()[:16]
