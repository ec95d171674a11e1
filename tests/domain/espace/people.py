"""An espace, who comes in, and with what answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from models.access.espace import create_espace
from models.access.sign_in import WRONG_PASSWORD, Connexion, log_in, reset_password
from models.errors import LoginRefused
from models.sealing.vault import MainKey
from models.tables import Operation

KEY = MainKey(bytes(range(32)))
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "lampe girafe tunnel orange violon"
OTHER = "nuage crayon tortue bocal sentier"
TOO_MANY = "Trop d'essais."
HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)


class Counted(PasswordHasher):
    """A quick hasher that counts what it verifies."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
        self.verified += 1
        return super().verify(hash, password)


def create(
    *,
    identifiant: str = "c.durand",
    cabinet: str = "Cabinet Martin",
    mot_de_passe: str = PASSWORD,
    siren: str = "",
) -> str:
    return create_espace(
        cabinet=cabinet,
        identifiant=identifiant,
        nom="Claire Durand",
        mot_de_passe=mot_de_passe,
        siren=siren,
        main_key=KEY,
        now=NOW,
    )


def enter(
    identifiant: str = "c.durand", password: str = PASSWORD, *, now: datetime = NOW
) -> Connexion:
    return log_in(identifiant, password, main_key=KEY, now=now)


def refusal(gesture: Callable[[], object]) -> str:
    """Return the sentence with which the gesture is refused."""
    with pytest.raises(LoginRefused) as caught:
        gesture()
    return str(caught.value)


def fail(times: int, identifiant: str = "c.durand", *, now: datetime = NOW) -> None:
    for _ in range(times):
        assert refusal(lambda: enter(identifiant, "faux", now=now)) == WRONG_PASSWORD


def reset(code: str, *, identifiant: str = "c.durand", nouveau: str = OTHER) -> str:
    return reset_password(identifiant, code, nouveau, main_key=KEY, now=NOW)


def verbs() -> list[str]:
    return [row.verbe for row in Operation.select().order_by(Operation.rang)]
