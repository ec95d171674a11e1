"""kill -9 in the middle of a change of many clients: all of them are changed, or none."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.consultation import EVERYTHING
from models.labels import Service
from models.lot import LotServices
from models.services import Changement
from models.storage.opening import close_database, open_database
from models.tables import Inscription, Operation
from tests.cabinet import fill
from tests.faults.damage import look_for_damage
from tests.faults.writers import colleague
from tests.terminal.program import Home
from tests.tries import rounds, sized

pytestmark = pytest.mark.slow

CLIENTS = sized(1_000)
BOX = frozenset({Service.ATTESTATIONS})


def change_all(url: str, key: Path, begun: Path) -> None:
    """Open the box of all the clients, or close it; say when the first of them is changed."""
    portefeuille = colleague(url, key)
    fiches = portefeuille.several(portefeuille.uids(EVERYTHING, most=CLIENTS))
    there = fiches[0].services >= BOX

    def go_on(_done: int) -> bool:
        begun.touch()
        return True

    LotServices(portefeuille, fiches, Changement(*((frozenset(), BOX) if there else (BOX,)))).run(
        go_on
    )


def counted(home: Home) -> tuple[int, int]:
    """Give how many clients have the box, and how many operations there are."""
    open_database(home.base, migrate=False)
    ticked = Inscription.select().where(Inscription.services.bin_and(BOX_BIT) != 0).count()
    operations = Operation.select().count()
    close_database()
    return ticked, operations


BOX_BIT = Service.ATTESTATIONS.bit


def test_a_change_of_many_is_whole_or_is_not(tmp_path: Path, tell: Callable[..., None]) -> None:
    home, draw = Home(tmp_path), random.Random(14)
    home.create_espace()
    fill(colleague(str(home.base), home.key), CLIENTS)
    close_database()
    processes = multiprocessing.get_context("spawn")
    usual, done, kills = 0.0, 0, 0
    ticked, operations = counted(home)
    while kills < rounds(50):
        begun = tmp_path / "begun"
        begun.unlink(missing_ok=True)
        person = processes.Process(target=change_all, args=(str(home.base), home.key, begun))
        person.start()
        while not begun.exists():
            assert person.is_alive()
            time.sleep(0.001)
        start = time.monotonic()
        if usual:
            time.sleep(draw.uniform(0, 1.1 * usual))
            person.kill()
            kills += 1
        person.join()
        usual = usual or time.monotonic() - start
        before, (ticked, operations) = (ticked, operations), counted(home)
        changed = operations - before[1]
        assert changed in (0, CLIENTS)
        assert ticked == (CLIENTS - before[0] if changed else before[0])
        done += bool(changed)
        assert home.look(lambda: look_for_damage(home.key)) == []
    assert done
    tell("kill -9 of a change of many", kills=kills, done=done, half=0)
