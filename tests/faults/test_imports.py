"""An import that is killed, or made twice at once: all or nothing, and each client once."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from models.storage.opening import close_database, open_database
from models.tables import Compte, Inscription, Operation
from tests.cabinet import open_portefeuille
from tests.faults.damage import look_for_damage
from tests.faults.imports import import_beside, import_once
from tests.terminal.program import Home
from tests.tries import rounds, sized

pytestmark = pytest.mark.slow

LINES = sized(2_000)
AT_ONCE = sized(300)


def counted(home: Home) -> tuple[int, int, int]:
    """Give how many clients, comptes and operations there are."""
    tables = Inscription, Compte, Operation
    clients, comptes, operations = home.look(lambda: [one.select().count() for one in tables])
    return clients, comptes, operations


def import_and_kill(home: Home, lifetime: float | None) -> float:
    """Import lines, and kill so many seconds after the first is written; gives how many it took."""
    begun = home.folder / "begun"
    given = (str(home.base), home.key, begun, 1, LINES)
    person = multiprocessing.get_context("spawn").Process(target=import_once, args=given)
    person.start()
    while not begun.exists():
        assert person.is_alive()
        time.sleep(0.001)
    start = time.monotonic()
    if lifetime is not None:
        time.sleep(lifetime)
        person.kill()
    person.join()
    return time.monotonic() - start


def new_home(folder: Path) -> Home:
    """Make a home where nobody is inscribed: what is there would only be read again each time."""
    home = Home(folder)
    home.create_espace()
    return home


def test_an_import_that_is_killed_is_whole_or_is_not(
    tmp_path: Path, tell: Callable[..., None]
) -> None:
    draw, done = random.Random(29), 0
    first = new_home(tmp_path / "first")
    before = counted(first)[2]
    usual = import_and_kill(first, None)
    assert counted(first) == (LINES, LINES, before + LINES)
    for kill in range(rounds(50)):
        home = new_home(tmp_path / str(kill))
        import_and_kill(home, draw.uniform(0, 1.1 * usual))
        clients, *rest = counted(home)
        assert clients in (0, LINES)
        assert rest == [clients, before + clients]
        assert home.look(partial(look_for_damage, home.key)) == []
        done += bool(clients)
        shutil.rmtree(home.folder)
    tell("kill -9 of an import", kills=rounds(50), done=done, half=0)


def test_two_people_who_import_the_same_lines_inscribe_each_client_once(
    base_url: str, engine: str, tmp_path: Path, tell: Callable[..., None]
) -> None:
    open_database(base_url)
    open_portefeuille(tmp_path)
    close_database()
    processes = multiprocessing.get_context("spawn")
    told = processes.Queue()
    given = (base_url, tmp_path / "cle-1", AT_ONCE, told)
    people = [processes.Process(target=import_beside, args=given) for _ in range(2)]
    for person in people:
        person.start()
    (one, why), (other, why_too) = (told.get(timeout=300) for _ in people)
    for person in people:
        person.join(60)
    assert [person.exitcode for person in people] == [0, 0]
    everybody = frozenset(range(1, AT_ONCE + 1))
    assert one | other == everybody
    assert not one & other
    assert (why.keys(), why_too.keys()) == (everybody - one, everybody - other)
    assert all("dans votre portefeuille depuis" in why for why in (why | why_too).values())
    open_database(base_url)
    assert Inscription.select().count() == AT_ONCE
    assert Operation.select().where(Operation.verbe == "inscrire").count() == AT_ONCE
    assert look_for_damage(tmp_path / "cle-1") == []
    close_database()
    tell(f"two imports of the same lines ({engine})", clients=AT_ONCE, twice=0, lost=0)
