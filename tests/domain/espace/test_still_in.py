"""Who is in stays as long as their access, their role and their key are theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from peewee import Database, OperationalError

from models.access.ssh_keys import add_key, remove_key
from models.access.still_in import is_connected, why_out
from models.equipe import Equipe
from models.labels import Role
from models.portefeuille import Portefeuille
from models.sealing.vault import Vault
from models.tables import Utilisateur
from models.tables.table import database
from tests.cabinet import NOON, colleague_of
from tests.domain.bases import busy_base
from tests.ssh_keys import ECDSA, ED25519


@pytest.fixture
def admin(portefeuille: Portefeuille) -> Portefeuille:
    return colleague_of(portefeuille, "Anne Admin", Role.ADMINISTRATEUR)


@pytest.fixture
def marc(admin: Portefeuille) -> Portefeuille:
    """Give somebody who is in, and who has two keys."""
    his = colleague_of(admin, "Marc Petit", Role.COLLABORATEUR)
    for key in (ED25519, ECDSA):
        add_key(admin._cabinet, his.identifiant, key.text, **acting(admin))
    return his


def acting(admin: Portefeuille) -> dict[str, Any]:
    return {"by": admin._utilisateur, "vault": admin._vault, "now": NOON}


def test_who_has_all_of_it_stays(marc: Portefeuille, admin: Portefeuille) -> None:
    assert why_out(marc) == why_out(marc, ED25519.empreinte) == why_out(admin) == ""
    command_line = Portefeuille(admin._cabinet, None, admin._vault)
    assert why_out(command_line) == ""


def test_an_access_that_is_closed_ends_and_names_who_did_it(
    marc: Portefeuille, admin: Portefeuille
) -> None:
    other = colleague_of(admin, "Sophie Leroy", Role.COLLABORATEUR)
    Equipe(admin).close(marc.identifiant)
    admin._now = lambda: NOON + timedelta(minutes=1)
    second = colleague_of(admin, "Zoé Seconde", Role.ADMINISTRATEUR)
    Equipe(second).close(other.identifiant)
    assert why_out(marc) == "Votre accès a été fermé par Anne Admin."
    assert why_out(other) == "Votre accès a été fermé par Zoé Seconde."
    Equipe(admin).reopen(marc.identifiant)
    assert why_out(marc) == ""


def test_what_the_command_line_closed_names_nobody(marc: Portefeuille) -> None:
    Utilisateur.update(actif=False).where(Utilisateur.nom == "Marc Petit").execute()
    assert why_out(marc) == "Votre accès a été fermé."


def test_a_key_that_is_removed_ends_its_own_sessions(
    marc: Portefeuille, admin: Portefeuille
) -> None:
    remove_key(admin._cabinet, marc.identifiant, ED25519.empreinte, **acting(admin))
    said = "La clé SSH de cette session a été retirée par Anne Admin."
    assert why_out(marc, ED25519.empreinte) == said
    assert why_out(marc, ECDSA.empreinte) == why_out(marc) == ""
    assert why_out(admin, ECDSA.empreinte), "it is not hers"


def test_a_role_that_changed_ends_the_session(marc: Portefeuille, admin: Portefeuille) -> None:
    Equipe(admin).change_role(marc.identifiant, Role.CONSULTATION)
    said = "Votre rôle a été changé par Anne Admin\u00a0: Consultation. Reconnectez-vous."
    assert why_out(marc) == said


def test_a_base_that_is_only_read_or_busy_puts_nobody_out(
    marc: Portefeuille, base: Database, base_url: str
) -> None:
    reader = Portefeuille(marc._cabinet, marc._utilisateur, Vault.absent(marc._cabinet.uid))
    assert why_out(reader) == ""
    with busy_base(base_url, base):
        assert why_out(marc, ED25519.empreinte) == ""


def test_a_base_that_is_away_puts_nobody_out(
    marc: Portefeuille, monkeypatch: pytest.MonkeyPatch
) -> None:
    Utilisateur.update(actif=False).where(Utilisateur.nom == "Marc Petit").execute()
    assert is_connected()
    with monkeypatch.context() as patch:
        patch.setattr(type(database.obj), "connect", _gone)
        assert why_out(marc) is None
    assert why_out(marc)


def _gone(*_: object, **__: object) -> object:
    raise OperationalError("away")
