"""Where everything of a server stands, for which account, and which program it runs."""

from __future__ import annotations

import os
import pwd
import re
import shlex
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import tui
from models.errors import BadValue, NotFound

ACCOUNT = "portefeuille"
_PLAIN = re.compile(r"/[\w./+@-]*", re.ASCII)
"""What sshd, systemd and the shell all read as one word."""


@dataclass(frozen=True)
class Account:
    """The system account that owns the base and the key; without numbers until it is made."""

    name: str
    uid: int | None = None
    gid: int | None = None
    home: Path | None = None
    shell: str = ""

    @classmethod
    def named(cls, name: str) -> Account:
        """Look an account up; it may not be there."""
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            return cls(name)
        return cls(name, found.pw_uid, found.pw_gid, Path(found.pw_dir), found.pw_shell)


@dataclass(frozen=True)
class Places:
    """The paths of a server: those of the machine, or the same under a throw-away root."""

    root: Path
    account: Account

    @property
    def is_trial(self) -> bool:
        """Tell whether this is a throw-away root: nothing of the machine is changed."""
        return self.root != Path("/")

    @property
    def data(self) -> Path:
        """Give the folder of the base and of the key."""
        return self.root / "var/lib/portefeuille"

    @property
    def base(self) -> Path:
        """Give the base."""
        return self.data / "portefeuille.db"

    @property
    def main_key(self) -> Path:
        """Give the main key."""
        return self.data / "cle-principale"

    @property
    def keys_folder(self) -> Path:
        """Give the folder where the program writes `keys` anew, at each change."""
        return self.data / "ssh"

    @property
    def keys(self) -> Path:
        """Give the file by which sshd knows people."""
        return self.keys_folder / "authorized_keys"

    @property
    def backups(self) -> Path:
        """Give the folder of the daily backups."""
        return self.root / "var/backups/portefeuille"

    @property
    def program(self) -> Path:
        """Give the folder of what is run."""
        return self.root / "usr/local/lib/portefeuille"

    @property
    def home(self) -> Path:
        """Give the home of the account: empty, and not its own, so that no file of it is run."""
        return self.program / "vide"

    @property
    def session(self) -> Path:
        """Give what sshd runs for each who comes."""
        return self.program / "session"

    @property
    def socket(self) -> Path:
        """Give where the warmed process listens: in a folder of the account, made by systemd."""
        return self.root / "run/portefeuille/veille.sock"

    @property
    def trial_keys(self) -> Path:
        """Give the file of a key that lives as long as `serveur verifier`."""
        return self.settings.parent / "cle-d-essai"

    @property
    def backup_script(self) -> Path:
        """Give what the timer runs."""
        return self.program / "sauvegarde"

    @property
    def admin(self) -> Path:
        """Give the command of who administers the machine."""
        return self.root / "usr/local/sbin/portefeuille-admin"

    @property
    def settings(self) -> Path:
        """Give the settings."""
        return self.root / "etc/portefeuille/config.toml"

    @property
    def sshd_config(self) -> Path:
        """Give the configuration of sshd, which includes ours."""
        return self.root / "etc/ssh/sshd_config"

    @property
    def drop_in(self) -> Path:
        """Give what sshd is told of the account."""
        return self.root / "etc/ssh/sshd_config.d/portefeuille.conf"

    @property
    def units(self) -> Path:
        """Give the folder of the units of systemd."""
        return self.root / "etc/systemd/system"


def places(racine: Path | None, compte: str | None) -> Places:
    """Give the places of the machine, or of a throw-away root, whose account is there already.

    Raises BadValue, NotFound.
    """
    if racine is None:
        return Places(Path("/"), Account.named(compte or ACCOUNT))
    root = Path(os.path.abspath(racine.expanduser()))  # noqa: PTH100 - resolve() follows links
    if not _PLAIN.fullmatch(str(root)) or root == Path("/"):
        raise BadValue(
            f"--racine attend un dossier dont le chemin n'a ni espace ni signe, autre que « / », "
            f"par exemple /srv/essai : {root} n'en est pas un."
        )
    account = Account.named(compte or pwd.getpwuid(os.geteuid()).pw_name)
    if account.uid is None:
        raise NotFound(
            f"Le compte {account.name} n'existe pas, et --racine n'en crée pas : donnez-en un "
            "qui existe, par exemple --compte $(id -un)."
        )
    return Places(root, account)


def is_installed() -> bool:
    """Tell whether Python finds this program by itself, whatever the folder and environment."""
    return _source() == Path(sysconfig.get_paths()["purelib"])


def run_by() -> tuple[str, ...]:
    """Give the words that run this very program: nothing of the folder or environment is read."""
    isolated = (sys.executable, "-I", "-X", "utf8")
    if is_installed():
        return (*isolated, "-m", "tui")
    found = f"sys.path.insert(0, {str(_source())!r})"
    run = "from tui.__main__ import program; program()"
    return (*isolated, "-c", f"import sys; {found}; {run}")


def client_words(socket: Path) -> tuple[str, ...]:
    """Give the words that have a session of who listens there, or else run this very program.

    What follows are the words of the command.
    """
    client = _source() / "tui/veille/client.py"
    return (sys.executable, "-I", "-S", "-E", str(client), str(socket), *run_by(), "--")


def program_files() -> tuple[Path, ...]:
    """Give what is run: whoever may write there is the account."""
    python = Path(sys.executable)
    return (
        python,
        python.resolve(),
        _source() / "tui",
        _source() / "models",
        _source() / "screens",
    )


def in_a_shell(words: tuple[str, ...]) -> str:
    """Write words for a shell."""
    return shlex.join(words)


def _source() -> Path:
    return Path(tui.__file__).parent.parent
