"""Fixtures that all tests share: an opened, migrated, empty base on each engine."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from _pytest.nodeid import coerce_node_id
from hypothesis import settings
from peewee import Database

from bench.memory import in_memory
from bench.postgresql import (
    APPLICATION,
    OWNER,
    TEMPLATE,
    Cluster,
    ServerMissing,
    place_for_cluster,
    shared_cluster,
)
from models import system_log
from models.portefeuille import Portefeuille
from models.storage.opening import close_database, open_database
from tests.cabinet import open_portefeuille
from tests.cheap_passwords import cheapen
from tests.servers import go_without
from tests.tries import examples, left_to_faults
from tests.zygote import Zygote

# An example that takes long says that the machine is busy, and nothing of the code.
settings.register_profile("without-deadline", deadline=None, max_examples=examples(100))
settings.load_profile("without-deadline")

RUN = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """Choose where files are thrown away, and reserve a place for the cluster.

    A third of the time went to a disk that was told to keep what nobody would read.
    """
    cheapen()
    # `nohup` and a shell's `&` have them ignored, and so would all that the tests start and end.
    for number in (signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.set_threshold(200_000, 20, 100)
    # Neither here nor in what the tests start.
    system_log.SOCKET, os.environ[system_log.OFF] = "/nonexistent/log", "non"
    if not hasattr(config, "workerinput"):
        if "TMPDIR" not in os.environ and (memory := in_memory()):
            # The workers, and all that the tests start, look there.
            os.environ["TMPDIR"] = tempfile.tempdir = str(memory)
        config.stash[RUN] = ExitStack()
        config.stash[RUN].enter_context(place_for_cluster())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the cluster, if any test started it."""
    if RUN in config.stash:
        config.stash[RUN].close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest: begun last, it would leave the other workers idle.

    The tests of a group go to one worker: pytest 9.2 no longer looks where xdist 3.8 writes it.
    """
    left = left_to_faults(items)
    if left:
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=[*left])
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        grouped = vars(item).get("_nodeid")
        if grouped and grouped != item.nodeid:
            item._id = coerce_node_id(grouped)


def pytest_collection_finish() -> None:
    """Look for garbage in what the tests make, less often, and never in what was loaded for them.

    What is loaded are some 150 000 objects that live to the end: the search went through all of
    them, again and again, for a sixth of the whole time.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Give the PostgreSQL server of this run; skip, or fail where CI requires it."""
    try:
        found = shared_cluster()
    except ServerMissing as missing:
        go_without("PostgreSQL", missing)
    with found.administrator:
        yield found


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request: pytest.FixtureRequest) -> str:
    """Run the test once for each engine."""
    return str(request.param)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("modele") / "portefeuille.db"
    open_database(path)
    close_database()
    return path


@pytest.fixture
def making_role() -> str:
    """Name the role that makes the tables of a server."""
    return OWNER


@pytest.fixture
def empty_url(
    engine: str, making_role: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Give the address of a base without any table, where one may be made."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'vide.db'}"
        close_database()
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with cluster.database() as name:
        yield cluster.url(name, making_role)
        close_database()


@pytest.fixture
def server_role() -> str:
    """Name the role that opens a base of the server: the one that sees a cabinet at a time."""
    return APPLICATION


@pytest.fixture
def base_url(
    engine: str, server_role: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Give the address of a migrated, empty base, for that role."""
    if engine == "sqlite":
        path = tmp_path / "portefeuille.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        close_database()
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with cluster.database(TEMPLATE) as name:
        yield cluster.url(name, server_role)
        close_database()


@pytest.fixture
def base(base_url: str) -> Database:
    """Give a migrated, empty base, opened."""
    return open_database(base_url)


@pytest.fixture
def portefeuille(base: Database, tmp_path: Path) -> Portefeuille:
    """Give an empty portefeuille whose clock stands still."""
    assert base is not None
    return open_portefeuille(tmp_path)


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """Give the process that forks the program."""
    with Zygote() as started:
        yield started
