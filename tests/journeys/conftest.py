"""What journeys share: somebody who is in."""

from __future__ import annotations

import pytest

from models.portefeuille import Portefeuille


@pytest.fixture
def inside(portefeuille: Portefeuille) -> Portefeuille:
    """Give an empty portefeuille, as the screens hold it."""
    return portefeuille
