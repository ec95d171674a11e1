"""Servers that come, go and are killed; the client does without."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.pseudo_terminal import ROOT
from tests.tries import FULL
from tests.veille.served import CLIENT, Served, is_alive, until
from tui.veille import listening, request
from tui.veille.client import GO, PROTOCOL, TRY_AGAIN
from tui.veille.listening import NoSocket, listen
from tui.veille.places import FOLDER, Places
from tui.veille.request import BadRequest

PLAIN = (sys.executable, "-c", "import os, sys; print('plain', sys.argv[1:], os.environ['X'])")


def ask(path: Path, *words: str) -> str:
    """Run the client, and give what it, or what it became, has written."""
    command = [sys.executable, "-I", "-S", "-E", str(CLIENT), str(path), *PLAIN, "--", *words]
    done = subprocess.run(command, env={"X": "y"}, capture_output=True, text=True, check=False)
    return f"{done.returncode} {done.stdout}{done.stderr}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give where a socket may be."""
    return tmp_path / "run" / "v.sock"


@pytest.fixture
def fake(path: Path) -> Iterator[socket.socket]:
    """Give a listening socket that nobody answers at."""
    path.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
        line.bind(str(path))
        line.listen(8)
        yield line


def test_without_a_server_the_client_is_a_plain_start(path: Path) -> None:
    said = "0 plain ['lister', 'é'] y\n"
    assert ask(path, "lister", "é") == said
    with Served.toy(path) as served:
        served.process.kill()
        served.process.wait()
        assert path.is_socket(), "a socket that nobody listens to"
        assert ask(path, "lister", "é") == said


def test_a_command_too_long_for_a_request_is_a_plain_start(path: Path) -> None:
    with Served.toy(path):
        assert ask(path, *["x" * 100_000] * 8).startswith("0 plain ['xxx")


@pytest.mark.parametrize("answer", [b"", b"?", b"2 another protocol"])
def test_a_server_that_answers_something_else_is_none(
    path: Path, fake: socket.socket, answer: bytes
) -> None:
    command = [sys.executable, "-I", "-S", "-E", str(CLIENT), str(path), *PLAIN, "--"]
    with subprocess.Popen(command, env={"X": "y"}, stdout=subprocess.PIPE) as client:
        line, _ = fake.accept()
        line.send(answer)
        line.close()
        assert client.communicate()[0] == b"plain [] y\n"


def test_a_server_that_says_nothing_is_none_and_does_nothing_later(path: Path) -> None:
    with Served.toy(path) as served:
        served.process.send_signal(signal.SIGSTOP)
        assert ask(path, "die") == "0 plain ['die'] y\n"
        served.process.send_signal(signal.SIGCONT)
        until(lambda: served.run("status", "3").returncode == 3)
        until(lambda: not served.sessions)
        served.process.terminate()
        assert "tuée" not in served.process.communicate()[1], "nobody said that it may begin"


def test_a_server_ends_and_its_sessions_go_on(path: Path) -> None:
    with Served.toy(path) as served, served.start("wait") as one:
        session = served.sessions[0]
        served.process.terminate()
        assert served.process.wait() == 0
        assert not path.exists()
        assert is_alive(session)
        one.terminate()
        assert one.wait() == 128 + signal.SIGTERM


def test_a_new_server_takes_over_and_counts_the_sessions_of_the_old_one(path: Path) -> None:
    words = ("session", "m.petit")
    with Served.toy(path) as old, old.start(*words) as one:
        session = old.sessions[0]
        with Served.toy(path) as new:
            assert old.process.wait() == 0, "by itself"
            assert path.is_socket()
            assert is_alive(session)
            with new.start(*words):
                assert "Vous avez déjà 2" in new.run(*words).stderr.decode()
            one.terminate()
            one.wait()
            until(lambda: new.run("status", "0").returncode == 0)
            with new.start(*words):
                assert len(new.sessions) == 1


def test_a_killed_server_touches_nobody_and_another_takes_its_place(path: Path) -> None:
    draw = Random(11)
    with Served.toy(path) as first, first.start("wait") as one:
        session = first.sessions[0]
        for _ in range(50 if FULL else 2):
            with Served.toy(path) as served:
                asked = [
                    subprocess.Popen(served.client("status", "3"), env={"PATH": "/bin"})
                    for _ in range(draw.randrange(4))
                ]
                served.process.kill()
                # A plain start says 0; a session that has begun goes on to its end.
                assert {each.wait() for each in asked} <= {0, 3}
            assert is_alive(session)
        one.terminate()
        assert one.wait() == 128 + signal.SIGTERM


def test_who_is_one_too_many_hears_why(path: Path) -> None:
    with Served.toy(path, most=1) as served, served.start("wait"):
        said = served.run("status", "3")
        assert said.returncode == TRY_AGAIN
        assert "Le serveur a déjà 1" in said.stderr.decode()


def test_a_closed_server_says_why(path: Path) -> None:
    with Served.toy(path, TOY_CLOSED="Mise à jour.") as served:
        said = served.run("status", "3")
        assert (said.returncode, said.stderr.decode()) == (TRY_AGAIN, "Mise à jour.\n")


def test_the_socket_of_systemd(path: Path, fake: socket.socket) -> None:
    program = (
        f"import os, sys; os.environ['LISTEN_PID'] = str(os.getpid()); os.dup2({fake.fileno()}, 3);"
        "sys.argv[1:] = ['unheard', '9', '9'];"
        "from tests.veille.toy import main; main()"
    )
    env = {"PATH": "/bin", "LISTEN_FDS": "1", "LANG": "C.UTF-8"}
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=env,
        pass_fds=[fake.fileno()],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        assert ask(path, "status", "7") == "7 "
        server.terminate()
        assert server.wait() == 0
    assert path.is_socket(), "it is systemd's"


def test_a_folder_of_somebody_else_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir(mode=0o755)
    with pytest.raises(NoSocket, match="pas à vous seul"):
        listen(path, {})
    path.parent.chmod(0o700)
    path.write_text("")
    with pytest.raises(NoSocket, match="n'est pas un point d'accès"):
        listen(path, {})
    path.unlink()
    with pytest.raises(NoSocket, match="trop long"):
        listen(path.with_name("x" * 200), {})
    listener = listen(path, {})
    assert path.stat().st_mode & 0o777 == 0o600
    listener.close()
    monkeypatch.setattr(listening.os, "getuid", lambda: 12345)  # type: ignore[attr-defined]
    with pytest.raises(NoSocket, match="pas à vous seul"):
        listen(path, {})


def test_another_account_is_not_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        assert request.is_ours(ours)
        monkeypatch.setattr(request.os, "getuid", lambda: 12345)  # type: ignore[attr-defined]
        assert not request.is_ours(ours)


@pytest.mark.parametrize(
    "packet",
    [
        *(b"", b"1", b"x\0" + b"22\0000", PROTOCOL + b"\0zz\0000", PROTOCOL + b"\00022\0003\0a"),
        *(PROTOCOL + b"\00022\0000\0PATH=/x", PROTOCOL + b"\00022\0000\0TERM"),
    ],
)
def test_what_is_no_request_leaves_nothing_open(packet: bytes) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        before = _open_files()
        socket.send_fds(theirs, [packet or b"\0"], [0] * 4)
        with pytest.raises(BadRequest):
            request.receive(ours)
        assert _open_files() == before


@pytest.mark.parametrize(("said", "handed"), [(GO, 3), (b"?", 4), (b"", 0)])
def test_what_hands_nothing_over_leaves_nothing_open(said: bytes, handed: int) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours:
        before = _open_files()
        with theirs:
            if said:
                socket.send_fds(theirs, [said], [0] * handed)
        with pytest.raises(BadRequest):
            request.receive_handed(ours, GO)
        assert len(_open_files()) == len(before) - 1


def _open_files() -> list[str]:
    return sorted(one.name for one in Path("/proc/self/fd").iterdir())


def test_places_are_freed_by_the_end_of_a_session(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "123").write_text("m.petit")  # of one that was killed
    places = Places(3, 2, tmp_path / FOLDER)
    assert places.before == []
    for process in (1, 2):
        places.take(process, "m.petit")
    assert "Vous avez déjà 2" in places.refusal("m.petit")
    assert places.refusal("c.durand") == ""
    places.take(3, "")
    assert "Le serveur a déjà 3" in places.refusal("c.durand")
    places.leave(1)
    assert places.refusal("m.petit") == ""


def test_the_client_imports_nothing_that_python_does_not_have_in_c() -> None:
    asked = (
        "import sys; before = {*sys.modules};"
        f"exec(compile(open({str(CLIENT)!r}, 'rb').read(), 'client', 'exec'), {{'__name__': ''}});"
        "print(*({*sys.modules} - before))"
    )
    command = [sys.executable, "-I", "-S", "-E", "-c", asked]
    assert {*subprocess.check_output(command, text=True).split()} == {
        *("_socket", "select", "termios")
    }
