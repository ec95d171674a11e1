"""A throw-away root with the sshd_config of Debian, and a real sshd on it."""

from __future__ import annotations

import grp
import os
import pty
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from signal import SIGHUP
from tempfile import mkdtemp

from tests.pseudo_terminal import FAR, ROOT
from tests.servers import go_without
from tui.verbs.server.checking.client import Client
from tui.verbs.server.installing.places import Places, places
from tui.verbs.server.installing.system import SSHD, test_sshd

DEBIAN = """\
Include {root}/etc/ssh/sshd_config.d/*.conf
Port {port}
ListenAddress 127.0.0.1
HostKey {root}/etc/ssh/ssh_host_ed25519_key
PidFile none
KbdInteractiveAuthentication no
UsePAM {pam}
X11Forwarding yes
PrintMotd no
AcceptEnv LANG LC_*
KexAlgorithms curve25519-sha256
Subsystem sftp {sftp}
"""
"""What Debian has, on a port of its own; the keys are exchanged at the least cost."""

SFTP = "/usr/lib/openssh/sftp-server"
NEEDED = ("ssh", "ssh-keygen", "ssh-agent", "scp", "sftp")
ME = pwd.getpwuid(os.geteuid()).pw_name


def gives_terminals() -> bool:
    """Tell whether an sshd that is not root may give a terminal: it must be the group's already."""
    if os.geteuid() == 0:
        return True
    main, terminal = pty.openpty()
    group = os.fstat(terminal).st_gid
    os.close(main)
    os.close(terminal)
    return group == grp.getgrnam("tty").gr_gid


def require_sshd() -> None:
    """Skip where there is no sshd, or fail where CI requires one."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if SSHD.exists() and not missing:
        return
    go_without("OpenSSH", f"there is no {', '.join(missing) or SSHD}")


def prepare(root: Path, port: int) -> Places:
    """Make of a folder what a machine is before anything is installed."""
    folder = root / "etc/ssh"
    (folder / "sshd_config.d").mkdir(parents=True)
    key = folder / "ssh_host_ed25519_key"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
    subprocess.run(words, check=True)
    config = DEBIAN.format(root=root, port=port, pam=_pam(), sftp=SFTP)
    (folder / "sshd_config").write_text(config, "utf-8")
    return places(root, None)


class Server:
    """A throw-away root where sshd runs; use it in a `with` statement."""

    def __init__(self) -> None:
        # sshd reads no key under a folder where everybody may write, as /tmp is.
        home = "/run" if os.geteuid() == 0 else os.environ.get("XDG_RUNTIME_DIR", Path.home())
        self.root = Path(mkdtemp(prefix="portefeuille-", dir=home))
        self.port = _free_port()
        self.places = prepare(self.root, self.port)

    def __enter__(self) -> Server:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self.sshd.terminate()
        self.sshd.wait()
        shutil.rmtree(self.root)

    def restart(self) -> None:
        """Stop sshd and start it again, as `systemctl restart ssh` does: who is in stays."""
        self.sshd.terminate()
        self.sshd.wait()
        self._start()

    def reload(self) -> None:
        """Have sshd read its configuration anew, as `systemctl reload ssh` does."""
        test_sshd(self.places)
        self.sshd.send_signal(SIGHUP)
        # The one that answers may still be the one before: it closes its door first.
        _wait(lambda: self._log.count("Server listening") > self._starts)
        self._starts += 1

    def client(self, key: Path) -> Client:
        """Give a client that comes with a key."""
        return Client("127.0.0.1", self.port, ME, key)

    @cached_property
    def post(self) -> Path:
        """Give the folder of somebody's own machine."""
        folder = self.root / "poste"
        folder.mkdir()
        return folder

    @property
    def _log(self) -> str:
        return (self.root / "sshd.log").read_text("utf-8")

    def _start(self) -> None:
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        log = self.root / "sshd.log"
        # The account is the tester's, and bash would read all that his home has for it.
        words = ["-D", "-E", str(log), "-f", str(self.places.sshd_config), "-o", "SetEnv=SHLVL=1"]
        log.unlink(missing_ok=True)
        self.sshd = subprocess.Popen([str(SSHD), *words], cwd=ROOT)
        _wait(lambda: log.exists() and "Server listening" in self._log)
        self._starts = 1


@contextmanager
def changed(path: Path) -> Iterator[None]:
    """Put a file back as it was, once the block has spoilt it."""
    content, mode = path.read_bytes(), path.stat().st_mode
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            path.unlink()
        path.write_bytes(content)
        path.chmod(mode)


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + FAR
    while not is_so():
        assert time.monotonic() < end, "sshd never came"
        time.sleep(0.01)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def _pam() -> str:
    """Without PAM, sshd closes an account whose password is locked to its keys too."""
    if os.geteuid() != 0:
        return "no"
    rows = Path("/etc/shadow").read_text("utf-8").splitlines()
    return "yes" if any(row.startswith(f"{ME}:!") for row in rows) else "no"
