"""What the door does besides letting in: what has had its time leaves the base."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from models.access.front_door import FrontDoor
from models.errors import StorageBusy
from models.portefeuille import Portefeuille
from models.storage.opening import close_database
from models.tables import Inscription
from tests.cabinet import employeur
from tests.domain.espace.people import PASSWORD


@pytest.fixture
def door(tmp_path: Path) -> FrontDoor:
    made = FrontDoor(str(tmp_path / "p.db"), tmp_path / "cle", timedelta(days=2))
    words = {"cabinet": "Cabinet Martin", "siren": "", "identifiant": "c.durand", "nom": ""}
    made.create_espace(**words, mot_de_passe=PASSWORD)
    return made


@pytest.mark.parametrize(("days", "kept"), [(3, None), (1, 123456)])
def test_signing_in_erases_the_proofs_whose_time_has_passed(
    door: FrontDoor, days: int, kept: int | None
) -> None:
    inside = door.log_in("c.durand", PASSWORD)
    inside.report(inside.enroll(employeur(1)))
    row = Inscription.get()
    Inscription.update(preuves_le=row.preuves_le - timedelta(days=days)).execute()
    door.log_in("c.durand", PASSWORD)
    assert Inscription.get().montant_centimes == kept
    close_database()


def test_who_cannot_purge_now_comes_in_all_the_same(
    door: FrontDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Portefeuille) -> None:
        raise StorageBusy("Portefeuille occupé.")

    monkeypatch.setattr(Portefeuille, "purge", busy)
    assert door.log_in("c.durand", PASSWORD).identifiant == "c.durand"
    close_database()
