"""What these journeys share: somebody in a hurry, a colleague, a client."""

from __future__ import annotations

import pytest

from models.fiche import Fiche
from models.labels import Role
from models.portefeuille import Portefeuille
from screens.flows import drafts
from tests.cabinet import colleague_of, employeur, inscribe
from tests.journeys.drafts.draft_stage import BOXES


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write as soon as one types: the pause is that of people."""
    monkeypatch.setattr(drafts, "PAUSE", 0.0)


@pytest.fixture
def marc(inside: Portefeuille) -> Portefeuille:
    return colleague_of(inside, "Marc Petit", Role.COLLABORATEUR)


@pytest.fixture
def fiche(inside: Portefeuille) -> Fiche:
    (fiche,) = inscribe(inside, employeur(1, services=BOXES))
    return fiche
