"""A server installed in a throw-away root, with a real sshd before it, and who comes to it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.portfolio import fill
from bench.terminal import ROOT, Terminal, python
from bench.works import PASSWORD, PERSON
from models.access import authorized_keys
from tests.journeys.server.throw_away import Server
from tui.verbs.server.checking.client import environment
from tui.verbs.server.installing.system import SSHD

ABSENT = "/nonexistent/veille.sock"
LINE = 'restrict,pty,command="{command}" {key}\n'


class SshMissing(Exception):
    """There is no sshd on this machine to measure through."""


@dataclass(frozen=True)
class Way:
    """A way to come in: an ssh client with a key of its own."""

    name: str
    command: tuple[str, ...]
    account: str
    public: str

    def open(self) -> Terminal:
        """Open what this key opens, on a terminal."""
        return Terminal([*self.command, "-tt", self.account], environment(TERM="xterm-256color"))

    def run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end, without a terminal."""
        command = [*self.command, self.account, *words]
        return subprocess.run(command, env=environment(), check=True, capture_output=True)


class Behind:
    """A cabinet of `size` inscriptions behind sshd; use it in a `with` statement.

    `base` is its address, unless it is the file of the server.
    """

    def __init__(self, size: int, base: str = "") -> None:
        if not SSHD.exists():
            raise SshMissing(f"{SSHD} n'est pas là")
        self._server = Server()
        self.places = self._server.places
        self.base = base or str(self.places.base)
        self._python = tuple(python("tui"))
        self._size = size

    def __enter__(self) -> Behind:
        self._open = ExitStack()
        self._open.enter_context(self._server)
        self._run("serveur", "installer", "--racine", str(self._server.root))
        settings = self.places.settings
        kept = settings.read_text("utf-8").replace(str(self.places.base), self.base)
        settings.write_text(kept, "utf-8")
        self._server.reload()
        named = ("--cabinet", "Cabinet Martin", "--identifiant", PERSON)
        self.verb("creer-espace", *named, "--mot-de-passe-stdin", typed=f"{PASSWORD}\n")
        if self._size:
            fill(self.base, self._size)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def verb(self, *words: str, typed: str = "") -> str:
        """Run a verb as who administers the machine does; gives what it printed."""
        return self._run("--config", str(self.places.settings), *words, typed=typed)

    def _run(self, *words: str, typed: str = "") -> str:
        command = [*self._python, *words]
        return subprocess.check_output(
            command, cwd=ROOT, env=self._env, input=typed, encoding="utf-8"
        )

    @property
    def _env(self) -> dict[str, str]:
        home = {"HOME": str(self.places.home), "XDG_DATA_HOME": str(self.places.data.parent)}
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **home}

    def forked(self, person: str = PERSON) -> Way:
        """Give a way by a key of `person`, through the warmed process."""
        way = self.new_way(person.replace(".", "-"))
        self.verb("utilisateur", "cle", "ajouter", person, "--cle", "-", typed=way.public)
        return way

    def new_way(self, name: str) -> Way:
        """Give a way by a new key, which nobody has yet."""
        key = self._server.post / name
        words = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key))
        subprocess.run(words, check=True)
        client = self._server.client(key)
        public = key.with_suffix(".pub").read_text("utf-8").strip()
        return Way(name, tuple(client.words()), client.server, public)

    def open_keys(self) -> None:
        """Have the keys that this process adds written where sshd reads them."""
        authorized_keys.write_to(self.places.keys, str(self.places.session))

    def plain(self, by: Way) -> Way:
        """Give the way of the same key where nobody listens: each is a plain start."""
        script = self.places.program / "session-pleine"
        text = self.places.session.read_text("utf-8")
        script.write_text(text.replace(str(self.places.socket), ABSENT), "utf-8")
        script.chmod(0o755)
        lines = self.places.keys.read_text("utf-8").splitlines()
        line = next(one for one in lines if by.public.split()[1] in one)
        ran = line.partition('command="')[2].partition('" ssh-')[0]
        return self._extra("plein", ran.replace(str(self.places.session), str(script)))

    def bare(self) -> Way:
        """Give the way of a key that runs `true`."""
        return self._extra("nu", "true")

    def _extra(self, name: str, command: str) -> Way:
        """Give a way by a key that the program does not know; sshd reads a second file for them."""
        way = self.new_way(name)
        with self.places.trial_keys.open("a", encoding="utf-8") as file:
            file.write(LINE.format(command=command, key=way.public))
        return way

    @contextmanager
    def watching(self) -> Iterator[Watching]:
        """Run the warmed process."""
        self.places.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        words = ("--config", str(self.places.settings), "veille", "--socket")
        most = ("--sessions", "200", "--par-personne", "200")
        command = [*self._python, *words, str(self.places.socket), *most]
        with subprocess.Popen(command, cwd=ROOT, env=self._env, stdout=subprocess.PIPE) as server:
            assert server.stdout is not None
            server.stdout.readline()
            watching = Watching(server.pid, self._server.sshd.pid)
            try:
                yield watching
            finally:
                watching.until_all_left()
                server.terminate()


@dataclass(frozen=True)
class Watching:
    """What runs: the warmed process, and the sshd before it."""

    process: int
    sshd: int

    @property
    def sessions(self) -> list[int]:
        """The processes of the sessions."""
        return children(self.process)

    @property
    def clients(self) -> list[int]:
        """The tiny clients of the sessions, which sshd has started."""
        return [one for one in descendants(self.sshd) if b"client.py" in _file(one, "cmdline")]

    @property
    def programs(self) -> list[int]:
        """What sshd has started that is Python: the clients, and the plain starts."""
        return [one for one in descendants(self.sshd) if b"python" in _file(one, "cmdline")]

    def until_all_left(self) -> None:
        """Wait for those who hung up: what is measured next is not to pay for them."""
        while self.sessions or self.programs:
            time.sleep(0.01)

    def seconds(self) -> float:
        """Give the processor time of all that sessions cost: theirs, and what is before them."""
        all_ = [self.process, *self.sessions, *descendants(self.sshd)]
        return sum(seconds_of(one) for one in all_)


def children(process: int) -> list[int]:
    """Give the processes that a process has started."""
    return [int(one) for one in _file(process, f"task/{process}/children").split()]


def descendants(process: int) -> list[int]:
    """Give the processes that a process has started, and those that they have."""
    return [each for one in children(process) for each in (one, *descendants(one))]


def seconds_of(process: int) -> float:
    """Give the processor time that a process has used."""
    fields = _file(process, "stat").rpartition(b")")[2].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return (int(fields[11]) + int(fields[12])) / ticks if fields else 0.0


def pss(process: int) -> int:
    """Give the proportional memory of a process, in kilobytes."""
    rollup = _file(process, "smaps_rollup").splitlines()
    return int(next(line for line in rollup if line.startswith(b"Pss:")).split()[1])


def _file(process: int, name: str) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{process}/{name}").read_bytes()
    return b""
