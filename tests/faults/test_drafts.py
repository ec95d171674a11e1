"""A form that is cut in the middle, by four means: what was typed is there at the next sign-in."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.storage.file_copy import own_connection
from tests.cabinet import numero
from tests.faults.full_disk import small_disk
from tests.kept_drafts import names_typed
from tests.pseudo_terminal import ENTER, ESCAPE, FAR, PseudoTerminal
from tests.terminal.program import LOGIN, Home
from tests.tries import FULL
from tests.zygote import Zygote

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

CUTS = 40 if FULL else 1
"""By each means: the second is of a form that was taken up, and what it leaves is taken up too."""
HELP = "\x1bOP"
STORM = HELP * 400
"""Opens and closes the help: far more to draw than a line holds that nobody reads."""
QUIT = "\x11"


@pytest.fixture
def cabinet(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.create_espace()
    return home


def kept(home: Home) -> list[str]:
    """Give the names that were typed, as the drafts hold them."""
    return home.look(lambda: names_typed(home.key))


def wait_until(happens: Callable[[], object]) -> float:
    """Watch the base until something happens in it; gives how many seconds it took."""
    begun = time.monotonic()
    while not happens():
        assert time.monotonic() < begun + FAR, "it never happened"
        time.sleep(0.01)
    return time.monotonic() - begun


@contextmanager
def signed_in(home: Home, zygote: Zygote, before: str = "") -> Iterator[PseudoTerminal]:
    """Sign in; what was typed `before` is offered, is there whole, and is then given up."""
    with home.forked_screens(zygote) as terminal:
        terminal.wait_for("Je me connecte")
        terminal.send(LOGIN)
        if before:
            terminal.wait_for("Reprendre la saisie du")
            terminal.wait_until_idle()
            terminal.send(ENTER)
            terminal.wait_for("Saisie reprise")
            assert f"│{before} " in terminal.text()
            terminal.wait_until_idle()
            terminal.send(ESCAPE)
            terminal.wait_for("Abandonner la saisie")
            terminal.send(f"o{ENTER}")
        terminal.wait_for("Bonjour Claire Durand")
        terminal.wait_until_idle()
        yield terminal


def begin(terminal: PseudoTerminal) -> None:
    """Open the form of a new client, on the field of the name."""
    terminal.send("g")
    terminal.wait_for("Inscrire d'autres comptes")
    terminal.send(f"g{numero(1)}{ENTER}")
    terminal.wait_for("Enregistrer et suivant")
    terminal.wait_until_idle()


def hang_up(home: Home, terminal: PseudoTerminal, name: str) -> float:
    terminal.wait_for(name)
    terminal.hang_up()
    assert terminal.process.wait() == 128 + signal.SIGHUP
    assert kept(home) == [name]
    return 0.0


def terminate(home: Home, terminal: PseudoTerminal, name: str) -> float:
    terminal.wait_for(name)
    terminal.signal(signal.SIGTERM)
    assert terminal.wait() == 128 + signal.SIGTERM
    assert kept(home) == [name]
    return 0.0


def kill(home: Home, terminal: PseudoTerminal, name: str) -> float:
    took = wait_until(lambda: kept(home) == [name])
    terminal.kill()
    return took


def stop_reading(home: Home, terminal: PseudoTerminal, name: str) -> float:
    terminal.send(STORM)
    took = wait_until(lambda: kept(home) == [name])
    terminal.hang_up()
    assert terminal.process.wait() == 128 + signal.SIGHUP
    return took


MEANS = {"SIGHUP": hang_up, "SIGTERM": terminate, "kill -9": kill, "no reader": stop_reading}


@pytest.mark.parametrize("means", MEANS)
def test_a_form_that_is_cut_is_taken_up_again(
    cabinet: Home, zygote: Zygote, means: str, tell: Callable[..., None]
) -> None:
    longest, name = 0.0, ""
    for number in range(CUTS):
        with signed_in(cabinet, zygote, name) as terminal:
            wait_until(lambda: kept(cabinet) == [])
            begin(terminal)
            name = f"LEGRAND {number:03d}"
            terminal.send(name)
            longest = max(longest, MEANS[means](cabinet, terminal, name))
    with signed_in(cabinet, zygote, name) as terminal:
        terminal.send(QUIT)
        assert terminal.wait() == 0
    assert kept(cabinet) == []
    assert not [*cabinet.base.parent.glob(".*.ouvert")]
    figures = {"ms_at_most_from_key_to_base": round(1000 * longest)} if longest else {}
    tell(f"a form cut by {means}", cuts=CUTS, taken_up=CUTS, **figures)


def test_a_base_that_is_held_is_tried_again(cabinet: Home, zygote: Zygote) -> None:
    with signed_in(cabinet, zygote) as terminal:
        begin(terminal)
        terminal.send("LEGRAND")
        terminal.wait_for("LEGRAND")
        with own_connection(cabinet.base) as other:
            other.execute_sql("BEGIN IMMEDIATE")
            for more in (" ANNE", " MARIE"):
                terminal.send(more)
                terminal.wait_for(f"{more} ")
            other.execute_sql("ROLLBACK")
        wait_until(lambda: kept(cabinet) == ["LEGRAND ANNE MARIE"])
        assert "perdu" not in terminal.text()
        terminal.kill()
    with signed_in(cabinet, zygote, "LEGRAND ANNE MARIE"):
        wait_until(lambda: kept(cabinet) == [])


def test_a_base_that_takes_no_writes_is_said_and_typing_goes_on(
    tmp_path: Path, zygote: Zygote
) -> None:
    with small_disk(tmp_path / "disque") as disk:
        home = Home(disk.folder)
        home.create_espace()
        with signed_in(home, zygote) as terminal:
            begin(terminal)
            with disk.room(0):
                terminal.send("LEGRAND")
                terminal.wait_for("Disque plein")
                terminal.wait_for("sera perdu")
                terminal.send(" ANNE")
                terminal.wait_for("LEGRAND ANNE")
            wait_until(lambda: kept(home) == ["LEGRAND ANNE"])
            assert b"Traceback" not in terminal.raw
