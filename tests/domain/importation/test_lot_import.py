"""The lot that inscribes lines: all of a transaction or nothing, and one gesture to undo."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from models.errors import Abandoned
from models.importation.lot_import import LotImport
from models.long_work import SLICE
from models.lot import LotUndo
from models.portefeuille import Portefeuille
from models.saisie import Saisie
from models.tables import Compte, Inscription, Operation
from models.writing import verifying
from tests.cabinet import employeur, independant
from tests.tries import server_in_full

CLIENTS = 2 * SLICE + 50


@dataclass(frozen=True)
class Numbered:
    numero: int


@dataclass(frozen=True)
class Line:
    ligne: Numbered
    saisie: Saisie
    anew: bool = False


def lines(*ranks: int) -> list[Line]:
    """Give employers and indépendants, in turn, one for each of these numbers."""
    return [
        Line(Numbered(rank), (employeur, independant)[rank % 2](rank, deja_inscrit=rank % 3 == 0))
        for rank in ranks
    ]


def test_many_lines_are_one_gesture_that_one_undoing_takes_back(portefeuille: Portefeuille) -> None:
    portefeuille.seal()
    told: list[int] = []
    lot = LotImport(portefeuille, lines(*range(1, CLIENTS + 1)))

    def go_on(done: int) -> bool:
        told.append(done)
        return True

    assert lot.run(go_on).changed == CLIENTS
    assert told == [0, SLICE, 2 * SLICE, CLIENTS]
    assert lot.enrolled == frozenset(range(1, CLIENTS + 1))
    latest = portefeuille.latest_gesture()
    assert latest is not None
    assert len(latest.uids) == CLIENTS
    assert portefeuille.journal.page().lines[0].nombre == CLIENTS
    assert LotUndo(portefeuille, latest).run().changed == CLIENTS
    assert portefeuille.compteurs().total == 0
    assert portefeuille.corbeille().fiches == ()
    assert verifying.verify(portefeuille._cabinet, portefeuille._vault).wrong == ()


@pytest.mark.parametrize("at", [0, 2 * SLICE])
def test_given_up_at_any_moment_it_has_written_nothing(portefeuille: Portefeuille, at: int) -> None:
    lot = LotImport(portefeuille, lines(*range(1, CLIENTS + 1)))
    with pytest.raises(Abandoned):
        lot.run(lambda done: done < at)
    for table in (Inscription, Compte, Operation):
        assert not table.select().exists()
    assert (lot.done, lot.enrolled, lot.refused) == (0, frozenset(), {})
    assert lot.run().changed == CLIENTS
    assert Inscription.select().count() == CLIENTS


@server_in_full
def test_a_line_like_one_before_it_is_refused_alone(portefeuille: Portefeuille) -> None:
    last = CLIENTS + 1
    again = Line(Numbered(last), employeur(2))
    lot = LotImport(portefeuille, [*lines(*range(1, CLIENTS + 1)), again])
    bilan = lot.run()
    assert (bilan.changed, len(bilan.left)) == (CLIENTS, 1)
    assert lot.refused.keys() == {last}
    assert "déjà dans votre portefeuille" in lot.refused[last]
    assert bilan.left[0].startswith(f"Ligne {last}\u00a0: Ce Siren")
