"""A session that is held open, to look at what it is from outside: its environment, its agent."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_hex
from threading import Lock

from models.errors import StorageFailure
from tui.verbs.server.checking.checks import Check
from tui.verbs.server.checking.client import PATIENCE, Client, environment
from tui.verbs.server.checking.trial import TrialKeys
from tui.verbs.server.installing import account
from tui.verbs.server.installing.declared import Owner
from tui.verbs.server.installing.installer import write
from tui.verbs.server.installing.launchers import ALLOWED
from tui.verbs.server.installing.places import Places

HOSTILE = {
    "LANG": "/piege",
    "LC_ALL": "/piege",
    "LC_PIEGE": "1",
    "PYTHONPATH": "/tmp/piege",
    "PYTHONSTARTUP": "/piege",
    "TEXTUAL_LOG": "/piege",
    "TEXTUAL_DRIVER": "piege:Driver",
    "LD_PRELOAD": "",
    "BASH_ENV": "/piege",
    "PORTEFEUILLE_BASE": "/piege",
}
"""What the client sends: sshd should take none of it, and the launcher pass none on."""

TERM = "../../piege"
PAUSE = 0.05
_AGENT = re.compile(r"\S*(?:/agent\.\d+|/agent/s\.\S+)$")
_PROC = Path("/proc")


@dataclass(frozen=True)
class Held:
    """What was seen while the session was held."""

    words: tuple[str, ...]
    environ: Mapping[str, str]
    said: str
    agents: frozenset[str]
    ran_rc: bool


def checks(places: Places, client: Client, keys: TrialKeys) -> Iterator[Check]:
    """Give the checks of a session that is looked at, once."""
    one = Lock()
    seen: list[Held] = []

    def held() -> Held:
        # The checks are made at the same time.
        with one:
            if not seen:
                seen.append(_look(places, client, keys))
        return seen[0]

    again = "« serveur installer » remet le lanceur et ce que sshd permet"
    yield Check("environnement d'une session", lambda: _environment(held()), again)
    yield Check("nom du terminal nettoyé", lambda: _term(held()), again)
    yield Check("Python isolé (-I)", lambda: _isolated(held()), again)
    yield Check("agent SSH (-A)", lambda: ", ".join(held().agents), again)
    yield Check("X11 (-X)", lambda: _x11(held()), again)
    yield Check("~/.ssh/rc", lambda: "il a été lancé" if held().ran_rc else "", again)


def _environment(held: Held) -> str:
    entered = sorted(set(held.environ) - ALLOWED)
    wrong = [name for name in ("LANG", "LC_ALL") if held.environ.get(name) != "C.UTF-8"]
    return f"entrent : {', '.join([*entered, *wrong])}" if entered or wrong else ""


def _term(held: Held) -> str:
    term = held.environ.get("TERM", "")
    return "" if re.fullmatch(r"[A-Za-z0-9.+-]{1,40}", term) else f"TERM={term}"


def _isolated(held: Held) -> str:
    return "" if "-I" in held.words else f"lancé par {' '.join(held.words[:4])}"


def _x11(held: Held) -> str:
    return "" if "X11 forwarding request failed" in held.said else "sshd l'a accepté"


def _look(places: Places, client: Client, keys: TrialKeys) -> Held:
    """Hold a session open, look at its process, and end it."""
    mark = f"essai-{token_hex(8)}"
    said = keys.folder / "dit"
    with _agent(keys) as agent, _trap(places) as sprung:
        before = _agents(keys)
        options = ["-tt", "-A", "-X", "-o", f"SendEnv={' '.join(HOSTILE)}"]
        words = [*client.words(quiet=False), *options, client.server]
        env = environment(**HOSTILE, SSH_AUTH_SOCK=agent, DISPLAY="127.0.0.1:99", TERM=TERM)
        words.insert(1, f"-oIdentityAgent={agent}")
        with said.open("wb") as errors:
            session = subprocess.Popen(
                [*words, f"importer - --essai --feuille {mark}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=env,
            )
        try:
            number = _process(mark, session, said)
            command = tuple(_parts(number, "cmdline"))
            variables = dict(one.partition("=")[::2] for one in _parts(number, "environ"))
            agents = _agents(keys) - before
        finally:
            session.kill()
            session.communicate()
        told = said.read_text("utf-8", "replace")
        return Held(command, variables, told, agents, sprung())


def _process(mark: str, session: subprocess.Popen[bytes], said: Path) -> int:
    """Find the program of the session, which waits for its table; StorageFailure if it ends."""
    end = time.monotonic() + PATIENCE
    before: set[tuple[int, str]] = set()
    while session.poll() is None and time.monotonic() < end:
        found = _programs(mark)
        # What starts it is soon another program; the one that waits stays as it is.
        if stayed := found & before:
            return min(stayed)[0]
        before = found
        time.sleep(PAUSE)
    told = " ".join(said.read_text("utf-8", "replace").split())[-120:]
    raise StorageFailure(f"la session n'a pas tenu : {told}")


def _programs(mark: str) -> set[tuple[int, str]]:
    """Give the number and the command of what was started for the session, but its shells."""
    asked = f"SSH_ORIGINAL_COMMAND=importer - --essai --feuille {mark}"
    found = set()
    for folder in _PROC.iterdir():
        if folder.name.isdigit() and asked in _parts(int(folder.name), "environ"):
            words = _parts(int(folder.name), "cmdline") or [""]
            if Path(words[0]).name not in ("", "sh", "dash", "bash", "env"):
                found.add((int(folder.name), " ".join(words)))
    return found


def _parts(number: int, name: str) -> list[str]:
    try:
        content = (_PROC / str(number) / name).read_bytes()
    except OSError:
        return []
    return [os.fsdecode(one) for one in content.split(b"\0") if one]


def _agents(keys: TrialKeys) -> frozenset[str]:
    """Give the sockets of this machine where sshd would hand on an agent."""
    rows = (_PROC / "net/unix").read_text("utf-8", "replace").splitlines()
    names = {row.split()[-1] for row in rows if _AGENT.search(row)}
    return frozenset(one for one in names if not one.startswith(str(keys.folder)))


@contextmanager
def _agent(keys: TrialKeys) -> Iterator[str]:
    """Run an agent, empty, for the block."""
    path = keys.folder / "agent.sock"
    agent = subprocess.Popen(
        ["ssh-agent", "-D", "-a", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + PATIENCE
        while not path.exists() and agent.poll() is None and time.monotonic() < end:
            time.sleep(PAUSE)
        yield str(path)
    finally:
        agent.terminate()
        agent.wait()


@contextmanager
def _trap(places: Places) -> Iterator[partial[bool]]:
    """Lay a `~/.ssh/rc` that leaves a mark, where the home is that of the installation."""
    mark = Path("/tmp") / f"portefeuille-{token_hex(8)}"
    folder = places.home / ".ssh"
    laid = places.account.home == places.home and account.is_root()
    if laid:
        folder.mkdir(mode=0o755)
        write(folder / "rc", f"touch {mark}\n".encode(), 0o644, Owner.ROOT.numbers(places))
    try:
        yield partial(mark.exists)
    finally:
        if laid:
            (folder / "rc").unlink(missing_ok=True)
            folder.rmdir()
        mark.unlink(missing_ok=True)
