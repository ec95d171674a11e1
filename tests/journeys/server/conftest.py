"""A server that was set up to the letter of docs/serveur.md, with a real sshd before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.command_line.conftest import run
from tests.journeys.server.at_rest import a_line, reds
from tests.journeys.server.behind_sshd import Cabinet
from tests.journeys.server.page import Walk
from tests.journeys.server.throw_away import Server, prepare, require_sshd
from tests.zygote import Zygote
from tui.verbs.server.installing import installer
from tui.verbs.server.installing.places import Places

__all__ = ["run"]


@pytest.fixture(scope="session")
def walk() -> Iterator[Walk]:
    """Give what came of each command of the page, done once, in its order."""
    require_sshd()
    with Server() as server:
        followed = Walk(server)
        followed.follow()
        yield followed


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """Give a server where nothing runs, with a base, a key, and somebody's SSH key."""
    require_sshd()
    places = prepare(tmp_path_factory.mktemp("serveur") / "racine", 22)
    installer.install(places, essai=False)
    for path in (places.base, places.main_key, places.keys):
        path.touch(mode=0o600)
    places.keys.write_text(a_line(places), "utf-8")
    yield places
    # Each test has put its own back.
    assert reds(places) == set()


@pytest.fixture
def bare(tmp_path: Path) -> Places:
    """Give a machine on which nothing was installed."""
    require_sshd()
    return prepare(tmp_path / "racine", 22)


@pytest.fixture(scope="session")
def cabinet(zygote: Zygote) -> Iterator[Cabinet]:
    """Give a cabinet behind sshd."""
    require_sshd()
    with Cabinet(zygote) as cabinet:
        yield cabinet
