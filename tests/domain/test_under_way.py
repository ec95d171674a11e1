"""Who waits for the base is told for what."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from peewee import Database

from models import under_way
from models.clock import now
from models.errors import Abandoned, StorageBusy
from models.labels import Service
from models.lot import LotServices
from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.services import Changement
from models.tables import Cabinet, Travail
from tests.cabinet import employeur, fill
from tests.domain.bases import busy_base

DSN = Changement(opened=frozenset({Service.SUIVI_DSN}))


def test_who_waits_is_told_for_what(
    portefeuille: Portefeuille, base: Database, base_url: str
) -> None:
    at = under_way.announced(
        Cabinet.get(), uuid4(), "Marc Petit", "Suppression", 250, portefeuille._now()
    )
    with at, busy_base(base_url, base), pytest.raises(StorageBusy) as busy:
        portefeuille.enroll(employeur(300))
    assert "Suppression en cours : 250 comptes, Marc Petit, depuis " in str(busy.value).replace(
        "\xa0", " "
    )
    assert busy.value.under_way.startswith("Suppression en cours")


def test_a_work_is_told_while_it_runs_and_no_longer(portefeuille: Portefeuille) -> None:
    fill(portefeuille, 201)
    fiches = portefeuille.several(portefeuille.uids(Criteres(), most=1000))
    seen: list[str] = []

    def look(_done: int) -> bool:
        seen.append(under_way.told(Cabinet.get(), portefeuille._now()))
        return len(seen) != 2

    with pytest.raises(Abandoned):
        LotServices(portefeuille, fiches, DSN).run(look)
    assert all("Modification des services en cours" in one for one in seen)
    assert "201 comptes, Claire Durand" in seen[0].replace("\xa0", " ")
    assert Travail.select().count() == 0
    LotServices(portefeuille, fiches[:200], DSN).run(look)
    assert seen[-1] == ""


def test_a_work_that_was_killed_is_forgotten(portefeuille: Portefeuille) -> None:
    cabinet, before = Cabinet.get(), now() - timedelta(minutes=11)
    Travail.create(
        lot=uuid4(), cabinet=cabinet, qui="X", quoi="Annulation", combien=900, depuis=before
    )
    assert under_way.told(cabinet, now()) == ""
    with under_way.announced(cabinet, uuid4(), "Y", "Suppression", 300, now()):
        assert [one.quoi for one in Travail.select()] == ["Suppression"]
