"""The program through a server: what a plain start gives, and nobody suffers from another."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._ansi_sequences import SYNC_END, SYNC_START

from models.tables import Brouillon
from tests.cabinet import numero
from tests.pseudo_terminal import ENTER, ROOT, TAB, PseudoTerminal
from tests.ssh_keys import ED25519
from tests.terminal.program import LOGIN, PASSWORD, PERSON, Home
from tests.terminal.test_terminals import SETTINGS, Setting
from tests.tries import FULL, in_full
from tests.veille.served import ENVIRONMENT, PLAIN, Served, is_alive, until
from tui.veille.client import CRASHED

pytestmark = pytest.mark.terminal

QUIT = "\x11"
SESSION = ("session", PERSON, "--empreinte", ED25519.empreinte)
LEAVES = b"\x1b[?1049l"
MANY = 30
NOT_UTF8 = 11
"""The setting that CI tries: an alphabet that the server has not."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Give a cabinet, of which one person has an SSH key."""
    made = Home(tmp_path_factory.mktemp("home"))
    made.create_espace()
    words = ("utilisateur", "cle", "ajouter", PERSON, "--cle", "-")
    assert made.command(*words, typed=ED25519.text).returncode == 0
    return made


@pytest.fixture(scope="module")
def served(home: Home) -> Iterator[Served]:
    """Give the server of that cabinet."""
    socket = home.folder / "run" / "v.sock"
    words = ("tui", "veille", "--socket", str(socket), "--par-personne", str(MANY))
    with Served(socket, *words, env=home.environment) as served:
        assert served.said == f"Prêt\u00a0: {socket}\n"
        yield served


def draw(terminal: PseudoTerminal) -> bytes:
    """Give all that is sent from the first byte to the last, a key at a time."""
    with terminal:
        terminal.wait_for("Mot de passe")
        for key in ("c", "d", TAB, "x", QUIT):
            terminal.wait_until_idle()
            terminal.send(key)
        assert terminal.wait() == 0
        # Whether the terminal has answered before the first frame is the luck of the machine.
        return terminal.raw.replace(SYNC_START.encode(), b"").replace(SYNC_END.encode(), b"")


@pytest.mark.parametrize(
    "setting",
    [
        one if number == NOT_UTF8 else pytest.param(one, marks=in_full, id=str(one))
        for number, one in enumerate(SETTINGS)
    ],
    ids=str,
)
@pytest.mark.played
def test_each_terminal_gets_the_bytes_of_a_plain_start(
    home: Home, served: Served, setting: Setting
) -> None:
    told = {"term": setting.term, "encoding": setting.encoding}
    through = draw(served.terminal(env=setting.env, **told))
    assert through == draw(
        PseudoTerminal(PLAIN, env={**home.environment, **setting.env}, **told)  # type: ignore[arg-type]
    )


def test_a_session_shows_who_comes_in_the_size_of_the_window(served: Served) -> None:
    with served.terminal(*SESSION, size=(100, 30)) as terminal:
        terminal.wait_for(f"│{PERSON} ")
        terminal.wait_for("F1 Aide")
        assert terminal.screen()[29].startswith(" F1 Aide")
        # A smaller one would be cut at its top, as if the program had drawn it anew.
        terminal.resize(110, 36)
        until(lambda: terminal.read() and terminal.screen()[35].startswith(" F1 Aide"))
        terminal.wait_until_idle()
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert LEAVES in terminal.raw
        assert terminal.modes() == terminal.modes_before


def test_the_crash_of_one_gives_its_terminal_back_and_touches_nobody(served: Served) -> None:
    with served.terminal() as one, served.terminal() as other:
        for terminal in (one, other):
            terminal.wait_for("Je me connecte")
            terminal.wait_until_idle()
        os.kill(served.sessions[0], signal.SIGKILL)
        until(lambda: any(each.process.poll() is not None for each in (one, other)))
        ended, left = (one, other) if one.process.poll() is not None else (other, one)
        assert ended.wait() == CRASHED
        assert LEAVES in ended.raw
        assert ended.modes() == ended.modes_before
        left.send("abc")
        left.wait_for("│abc ")
        left.send(QUIT)
        assert left.wait() == 0


def test_a_lost_line_keeps_what_is_typed(home: Home, served: Served) -> None:
    with served.terminal() as terminal:
        terminal.wait_for("Je me connecte")
        terminal.send(LOGIN)
        terminal.wait_for("Bonjour Claire Durand")
        terminal.wait_until_idle()
        terminal.send("g")
        terminal.wait_for("Inscrire d'autres comptes")
        terminal.send(f"g{numero(1)}{ENTER}")
        terminal.wait_for("Enregistrer et suivant")
        terminal.wait_until_idle()
        terminal.send("LEGRAND")
        terminal.wait_for("LEGRAND")
        (session,) = served.sessions
        assert secrets_of(home, served.process.pid) == set()
        terminal.hang_up()
        until(lambda: not is_alive(session))
    assert home.look(lambda: Brouillon.select().count()) == 1


def secrets_of(home: Home, process: int) -> set[str]:
    """Name what a process holds that no session may have from another."""
    held = {os.path.realpath(one) for one in Path(f"/proc/{process}/fd").iterdir()}
    found = {one for one in held if str(home.base) in one}
    if len([*Path(f"/proc/{process}/task").iterdir()]) > 1:
        found.add("threads")
    key = home.key.read_bytes().strip()
    with Path(f"/proc/{process}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            first, last = (int(one, 16) for one in line.split()[0].split("-"))
            if line.split()[1].startswith("rw"):
                memory.seek(first)
                if key in memory.read(last - first):
                    found.add("the main key")
    return found


def test_a_verb_is_that_of_a_plain_start(home: Home, served: Served) -> None:
    for words in ("lister --json", "lister --unheard") if FULL else ("lister --json",):
        plain = subprocess.run(
            [*PLAIN, *words.split()],
            cwd=ROOT,
            env={**ENVIRONMENT, **home.environment},
            capture_output=True,
            check=False,
        )
        through = served.run(*words.split())
        assert (through.returncode, through.stdout, through.stderr) == (
            plain.returncode,
            plain.stdout,
            plain.stderr,
        )


def test_a_verb_of_somebody_reads_and_writes_pipes(served: Served) -> None:
    asked = {**served.env, "SSH_ORIGINAL_COMMAND": "exporter - --format csv"}
    told = served.run(*SESSION, env=asked)
    assert told.returncode == 0, told.stderr
    asked["SSH_ORIGINAL_COMMAND"] = "importer - --essai"
    back = served.run(*SESSION, env=asked, input=told.stdout)
    assert back.returncode in (0, 1)
    assert b"Traceback" not in back.stderr


def test_a_password_is_asked_for_on_the_terminal_of_the_session(served: Served) -> None:
    asked = {"SSH_ORIGINAL_COMMAND": "utilisateur ajouter m.petit"}
    with served.terminal(*SESSION, env=asked) as terminal:
        terminal.wait_for(f"Mot de passe de {PERSON}")
        terminal.send(f"{PASSWORD}{ENTER}")
        assert terminal.wait() == 0
        assert "m.petit" in terminal.text()
        assert PASSWORD not in terminal.text()


@in_full
def test_thirty_sessions_side_by_side(served: Served) -> None:
    terminals: list[PseudoTerminal] = []
    try:
        for _ in range(MANY):
            terminals.append(served.terminal(*SESSION))
        for number, one in enumerate(terminals):
            one.wait_for(f"│{PERSON} ")
            one.send(f"{number:02d}")
        refused = served.run(*SESSION)
        assert "Vous avez déjà 30" in refused.stderr.decode()
        for one in terminals:
            one.wait_for("│•• ")
            one.send(QUIT)
            assert one.wait() == 0
    finally:
        for one in terminals:
            one.__exit__()
    until(lambda: not served.sessions)
