"""The espace of c.durand."""

from __future__ import annotations

import pytest
from peewee import Database

from models.access.espace import open_vault
from models.sealing.vault import Vault
from models.tables import Cabinet
from tests.domain.espace.people import KEY, create


@pytest.fixture
def code(base: Database) -> str:
    """Create the espace of c.durand; give the recovery code."""
    return create(identifiant="c.durand")


@pytest.fixture
def cabinet(code: str) -> Cabinet:
    found: Cabinet = Cabinet.get()
    return found


@pytest.fixture
def vault(cabinet: Cabinet) -> Vault:
    return open_vault(cabinet, KEY)
