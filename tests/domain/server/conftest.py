"""Two cabinets on one server, opened as the program opens it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.postgresql import APPLICATION, TEMPLATE, Cluster
from models.storage.opening import close_database, open_database
from tests.domain.bases import owner_url
from tests.domain.espace.people import create


@pytest.fixture
def server_role() -> str:
    return APPLICATION


@pytest.fixture
def address(cluster: Cluster) -> Iterator[str]:
    """Give the address of an open base of two cabinets, for the role of the application."""
    with cluster.database(TEMPLATE) as name:
        url = cluster.url(name, APPLICATION)
        open_database(url)
        create(identifiant="c.durand", cabinet="Cabinet Martin")
        create(identifiant="m.petit", cabinet="Cabinet Petit")
        yield url
        close_database()


@pytest.fixture
def owner(address: str) -> str:
    """Give its address for who owns it."""
    return owner_url(address)
