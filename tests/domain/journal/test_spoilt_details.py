"""An operation whose details are no JSON: the journal shows the rest, `verifier` tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import Database

from models.storage.failures import gesture
from models.tables import Operation
from tests.cabinet import employeur, open_portefeuille
from tests.domain.bases import ON_SQLITE


@ON_SQLITE
@pytest.mark.parametrize("champs", ["pas du JSON", "[1]", "", '"services"'])
def test_the_journal_is_shown_all_the_same(base: Database, tmp_path: Path, champs: str) -> None:
    portefeuille = open_portefeuille(tmp_path)
    fiche = portefeuille.enroll(employeur(1))
    portefeuille.set_services(fiche, frozenset())
    portefeuille.terminate(portefeuille.get(fiche.uid))
    before = len(portefeuille.journal.page().lines)
    with gesture():
        Operation.update(champs=champs).execute()
    page = portefeuille.journal.page()
    assert len(page.lines) == before > 1
    portefeuille.journal.differences([line.operation for line in page.lines])
    assert portefeuille.latest_gesture() is not None
