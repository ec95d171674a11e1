"""kill -9 while the schema is brought up to date: the schema before, or the one after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models.storage.opening import close_database, open_database
from tests.cabinet import gerant
from tests.faults.earlier import turn_back, untimed
from tests.faults.writers import colleague
from tests.terminal.program import Home
from tests.tries import FULL, rounds
from tests.zygote import Killer, Zygote

pytestmark = pytest.mark.slow

CLIENTS = 100


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Give a home whose base is of an earlier version, and holds clients."""
    home = Home(tmp_path)
    home.create_espace()
    portefeuille = colleague(str(home.base), home.key)
    for rank in range(CLIENTS):
        portefeuille.enroll(gerant(rank + 1))
    close_database()
    turn_back(home.base)
    return home


def test_a_migration_killed_at_any_moment_is_done_or_not(
    home: Home, zygote: Zygote, tell: Callable[..., None]
) -> None:
    early = home.folder / "early.db"
    shutil.copyfile(home.base, early)
    before = untimed(early)
    open_database(home.base)
    close_database()
    after = untimed(home.base)
    assert before != after
    settings: dict[str, Any] = {"env": home.environment, "streams": ("/dev/null",) * 3}
    killer, kills, left_before = Killer(4), 0, 0
    while kills < rounds(500):
        for file in home.base.parent.glob("*portefeuille.*"):
            file.unlink()
        shutil.copyfile(early, home.base)
        killed = killer.kill(partial(zygote.start, "lister", **settings))
        for copy in home.base.parent.glob("portefeuille.avant-*"):
            assert untimed(copy) == before
        found = untimed(home.base)
        assert found in (before, after)
        kills += killed
        left_before += killed and found == before
        open_database(home.base)
        close_database()
        assert untimed(home.base) == after
    assert left_before
    # Of a few, none may come after the end.
    assert left_before < kills or not FULL
    tell("kill -9 of a migration", kills=kills, left_before=left_before, half=0)
