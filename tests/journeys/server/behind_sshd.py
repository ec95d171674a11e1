"""A cabinet behind a real sshd: three people with a key and a role each, and their sessions."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Self, TypeVar

from models.access.front_door import FrontDoor
from models.storage.opening import close_database, open_database
from tests.cabinet import numero
from tests.journeys.server.throw_away import Server
from tests.kept_drafts import names_typed
from tests.pseudo_terminal import ENTER, PseudoTerminal
from tests.terminal.program import PASSWORD
from tests.veille.served import is_alive, until
from tests.zygote import Forked, Zygote
from tui.veille.places import FOLDER
from tui.verbs.server.checking.client import Client, environment
from tui.verbs.server.installing import installer

PEOPLE = {"c.durand": "administrateur", "m.petit": "collaborateur", "s.leroy": "consultation"}
QUIT = "\x11"
LIMITS = ("--sessions", "3", "--par-personne", "2")

T = TypeVar("T")


class Cabinet:
    """Its server, and who comes to it; use it in a `with` statement.

    What the zygote forks hashes passwords at the least cost.
    """

    def __init__(self, zygote: Zygote) -> None:
        self._zygote = zygote
        self.server = Server()
        self.places = self.server.places
        self.warm: Forked | None = None

    def __enter__(self) -> Self:
        self._open = ExitStack()
        self._open.enter_context(self.server)
        installer.install(self.places, essai=False)
        self.server.reload()
        named = ("--cabinet", "Cabinet Martin", "--identifiant", "c.durand")
        self.verb("creer-espace", *named, "--mot-de-passe-stdin", typed=f"{PASSWORD}\n")
        for who, role in PEOPLE.items():
            if role != "administrateur":
                self._add(who, role)
            self._give_key(who)
        self.verb("inscrire", "--gerant", "--compte", numero(1), "--deja-inscrit")
        return self

    def __exit__(self, *_: object) -> None:
        self.end_veille()
        for one in self.sessions:
            _end(one)
        self._open.close()

    def verb(self, *words: str, typed: str = "") -> str:
        """Run a verb as who administers the machine does; gives what it printed."""
        given, out = self.server.post / "entree", self.server.post / "sortie"
        given.write_text(typed, "utf-8")
        out.write_text("", "utf-8")
        done = self._start(*words, streams=(given, out, out)).wait()
        told = out.read_text("utf-8")
        assert done == 0, told
        return told

    def _start(self, *words: str, streams: tuple[Path, Path, Path]) -> Forked:
        settings = ("--config", str(self.places.settings))
        env = {"HOME": str(self.places.home), "XDG_DATA_HOME": str(self.places.data.parent)}
        return self._zygote.start(*settings, *words, env=env, streams=streams)

    def _add(self, who: str, role: str) -> None:
        *_, code = self.verb("utilisateur", "ajouter", who, role).split("\n")[:-1]
        self.look(lambda: FrontDoor(None, self.places.main_key).reset_password(who, code, PASSWORD))

    def _give_key(self, who: str) -> None:
        key = self.key_of(who)
        words = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key))
        subprocess.run(words, check=True)
        public = key.with_suffix(".pub").read_text("utf-8")
        self.verb("utilisateur", "cle", "ajouter", who, "--cle", "-", typed=public)

    def key_of(self, who: str) -> Path:
        """Give the private key of somebody."""
        return self.server.post / who.replace(".", "-")

    def look(self, read: Callable[[], T]) -> T:
        """Read the base from this process, or write to it as another would."""
        open_database(self.places.base, migrate=False)
        try:
            return read()
        finally:
            close_database()

    # The warmed process

    def keep_veille(self) -> None:
        """Start what forks the sessions, as its unit does, unless it runs."""
        if self.warm is not None:
            return
        nowhere, out = Path(os.devnull), self.server.post / "veille"
        out.write_text("", "utf-8")
        words = ("--socket", str(self.places.socket), *LIMITS)
        warm = self._start("veille", *words, streams=(nowhere, out, out))
        until(lambda: "Prêt" in out.read_text("utf-8") or warm.poll() is not None)
        assert warm.poll() is None, out.read_text("utf-8")
        self.warm = warm

    def end_veille(self) -> None:
        """Kill it; its sessions go on."""
        if self.warm:
            self.warm.kill()
            self.warm.wait()
            self.warm = None

    @property
    def sessions(self) -> list[int]:
        """The processes of the sessions that were forked, of whichever server."""
        folder = self.places.socket.parent / FOLDER
        held = folder.iterdir() if folder.exists() else ()
        return sorted(int(one.name) for one in held if is_alive(int(one.name)))

    @property
    def behind_sshd(self) -> list[int]:
        """The processes that sshd has started: its own, the launcher and what it became."""
        return descendants(self.server.sshd.pid)

    @property
    def connections(self) -> list[int]:
        """The processes of sshd itself, of those who have come."""
        return [one for one in self.behind_sshd if _name(one).startswith("sshd")]

    def typed(self) -> list[str]:
        """Give the names that were typed and not saved."""
        return self.look(lambda: names_typed(self.places.main_key))

    # Who comes

    def client(self, who: str) -> Client:
        """Give the ssh client of somebody."""
        return self.server.client(self.key_of(who))

    def terminal(self, who: str, *options: str, **settings: Any) -> PseudoTerminal:
        """Open the screens as somebody does from their post; `options` are those of ssh."""
        client = self.client(who)
        words = [*client.words(), "-tt", *options, client.server]
        return SshTerminal(self, words, env=environment(), **settings)

    @contextmanager
    def signed_in(self, who: str, **settings: Any) -> Iterator[PseudoTerminal]:
        """Open the screens and give the password."""
        with self.terminal(who, **settings) as terminal:
            terminal.wait_for(f"│{who} ")
            terminal.send(f"{PASSWORD}{ENTER}")
            terminal.wait_for("Bonjour", "Reprendre la saisie")
            terminal.wait_until_idle()
            yield terminal


class SshTerminal(PseudoTerminal):
    """The terminal of an ssh client; its program is at work elsewhere."""

    def __init__(self, cabinet: Cabinet, words: list[str], **settings: Any) -> None:
        self._cabinet = cabinet
        super().__init__(words, **settings)

    @property
    def _is_at_work(self) -> bool:
        at_work = [self.process.pid, *self._cabinet.sessions, *self._cabinet.behind_sshd]
        return any(_states(one) & set("RD") for one in at_work)


def descendants(process: int) -> list[int]:
    """Give the processes that a process has started, and those that they have."""
    found: list[int] = []
    with suppress(OSError):
        children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8")
        for one in map(int, children.split()):
            found += [one, *descendants(one)]
    return found


def _states(process: int) -> set[str]:
    states = set()
    for file in Path(f"/proc/{process}/task").glob("*/stat"):
        with suppress(OSError):
            states.add(file.read_text("utf-8").rpartition(")")[2].split()[0])
    return states


def _name(process: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{process}/comm").read_text("utf-8")
    return ""


def _end(process: int) -> None:
    subprocess.run(["kill", "-9", str(process)], capture_output=True, check=False)
