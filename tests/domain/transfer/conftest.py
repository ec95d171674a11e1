"""A cabinet to move, and where it is to go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.postgresql import CARETAKER, TEMPLATE, Cluster
from models.sealing.vault import MainKey
from models.storage.opening import close_database
from models.transfer.transfer import Transfer, transfer
from tests.domain.espace.people import NOW
from tests.domain.transfer.full_cabinet import make_full
from tests.domain.transfer.moving import Move, key_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a cabinet of a few clients: its base, its key."""
    folder = tmp_path_factory.mktemp("plein")
    make_full(folder / "base.db", MainKey.create(folder / "cle"))
    return folder


@pytest.fixture
def source(made: Path, tmp_path: Path) -> Iterator[Path]:
    """Give a copy of its base, beside a copy of its key."""
    for name in ("base.db", "cle", "cle.tete"):
        (tmp_path / name).write_bytes((made / name).read_bytes())
        (tmp_path / name).chmod(0o600 if name != "cle" else 0o400)
    yield tmp_path / "base.db"
    close_database()


@pytest.fixture
def target(cluster: Cluster) -> Iterator[str]:
    """Give a migrated base without a cabinet, by the role that owns it."""
    with cluster.database(TEMPLATE) as name:
        yield cluster.url(name, CARETAKER)
        close_database()


@pytest.fixture
def move(source: Path, target: str) -> Move:
    """Give what moves the cabinet."""

    def run(told: Callable[[int, int], None] = lambda _done, _whole: None) -> Transfer:
        return transfer(source, target, key_of(source), NOW, told)

    return run
