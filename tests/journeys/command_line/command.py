"""A command, run with a home of its own, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from models.storage.opening import close_database, open_database
from models.tables import Operation, Utilisateur
from tests.ssh_keys import ECDSA, ED25519, RSA

PASSWORD = "cheval correct agrafe lundi"
KEYS = {"c.durand": RSA, "m.petit": ED25519, "s.leroy": ECDSA}
"""Who comes by which key: an administrateur, a collaborateur, and who only reads."""

Run = Callable[..., "Answer"]
Ssh = Callable[..., "Answer"]
"""Runs a command as sshd does, for who comes."""


class Answer:
    """What a command printed, and its exit status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def rows(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(self.out)
        return found

    @property
    def told(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.out)
        return found


class Done(NamedTuple):
    """The verb, the person and the origin of an operation."""

    verbe: str
    who: str | None
    origine: str | None


def place(tmp_path: Path) -> Path:
    return tmp_path / "xdg_data_home" / "portefeuille" / "portefeuille.db"


def look(tmp_path: Path) -> None:
    open_database(place(tmp_path))


def operations(tmp_path: Path) -> list[Done]:
    """Give what was done to the base, the oldest first."""
    look(tmp_path)
    people = {one.id: one.identifiant for one in Utilisateur.select()}
    rows = Operation.select().order_by(Operation.rang)
    found = [Done(one.verbe, people.get(one.utilisateur_id), one.origine) for one in rows]
    close_database()
    return found
