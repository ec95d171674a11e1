"""What a colleague has open is told, and forgotten when the session is gone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from peewee import Database

from models.labels import Role
from models.portefeuille import Portefeuille
from models.tables import Presence
from tests.cabinet import NOON, colleague_of, fill, open_portefeuille
from tests.domain.bases import busy_base


@pytest.fixture
def marc(portefeuille: Portefeuille) -> Portefeuille:
    return colleague_of(portefeuille, "Marc Petit", Role.COLLABORATEUR)


def test_a_colleague_is_told_and_oneself_is_not(
    portefeuille: Portefeuille, marc: Portefeuille
) -> None:
    first, second = (fiche.uid for fiche in fill(portefeuille, 2))
    session = uuid4()
    marc.presences.tell(session, first)
    assert portefeuille.presences.elsewhere([first, second]) == {first: "Marc Petit"}
    assert marc.presences.elsewhere([first]) == {}
    marc.presences.tell(session, second)
    assert portefeuille.presences.elsewhere([first, second]) == {second: "Marc Petit"}
    marc.presences.leave(session)
    assert portefeuille.presences.elsewhere([first, second]) == {}


def test_a_session_that_was_killed_is_forgotten_and_cleaned(
    portefeuille: Portefeuille, marc: Portefeuille
) -> None:
    first, second = (fiche.uid for fiche in fill(portefeuille, 2))
    marc.presences.tell(uuid4(), first)
    portefeuille._now = lambda: NOON + timedelta(minutes=31)
    assert portefeuille.presences.elsewhere([first]) == {}
    portefeuille.presences.tell(uuid4(), second)
    assert [one.inscription_uid for one in Presence.select()] == [second]


def test_the_cabinet_next_door_is_told_nothing(
    portefeuille: Portefeuille, marc: Portefeuille, tmp_path: Path
) -> None:
    (fiche,) = fill(portefeuille, 1)
    session = uuid4()
    marc.presences.tell(session, fiche.uid)
    other = open_portefeuille(tmp_path)
    assert other.presences.elsewhere([fiche.uid]) == {}
    other.presences.leave(session)
    assert portefeuille.presences.elsewhere([fiche.uid]) == {fiche.uid: "Marc Petit"}


def test_a_busy_base_keeps_nobody_from_opening(
    portefeuille: Portefeuille, base: Database, base_url: str
) -> None:
    (fiche,) = fill(portefeuille, 1)
    with busy_base(base_url, base):
        portefeuille.presences.tell(uuid4(), fiche.uid)
        portefeuille.presences.leave(uuid4())
    assert portefeuille.get(fiche.uid) == fiche
