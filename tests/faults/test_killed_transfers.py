"""kill -9 while a cabinet goes to PostgreSQL: all of it is there or nothing, and again is once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bench.postgresql import CARETAKER, TEMPLATE, Cluster
from models.sealing.vault import MainKey
from models.storage.opening import close_database, open_database
from models.storage.transferred import ENDING
from models.tables import Cabinet, Inscription, Operation
from models.transfer.transfer import transfer
from tests.domain.espace.people import NOW
from tests.domain.transfer.full_cabinet import make_full
from tests.domain.transfer.moving import rows_in
from tests.faults.cut_transfer import COMMITTED, MARKED
from tests.faults.damage import content_of, look_for_damage
from tests.pseudo_terminal import ROOT
from tests.tries import FULL, in_full, sized
from tests.zygote import Killer, Zygote

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]

KILLS, CLIENTS = 20, sized(40)


class Moves:
    """A cabinet that is moved again and again, each time from its beginning."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self._made, self.home = folder / "fait", folder / "ici"
        self._made.mkdir()
        self._cluster = cluster
        base = self._made / "base.db"
        make_full(base, MainKey.create(self._made / "cle"), CLIENTS)
        self._before, self._there = content_of(base), rows_in(base)
        self.found = self.rounds = 0

    def begin(self, cut: Callable[[str], object], again: Callable[[str], object]) -> None:
        """Have it cut, look at what is there, and have it done `again`."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self._made, self.home)
        base, mark = self.home / "base.db", self.home / f"base.db{ENDING}"
        with self._cluster.database(TEMPLATE) as name:
            url = self._cluster.url(name, CARETAKER)
            cut(url)
            assert content_of(base) == self._before
            found = self._transfers(url)
            self.found += found
            self.rounds += 1
            assert found or not mark.exists()
            again(url)
            assert self._transfers(url) == 1
            assert rows_in(url) == self._there
            assert content_of(base) == self._before
            assert mark.exists()

    def _transfers(self, url: str) -> int:
        """Count the transfers that a base has, of one cabinet that is sound, or of none."""
        open_database(url)
        try:
            if not Cabinet.select().exists():
                assert not Inscription.select().exists()
                assert not Operation.select().exists()
                return 0
            assert look_for_damage(self.home / "cle") == []
            return Operation.select().where(Operation.verbe == "transferer").count()
        finally:
            close_database()


@pytest.fixture
def moves(tmp_path: Path, cluster: Cluster) -> Iterator[Moves]:
    yield Moves(tmp_path, cluster)
    close_database()


def cut(home: Path, point: str, url: str) -> None:
    words = [sys.executable, "-m", "tests.faults.cut_transfer", str(home), url, point]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr


def test_a_transfer_killed_at_any_point_is_begun_again_and_done_once(
    moves: Moves, tell: Callable[..., None]
) -> None:
    points = ["1", "30", "60", "100", COMMITTED, MARKED] if FULL else ["60", COMMITTED]

    def again(url: str) -> None:
        key = MainKey.load(moves.home / "cle")
        transfer(moves.home / "base.db", url, key, NOW, lambda _done, _whole: None)

    for point in points:
        moves.begin(partial(cut, moves.home, point), again)
    assert moves.found == sum(point in (COMMITTED, MARKED) for point in points)
    tell("kill -9 of a transfer at a point", points=len(points), lost=0, doubled=0)


@in_full
def test_a_transfer_killed_at_any_moment_is_begun_again_and_done_once(
    moves: Moves, tmp_path: Path, zygote: Zygote, tell: Callable[..., None]
) -> None:
    home, errors = moves.home, tmp_path / "erreurs"
    words = ("--base", str(home / "base.db"), "--cle", str(home / "cle"), "transferer")
    settings: dict[str, Any] = {
        "env": {"HOME": str(tmp_path), "PORTEFEUILLE_SYSLOG": "non"},
        "streams": ("/dev/null", "/dev/null", errors),
    }
    killer, kills = Killer(11), list[bool]()

    def killed(url: str) -> None:
        kills.append(killer.kill(partial(zygote.start, *words, url, **settings)))

    def again(url: str) -> None:
        status = zygote.start(*words, url, **settings).wait()
        assert status == 0, errors.read_text("utf-8")

    while sum(kills) < KILLS:
        moves.begin(killed, again)
    nothing = moves.rounds - moves.found
    tell("kill -9 of a transfer", kills=sum(kills), nothing_there=nothing, lost=0, doubled=0)
