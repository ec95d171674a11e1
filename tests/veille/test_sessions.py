"""What a session is: its own environment, streams, signals, status; nothing of its server's."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pseudo_terminal import PseudoTerminal
from tests.veille.served import Served, is_alive, until
from tui.veille.client import CRASHED, HUNG_UP, TRY_AGAIN


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give a server of toys, with a secret of its own."""
    folder = tmp_path_factory.mktemp("toys") / "run"
    with Served.toy(folder / "v.sock", SECRET="of the server") as served:
        yield served


def told(served: Served, *words: str, **settings: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(served.run("tell", *words, **settings).stdout)
    return answer


def test_a_session_gets_what_is_allowed_and_no_more(toys: Served, tmp_path: Path) -> None:
    given = {"TERM": "screen", "NO_COLOR": "1", "PORTEFEUILLE_BASE": "x", "SSH_CONNECTION": "a b"}
    unheard = {"LD_PRELOAD": "x", "TEXTUAL": "debug", "PYTHONPATH": "/tmp", "HOME": "/elsewhere"}
    old = os.umask(0o027)
    try:
        known = told(toys, "é", env={**given, **unheard}, cwd=tmp_path)
    finally:
        os.umask(old)
    assert known["words"] == known["argv"] == ["tell", "é"]
    assert given.items() <= known["environ"].items()
    assert not {"SECRET", *unheard} & known["environ"].keys() - {"HOME"}
    assert known["environ"].get("HOME") != "/elsewhere"
    assert (known["folder"], known["umask"]) == (str(tmp_path), 0o027)
    assert known["leads"]
    assert known["threads"] == 1


def test_a_session_has_nothing_open_but_its_own(toys: Served) -> None:
    with toys.start("wait") as other:
        files = told(toys)["files"]
        other.kill()
    # The three streams, its place, the line to its client, and the list of the files itself.
    assert len(files) <= 6


def test_signals_are_those_of_a_plain_start(toys: Served) -> None:
    known = told(toys)
    asked = "import signal, sys; print(*map(signal.getsignal, map(int, sys.argv[1:])), sep='|')"
    command = [sys.executable, "-c", asked, *known["signals"]]
    plain = subprocess.check_output(command, text=True)
    shown = [one.split(" at ")[0].split(" of ")[0] for one in known["signals"].values()]
    assert shown == [one.split(" at ")[0].split(" of ")[0] for one in plain.strip().split("|")]
    assert known["blocked"] == 0


def test_no_two_sessions_draw_the_same_numbers(toys: Served) -> None:
    assert told(toys)["random"] != told(toys)["random"]


@pytest.mark.parametrize("lang", ["C.UTF-8", "C", "fr_FR.ISO-8859-15", ""])
def test_the_streams_are_those_of_a_plain_start(toys: Served, lang: str) -> None:
    env = {"LANG": lang} if lang else {"LC_ALL": "C"}
    asked = (
        "import json, os, sys; s = [sys.stdin, sys.stdout, sys.stderr];"
        "print(json.dumps([[(o.name, o.encoding, o.errors, o.line_buffering) for o in s],"
        "os.environ.get('LC_CTYPE')]))"
    )
    plain = json.loads(
        subprocess.run(
            [sys.executable, "-c", asked], env=env, capture_output=True, check=True
        ).stdout
    )
    known = told(toys, env=env)
    names = {0: "<stdin>", 1: "<stdout>", 2: "<stderr>"}
    mine = [[names[int(one[0])], *one[1:]] for one in known["streams"]]
    assert [mine, known["environ"].get("LC_CTYPE")] == plain


def test_standard_input_and_output_may_be_pipes(toys: Served) -> None:
    assert toys.run("cat", input="é\n\xff".encode("latin-1")).stdout == "é\n\xff".encode("latin-1")


@pytest.mark.parametrize(
    ("words", "status"),
    [("status 5", 5), ("exit whatever", 1), ("raise", 1), ("die", CRASHED), ("status 0", 0)],
)
def test_the_status_comes_through(toys: Served, words: str, status: int) -> None:
    done = toys.run(*words.split())
    assert done.returncode == status
    assert b"whatever" in done.stderr or "exit" not in words


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_ends_the_session_as_a_plain_program(toys: Served, number: signal.Signals) -> None:
    with toys.start("wait") as one:
        session = toys.sessions[-1]
        one.send_signal(number)
        one.communicate()
        assert one.returncode == 128 + number
        until(lambda: not is_alive(session))


def test_a_killed_client_ends_its_session(toys: Served) -> None:
    with toys.start("wait") as one:
        session = toys.sessions[-1]
        one.kill()
        until(lambda: not is_alive(session))


def test_a_terminal_that_goes_away_ends_client_and_session(toys: Served) -> None:
    for controlling in (True, False):
        with PseudoTerminal(toys.client("wait"), env=toys.env, controlling=controlling) as one:
            one.wait_for("waiting")
            session = toys.sessions[-1]
            one.hang_up()
            until(lambda: one.process.poll() is not None)
            assert one.process.returncode == HUNG_UP
            until(lambda of=session: not is_alive(of))  # type: ignore[misc]


def test_the_third_session_of_a_person_is_refused(toys: Served) -> None:
    words = ("session", "M.Petit", "--empreinte", "x")
    with toys.start(*words) as one, toys.start(*words) as two:
        third = toys.run("session", "m.petit")
        assert third.returncode == TRY_AGAIN
        assert "Vous avez déjà 2 sessions, autant qu'une personne" in third.stderr.decode()
        one.terminate()
        one.communicate()
        until(lambda: len(toys.sessions) == 1)
        with toys.start(*words) as again:  # a place is free
            again.terminate()
        two.terminate()
