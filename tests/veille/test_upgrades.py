"""An upgrade that migrates waits for the sessions; one that does not cuts nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import NotFound, Refusal, StorageFailure
from models.storage.file_copy import own_connection
from models.storage.opening import close_database
from models.storage.schema import HISTORY, pending
from tests.faults.earlier import turn_back
from tests.terminal.program import LOGIN, Home
from tests.tries import in_full
from tests.veille.served import Served, is_alive, until
from tui.config import Config
from tui.veille.apart import apart
from tui.veille.listening import listen
from tui.veille.places import FOLDER, Places
from tui.veille.server import Server
from tui.veille.upgrade import UPDATING, look_at_base, upgrade


def config_of(home: Home) -> Config:
    return Config(base=str(home.base), cle=home.key, folder=home.folder)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.create_espace()
    return made


def test_the_server_knows_what_the_base_waits_for_and_opens_it_apart(home: Home) -> None:
    config = config_of(home)
    assert apart(lambda: look_at_base(config)) == ()
    turn_back(home.base)
    waiting = apart(lambda: look_at_base(config))
    assert len(waiting) > 1
    with own_connection(home.base) as base:
        assert pending(base) == waiting, "looked at, no more"
        base.execute_sql(f"UPDATE {HISTORY} SET name = '9999_later'")
    with pytest.raises(StorageFailure, match="plus récente"):
        apart(lambda: look_at_base(config))


def test_what_is_refused_apart_is_refused_here(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="creer-espace"):
        apart(lambda: look_at_base(config_of(Home(tmp_path))))
    with pytest.raises(Refusal, match="n'a pas pu être regardée"):
        apart(lambda: 1 // 0)
    close_database()


class Stage:
    """A new server beside an old one, in this process."""

    def __init__(self, path: Path) -> None:
        self.listener = listen(path, {})
        self.places = Places(50, 50, path.parent / FOLDER)
        self.server = Server(self.listener, self.places, len, lambda _: "")
        self.done: list[str] = []

    def upgrade(self, minutes: float, during: Callable[[], None] = lambda: None) -> bool:
        def migrate() -> None:
            during()
            self.done.append("migrated")

        try:
            return upgrade(self.server, self.places, minutes, migrate)
        finally:
            self.listener.close()


def test_sessions_are_waited_for_before_the_base_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "run" / "v.sock"
    with Served.toy(path) as old, old.start("wait") as one:
        (session,) = old.sessions
        stage = Stage(path)
        assert stage.places.before == [session]
        old.process.wait()
        one.terminate()
        alive: list[bool] = []
        assert stage.upgrade(minutes=10, during=lambda: alive.append(is_alive(session)))
        assert alive == [False]
        assert stage.done == ["migrated"]
        assert stage.server.closed == ""


def test_sessions_that_do_not_end_are_ended(tmp_path: Path) -> None:
    path = tmp_path / "run" / "v.sock"
    with Served.toy(path) as old, old.start("wait"):
        (session,) = old.sessions
        stage = Stage(path)
        assert stage.upgrade(minutes=0)
        until(lambda: not is_alive(session))


def test_who_comes_meanwhile_hears_why_and_a_stop_migrates_nothing(tmp_path: Path) -> None:
    path = tmp_path / "run" / "v.sock"
    with Served.toy(path) as old, old.start("wait"):
        stage = Stage(path)
        stage.places._before[path.parent / FOLDER / "1"] = ""
        asked: list[int] = []

        def stop() -> bool:
            asked.append(1)
            return True

        stage.server.serve(until=stop)
        assert asked == [1]
        stage.server._is_ending = True
        assert not stage.upgrade(minutes=10)
        assert (stage.done, stage.server.closed) == ([], UPDATING)


@in_full
def test_the_screens_say_that_a_new_version_waits(home: Home) -> None:
    socket = home.folder / "run" / "v.sock"
    words = ("tui", "veille", "--socket", str(socket))
    with (
        Served(socket, *words, env=home.environment) as served,
        served.terminal(size=(100, 30)) as terminal,
    ):
        terminal.wait_for("Je me connecte")
        terminal.send(LOGIN)
        terminal.wait_for("Bonjour Claire Durand")
        terminal.wait_until_idle()
        served.process.terminate()
        served.process.wait()
        turn_back(home.base)
        with Served(socket, *words, "--attente", "5", env=home.environment) as after:
            terminal.wait_for("Une nouvelle version est prête")
            refused = after.run("lister")
            assert (refused.returncode, refused.stderr.decode()) == (4, f"{UPDATING}\n")
            terminal.send("\x11")
            assert terminal.wait() == 0
            until(lambda: after.run("lister").returncode == 0)
            with own_connection(home.base) as base:
                assert pending(base) == ()
            assert [*home.base.parent.glob("*avant-*")], "saved before"
