"""docs/serveur.md, followed to the letter: its blocks are run in their order.

What is of the machine (packages, systemd) answers as it would; all the rest is the program, sshd
and ssh. The package itself: tests/packaging.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cabinet import numero
from tests.journeys.command_line.command import PASSWORD
from tests.journeys.server.throw_away import ME, Server
from tests.pseudo_terminal import ENTER, ROOT, PseudoTerminal
from tests.tries import FULL

PAGE = ROOT / "docs/serveur.md"
SERVER, POST = "sh", "console"
ELSEWHERE = ("ini", "powershell", "sql", "text")
"""What is typed on a machine, or in an editor, that is not here."""
BURNT = "Le serveur a brûlé"
SAMPLE = "SHA256:QClRaWaVc6vS7goRkQuBaoM3i5pGIS103Zhc3ka2o2c"
"""The fingerprint that the page takes for an example."""

IN_PART = (
    *("sudo portefeuille serveur installer", "creer-espace"),
    "cle ajouter c.durand",
)
"""What CI follows of the page; each command of it starts the program."""

OF_THE_MACHINE = ("apt-get", "make", "journalctl", "pkill")
TABLE = f"Type;N° compte;Raison sociale\nGérant Majoritaire;{numero(3)};FAURE\n"


def blocks(*, burnt: bool = False) -> Iterator[tuple[str, str]]:
    """Give each line of each block, with its kind: those of a burnt server, or all the others."""
    for section in PAGE.read_text("utf-8").split("\n## "):
        if section.startswith(BURNT) is not burnt:
            continue
        for kind, block in re.findall(r"^```(\w+)\n(.*?)^```", section, re.DOTALL | re.MULTILINE):
            for line in block.splitlines():
                yield kind, line


def is_in_part(line: str) -> bool:
    """Tell a line that CI follows."""
    return any(part in line for part in IN_PART) and not line.endswith("--essai")


@dataclass(frozen=True)
class Step:
    """A line of the page, and what came of it."""

    line: str
    status: int
    out: str
    err: str


class Walk:
    """Whoever follows the page: the server's administrator, then a collaborateur on his post."""

    def __init__(self, server: Server) -> None:
        self.server, self.post = server, server.post
        self.bin = server.root / "bin"
        self._put_machine()
        self._put_post()
        self.steps: list[Step] = []
        self.samples = {SAMPLE: self._fingerprint}

    def follow(self, *, burnt: bool = False) -> None:
        """Do what the page says: of a server that has burnt, or of all the rest."""
        for kind, line in blocks(burnt=burnt):
            assert kind in (SERVER, POST, *ELSEWHERE), kind
            done = any(step.line == line for step in self.steps)
            if kind not in ELSEWHERE and (FULL or (is_in_part(line) and not done)):
                self.do(kind, line)

    def do(self, kind: str, line: str) -> Step:
        """Do one line."""
        self.steps.append(self._follow(kind, line))
        return self.steps[-1]

    def step(self, part: str) -> Step:
        """Give the one step whose line holds a text."""
        (found,) = [step for step in self.steps if part in step.line]
        return found

    @property
    def key(self) -> Path:
        """The private key that the page has made."""
        return self.post / "id_ed25519"

    def ssh(self, *words: str, typed: str = "") -> Step:
        """Run `ssh` as the collaborateur does."""
        return self._run([str(self.bin / "ssh"), *words], " ".join(words), typed)

    def _follow(self, kind: str, line: str) -> Step:
        if kind == POST:
            assert line.startswith("$ ")
            return self._on_the_post(line)
        command = line
        for place in ("/var/backups", "/var/lib"):
            command = command.replace(place, f"{self.server.root}{place}")
        command = command.replace("-o portefeuille -g portefeuille", f"-o {ME}")
        for sample, actual in self.samples.items():
            if sample in command:
                command = command.replace(sample, actual())
        typed = f"{PASSWORD}\n" if "read -rs MOT" in command else ""
        done = self._run(["/bin/bash", "-c", command], line, typed)
        if line.endswith("serveur installer") and "Rien à changer" not in done.out:
            # No systemd does it here.
            self.server.reload()
        return done

    def _on_the_post(self, line: str) -> Step:
        command = line.removeprefix("$ ").replace("portefeuille@serveur", f"{ME}@serveur")
        typed = f"{self.key}\n\n\n" if command.startswith("ssh-keygen") else ""
        done = self._run(["/bin/bash", "-c", command], line, typed)
        if typed:
            # It comes by mail.
            public = self.key.with_suffix(".pub").read_text("utf-8")
            (self.post / "m.petit.pub").write_text(public, "utf-8")
        return done

    def _run(self, words: list[str], line: str, typed: str) -> Step:
        own = f"{self.bin}:{self.server.places.admin.parent}"
        done = subprocess.run(
            words,
            cwd=self.post,
            env={"PATH": f"{own}:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"},
            input=typed.encode(),
            capture_output=True,
            check=False,
        )
        return Step(line, done.returncode, done.stdout.decode("utf-8", "replace"), said(done))

    def _put_machine(self) -> None:
        """Put the commands of the machine, which do nothing here but be called."""
        self._script(self.bin / "sudo", 'exec "$@"')
        for name in OF_THE_MACHINE:
            self._script(self.bin / name, ":")
        script = self.server.places.backup_script
        backup = "start portefeuille-sauvegarde.service"
        self._script(self.bin / "systemctl", f'[ "$*" != "{backup}" ] || exec {script}')
        run = f'cd {ROOT} && exec {sys.executable} -m tui "$@" --racine {self.server.root}'
        self._script(self.bin / "portefeuille", run)

    def _put_post(self) -> None:
        config = self.post / "config"
        config.write_text(
            f"Host serveur\nHostName 127.0.0.1\nPort {self.server.port}\n"
            f"IdentityFile {self.key}\nIdentitiesOnly yes\nIdentityAgent none\nLogLevel ERROR\n"
            "StrictHostKeyChecking no\nUserKnownHostsFile /dev/null\n",
            "utf-8",
        )
        self._script(self.bin / "ssh", f'exec /usr/bin/ssh -F {config} "$@"')
        (self.post / "clients.csv").write_text(TABLE, "utf-8")
        for name in ("m.petit-bureau", "c.durand"):
            words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.post / name)]
            subprocess.run(words, check=True)

    def _fingerprint(self) -> str:
        words = ["ssh-keygen", "-l", "-f", str(self.key)]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()[1]

    def _script(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        path.chmod(0o755)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Give what was said on the error output."""
    return done.stderr.decode("utf-8", "replace")


def come_in(post: Path, *which: str) -> None:
    """Sign in from a desk by its SSH key, see Accueil, and quit."""
    words = ["/usr/bin/ssh", "-F", str(post / "config"), *which, "-t", f"{ME}@serveur"]
    with PseudoTerminal(words, term="xterm-256color") as terminal:
        terminal.wait_for("Connectez-vous à votre espace")
        terminal.wait_for("c.durand")
        terminal.send(f"{PASSWORD}{ENTER}")
        terminal.wait_for("Accueil")
        terminal.send("\x11")
        assert terminal.wait() == 0
