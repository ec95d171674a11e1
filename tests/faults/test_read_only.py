"""A file or a folder that may only be read: a sentence on the screen and on the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cabinet import numero
from tests.faults.conftest import NOBODY
from tests.terminal.program import LOGIN, Home
from tests.zygote import ForkedTerminal, Zygote

pytestmark = [pytest.mark.terminal, pytest.mark.slow]


@pytest.mark.parametrize(("what", "mode"), [("file", 0o400), ("folder", 0o500)])
def test_what_may_only_be_read_is_said(
    home: Home, zygote: Zygote, what: str, mode: int, tell: Callable[..., None]
) -> None:
    (home.base if what == "file" else home.base.parent).chmod(mode)
    with ForkedTerminal(zygote, env=home.environment, user=NOBODY) as terminal:
        terminal.wait_for("Je me connecte")
        terminal.send(LOGIN)
        terminal.wait_for("seule")
        assert b"Traceback" not in terminal.raw
    told = home.folder / "stderr"
    words = ("inscrire", "--gerant", "--deja-inscrit", "--compte", numero(1))
    streams = ("/dev/null", "/dev/null", told)
    one = zygote.start(*words, env=home.environment, streams=streams, user=NOBODY)
    assert one.wait() == 1
    assert "en lecture seule" in told.read_text()
    assert len(told.read_text().splitlines()) == 1
    tell(f"read-only {what}", sentences=2)


@pytest.fixture
def closed(home: Home) -> Iterator[Path]:
    """Give a folder in which nobody may look."""
    closed = home.folder / "coffre"
    closed.mkdir()
    if os.geteuid() == 0:
        os.chown(closed, NOBODY, NOBODY)
    closed.chmod(0)
    yield closed
    closed.chmod(0o700)


def test_settings_in_a_closed_folder_are_said(home: Home, zygote: Zygote, closed: Path) -> None:
    told = home.folder / "stderr"
    environment = home.environment | {"XDG_CONFIG_HOME": str(closed)}
    streams = ("/dev/null", "/dev/null", told)
    one = zygote.start("verifier", env=environment, streams=streams, user=NOBODY)
    assert one.wait() == 1
    assert "vous n'avez pas le droit de le lire" in told.read_text()
    assert len(told.read_text().splitlines()) == 1


def test_a_key_in_a_closed_folder_is_said(home: Home, zygote: Zygote, closed: Path) -> None:
    environment = home.environment | {"PORTEFEUILLE_CLE": str(closed / "cle")}
    with ForkedTerminal(zygote, env=environment, user=NOBODY) as terminal:
        terminal.wait_for("Je me connecte")
        terminal.send(LOGIN)
        terminal.wait_for("illisible")
        assert b"Traceback" not in terminal.raw
    told = home.folder / "stderr"
    streams = ("/dev/null", "/dev/null", told)
    one = zygote.start("verifier", env=environment, streams=streams, user=NOBODY)
    assert one.wait() == 5
    assert "est illisible par votre compte" in told.read_text()
