"""However a session through sshd ends: what was typed comes back, and nothing of it is left."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import pytest

from models.storage.file_copy import own_connection
from tests.cabinet import numero
from tests.faults.conftest import tell
from tests.journeys.server.behind_sshd import QUIT, Cabinet
from tests.journeys.server.throw_away import changed, gives_terminals
from tests.pseudo_terminal import ENTER, PseudoTerminal
from tests.terminal.program import PASSWORD
from tests.tries import FULL, in_full
from tests.veille.served import is_alive, until

__all__ = ["tell"]
pytestmark = [
    pytest.mark.xdist_group("sshd"),
    pytest.mark.terminal,
    pytest.mark.slow,
    pytest.mark.skipif(not gives_terminals(), reason="no terminal but from root's sshd"),
]

CUTS = 50
WHO = "m.petit"
ERASE = "\x15"
HELP = "\x1bOP"
STORM = HELP * 400
"""Opens and closes the help: far more to draw than a line holds that nobody reads."""


@pytest.fixture(scope="module")
def impatient(cabinet: Cabinet) -> Iterator[Cabinet]:
    """Give a cabinet whose sshd gives a silent client up after two seconds."""
    with changed(cabinet.places.drop_in):
        text = cabinet.places.drop_in.read_text("utf-8")
        asked = text.replace("ClientAliveInterval 15", "ClientAliveInterval 1")
        asked = asked.replace("ClientAliveCountMax 3", "ClientAliveCountMax 1")
        cabinet.places.drop_in.write_text(asked, "utf-8")
        cabinet.server.reload()
        cabinet.keep_veille()
        yield cabinet
    cabinet.server.reload()


def kill_client(_: Cabinet, terminal: PseudoTerminal) -> None:
    terminal.kill()


def cut_network(_: Cabinet, terminal: PseudoTerminal) -> None:
    terminal.signal(signal.SIGSTOP)


def kill_veille(cabinet: Cabinet, terminal: PseudoTerminal) -> None:
    cabinet.end_veille()
    terminal.hang_up()


def terminate(cabinet: Cabinet, terminal: PseudoTerminal) -> None:
    (session,) = cabinet.sessions
    os.kill(session, signal.SIGTERM)
    assert terminal.wait() == 128 + signal.SIGTERM


def kill_of_sshd(cabinet: Cabinet, _: PseudoTerminal) -> None:
    for one in cabinet.connections:
        os.kill(one, signal.SIGKILL)


def stop_reading(_: Cabinet, terminal: PseudoTerminal) -> None:
    terminal.send(STORM)
    time.sleep(0.1)  # the line fills; were it not full, this would be another end
    terminal.kill()


def restart_sshd(cabinet: Cabinet, terminal: PseudoTerminal) -> None:
    before = cabinet.connections
    cabinet.server.restart()
    terminal.send("\x1b[D\x1b[C")
    terminal.wait_until_idle()
    assert all(map(is_alive, before)), "who is in stays in"
    terminal.hang_up()


def kill_session(cabinet: Cabinet, terminal: PseudoTerminal) -> None:
    # What was typed in the last two seconds goes with it.
    until(lambda: any(f"│{name} " in terminal.text() for name in cabinet.typed()))
    (session,) = cabinet.sessions
    os.kill(session, signal.SIGKILL)


MEANS: tuple[Callable[[Cabinet, PseudoTerminal], None], ...] = (
    *(kill_client, cut_network, terminate),
    *(kill_veille, kill_of_sshd, stop_reading, restart_sshd, kill_session),
)
IN_PART = 2
"""How many of these CI tries, the first: each signs somebody in."""


def type_on(terminal: PseudoTerminal, before: str, name: str) -> None:
    """Take up what was typed `before`, if anything was, and type another `name` there."""
    if before:
        terminal.send(ENTER)
        terminal.wait_for("Saisie reprise")
        assert f"│{before} " in terminal.text()
        terminal.wait_until_idle()
    else:
        terminal.send("g")
        terminal.wait_for("Inscrire d'autres comptes")
        terminal.send(f"g{numero(2)}{ENTER}")
        terminal.wait_for("Enregistrer et suivant")
        terminal.wait_until_idle()
    terminal.send(f"{ERASE}{name}")
    terminal.wait_for(f"│{name} ")


def claims(cabinet: Cabinet) -> list[Path]:
    """Give the files by which sessions say that they are there."""
    return [*cabinet.places.base.parent.glob(".*.ouvert")]


def gone(cabinet: Cabinet, started: list[int]) -> float:
    """Give the seconds after which nothing is left of what was started, nor any lock."""
    begun = time.monotonic()
    until(lambda: not any(map(is_alive, started)))
    took = time.monotonic() - begun
    for left in claims(cabinet):
        with left.open("rb") as file:
            flock(file, LOCK_EX | LOCK_NB)  # nobody holds it: who comes next takes it away
    with own_connection(cabinet.places.base) as other:
        other.execute_sql("PRAGMA busy_timeout = 0")
        other.execute_sql("BEGIN IMMEDIATE")
        other.execute_sql("ROLLBACK")
    return took


def test_a_session_that_is_cut_comes_back_and_leaves_nothing(
    impatient: Cabinet, tell: Callable[..., None]
) -> None:
    tried = CUTS if FULL else IN_PART
    name, longest = "", dict.fromkeys((one.__name__ for one in MEANS), 0.0)
    for number in range(tried):
        cut = MEANS[number % len(MEANS)]
        impatient.keep_veille()
        with impatient.signed_in(WHO) as terminal:
            before, name = name, f"LEGRAND {number:03d}"
            type_on(terminal, before, name)
            started = [*impatient.sessions, *impatient.behind_sshd]
            assert len(impatient.sessions) == 1
            cut(impatient, terminal)
            longest[cut.__name__] = max(longest[cut.__name__], gone(impatient, started))
        assert impatient.typed() == [name]
    with impatient.signed_in(WHO) as terminal:
        assert "Reprendre la saisie" in terminal.text()
        terminal.signal(signal.SIGTERM)
        terminal.wait()
        until(lambda: not impatient.sessions)
    assert claims(impatient) == []
    figures = {f"ms_{name}": round(1000 * took) for name, took in longest.items() if took}
    tell("a session by ssh that is cut", cuts=tried, taken_up=tried, **figures)


@in_full
def test_who_types_nothing_is_locked_and_finds_the_same_place(impatient: Cabinet) -> None:
    settings = impatient.places.settings
    with changed(settings):
        settings.write_text(f"verrou = 2\n{settings.read_text('utf-8')}", "utf-8")
        with impatient.signed_in("c.durand") as terminal:
            terminal.send("g")
            terminal.wait_for("Compte Gérant Majoritaire")
            terminal.wait_for("se verrouille", timeout=180)
            terminal.wait_for("Mot de passe", timeout=180)
            assert "Compte Gérant" not in terminal.text()
            terminal.wait_until_idle()
            terminal.send(f"{PASSWORD}{ENTER}")
            terminal.wait_for("Compte Gérant Majoritaire")
            terminal.send(QUIT)
            assert terminal.wait() == 0
