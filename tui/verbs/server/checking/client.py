"""An ssh client that attacks: it reads no setting, asks nothing and keeps nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.cleaning import one_line
from models.errors import StorageFailure

PATIENCE = 60
"""Seconds after which a server that says nothing will say nothing."""

_OPTIONS = (
    *("BatchMode=yes", "IdentitiesOnly=yes", "IdentityAgent=none", "ConnectTimeout=20"),
    *("PreferredAuthentications=publickey", "StrictHostKeyChecking=no"),
    *("UserKnownHostsFile=/dev/null", "GlobalKnownHostsFile=/dev/null"),
)


@dataclass(frozen=True)
class Done:
    """What an attack got."""

    status: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """What was said, in short."""
        return one_line(" ".join(f"{self.out} {self.err}".split())[:160])


@dataclass(frozen=True)
class Client:
    """A client of one server, for one account, with one key."""

    host: str
    port: int
    account: str
    key: Path

    def words(self, program: str = "ssh", *, quiet: bool = True) -> list[str]:
        """Give the words that begin a command of `ssh`, `scp` or `sftp`."""
        level = ("-o", "LogLevel=ERROR") if quiet else ()
        options = [word for one in _OPTIONS for word in ("-o", one)]
        port = "-p" if program == "ssh" else "-P"
        return [program, "-F", "none", *options, *level, "-i", str(self.key), port, str(self.port)]

    @property
    def server(self) -> str:
        """Name the account on its server."""
        return f"{self.account}@{self.host}"

    def ask(self, command: str, *options: str, key: Path | None = None) -> Done:
        """Have the server run a command."""
        client = self if key is None else Client(self.host, self.port, self.account, key)
        # A command may look like an option.
        return perform([*client.words(), *options, self.server, "--", command])

    def forward(self, *options: str) -> Done:
        """Ask for a forwarding, and for nothing else."""
        alone = ("-o", "ExitOnForwardFailure=yes", "-o", "LogLevel=INFO")
        return perform([*self.words(quiet=False), *alone, *options, self.server])


def perform(words: list[str]) -> Done:
    """Run a client to its end; StorageFailure if it has none, or is not there."""
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            env=environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise StorageFailure(f"« {words[0]} » n'a pas de réponse après {PATIENCE} s") from None
    except OSError as error:
        raise StorageFailure(f"« {words[0]} » ne se lance pas : {error.strerror}") from None
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"), _read(done.stderr))


def environment(**more: str) -> Mapping[str, str]:
    """Give the environment of a client: no agent but one that is named."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm", **kept, **more}


def _read(said: bytes) -> str:
    return said.decode("utf-8", "replace")
