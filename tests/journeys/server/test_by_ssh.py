"""Sessions through a real sshd, forked by a warmed process: what a plain start gives, and more."""

from __future__ import annotations

import os
import signal

import pytest

from tests.cabinet import siren
from tests.journeys.server.behind_sshd import QUIT, Cabinet
from tests.journeys.server.throw_away import gives_terminals
from tests.pseudo_terminal import ENTER, PseudoTerminal
from tests.terminal.program import PASSWORD
from tests.tries import FULL, in_full
from tests.veille.served import is_alive, until
from tui.veille.client import CRASHED, TRY_AGAIN

pytestmark = [
    pytest.mark.xdist_group("sshd"),
    pytest.mark.terminal,
    pytest.mark.skipif(not gives_terminals(), reason="no terminal but from root's sshd"),
]

CTRL_C = "\x03"
LEAVES = b"\x1b[?1049l"
MOST_OF_FIRST = 6_000
"""Bytes of the first screen, all that begins it included."""


@pytest.fixture
def warm(cabinet: Cabinet) -> Cabinet:
    """Give the cabinet with a warmed process, that lets two in of each person, three in all."""
    cabinet.keep_veille()
    return cabinet


def all_gone(cabinet: Cabinet) -> None:
    until(lambda: not cabinet.sessions and not cabinet.behind_sshd)


def test_the_window_is_that_of_the_post_and_follows_it(warm: Cabinet) -> None:
    with warm.terminal("m.petit", size=(80, 24)) as terminal:
        terminal.wait_for("│m.petit ")
        terminal.wait_for("F1 Aide")
        terminal.wait_until_idle()
        assert len(terminal.raw) < MOST_OF_FIRST
        assert len(warm.sessions) == 1
        assert terminal.screen()[23].startswith(" F1 Aide")
        # A smaller one would be cut at its top, as if the program had drawn it anew.
        terminal.resize(100, 30)
        until(lambda: terminal.read() and terminal.screen()[29].startswith(" F1 Aide"))
        terminal.send(QUIT)
        assert terminal.wait() == 0
        assert LEAVES in terminal.raw
        assert terminal.modes() == terminal.modes_before
    all_gone(warm)


def test_the_role_is_a_wall(warm: Cabinet) -> None:
    with warm.signed_in("s.leroy") as terminal:
        assert "Bonjour" in terminal.text()
        terminal.send("a")
        terminal.wait_for("consultation")
        terminal.send(QUIT)
        assert terminal.wait() == 0
    refused = warm.client("s.leroy").ask("modele supprimer x")
    assert (refused.status, refused.out) == (1, "")
    assert "consultation" in refused.err
    refused = warm.client("m.petit").ask("utilisateur lister")
    assert (refused.status, refused.out) == (1, "")
    assert "administrateur" in refused.err
    assert warm.client("m.petit").ask("veille").status == 1


def test_a_hung_up_client_ends_all_that_was_started(warm: Cabinet) -> None:
    with warm.terminal("m.petit") as terminal:
        terminal.wait_for("│m.petit ")
        (session,) = warm.sessions
        terminal.hang_up()
        terminal.process.wait()
        until(lambda: not is_alive(session))
    all_gone(warm)


@pytest.mark.parametrize(
    "number",
    [signal.SIGTERM, *(pytest.param(one, marks=in_full) for one in (signal.SIGHUP, signal.SIGINT))],
)
def test_the_status_of_a_signal_comes_through(warm: Cabinet, number: signal.Signals) -> None:
    with warm.terminal("m.petit") as terminal:
        terminal.wait_for("│m.petit ")
        (session,) = warm.sessions
        os.kill(session, number)
        assert terminal.wait() == 128 + number
        assert LEAVES in terminal.raw
        assert terminal.modes() == terminal.modes_before


def test_the_status_and_the_output_of_a_verb_come_through(warm: Cabinet) -> None:
    client = warm.client("m.petit")
    done = client.ask("lister --json")
    assert (done.status, '"gerant_majoritaire"' in done.out, done.err) == (0, True, "")
    assert client.ask("lister --inconnu").status == 2
    assert client.ask(f"reporter {siren(9)}").status == 3


@in_full
def test_ctrl_c_ends_a_verb_that_asks(warm: Cabinet) -> None:
    client = warm.client("c.durand")
    words = [*client.words(), "-tt", client.server, "utilisateur lister"]
    with PseudoTerminal(words) as terminal:
        terminal.wait_for("Mot de passe de c.durand")
        terminal.send(CTRL_C)
        assert terminal.wait() == 128 + signal.SIGINT
        assert "Interrompu" in terminal.text()
    all_gone(warm)


@in_full
def test_a_person_and_the_server_have_so_many_sessions(warm: Cabinet) -> None:
    with warm.terminal("m.petit") as one, warm.terminal("m.petit") as two:
        for terminal in (one, two):
            terminal.wait_for("│m.petit ")
        with warm.terminal("m.petit") as third:
            assert third.wait() == TRY_AGAIN
            assert "Vous avez déjà 2\u00a0sessions" in third.text()
        with warm.terminal("s.leroy") as other:
            other.wait_for("│s.leroy ")
            with warm.terminal("c.durand") as fourth:
                assert fourth.wait() == TRY_AGAIN
                assert "Le serveur a déjà 3\u00a0sessions" in fourth.text()
    all_gone(warm)


@in_full
def test_the_crash_of_one_touches_nobody(warm: Cabinet) -> None:
    with warm.terminal("m.petit") as one, warm.terminal("s.leroy") as other:
        one.wait_for("│m.petit ")
        other.wait_for("│s.leroy ")
        (session,) = [pid for pid in warm.sessions if pid != _session_of(warm, "s.leroy")]
        os.kill(session, signal.SIGKILL)
        assert one.wait() == CRASHED
        assert LEAVES in one.raw
        assert one.modes() == one.modes_before
        other.send("abc")
        other.wait_for("│••• ")
        other.send(QUIT)
        assert other.wait() == 0


def _session_of(cabinet: Cabinet, who: str) -> int:
    held = cabinet.places.socket.parent / "sessions"
    (found,) = [one for one in cabinet.sessions if (held / str(one)).read_text() == who]
    return found


def test_without_the_warmed_process_a_session_starts_plainly(warm: Cabinet) -> None:
    warm.end_veille()
    with warm.terminal("m.petit") as terminal:
        terminal.wait_for("│m.petit ")
        assert warm.sessions == []
        if FULL:
            terminal.send(f"{PASSWORD}{ENTER}")
            terminal.wait_for("Bonjour")
        terminal.send(QUIT)
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.modes_before
    if FULL:
        assert warm.client("m.petit").ask("lister --inconnu").status == 2
