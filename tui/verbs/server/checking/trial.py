"""Keys that live as long as the attack: sshd lets them in as it lets somebody in.

They stand in a file of their own, root's, which sshd reads beside that of people: theirs is not
touched, and may change meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from models.storage.failures import explaining
from tui.verbs.server.checking.lines import a_line
from tui.verbs.server.installing.declared import Owner
from tui.verbs.server.installing.installer import write
from tui.verbs.server.installing.places import Places
from tui.verbs.server.installing.system import run


@dataclass(frozen=True)
class TrialKeys:
    """The keys of an attack, each a file, and a folder for what it needs."""

    folder: Path
    mine: Path
    """The key of somebody, as far as sshd knows: it attacks as that person."""
    unlisted: Path
    """A key that no file has."""
    unknown: Path
    """A key that the file has, and the base has not."""


@contextmanager
def trial_keys(places: Places) -> Iterator[TrialKeys]:
    """Let them in for the block; NotFound if nobody has a key whose line could be theirs."""
    somebody = a_line(places)
    with TemporaryDirectory(prefix="portefeuille-") as name:
        folder = Path(name)
        keys = TrialKeys(folder, folder / "mine", folder / "unlisted", folder / "unknown")
        for path in (keys.mine, keys.unlisted, keys.unknown):
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path))
        lines = (
            f"{somebody.options} {_public(keys.mine)}",
            f"{somebody.as_if(_fingerprint(keys.unknown))} {_public(keys.unknown)}",
        )
        with explaining(places.trial_keys):
            content = "\n".join((*lines, "")).encode()
            write(places.trial_keys, content, 0o644, Owner.ROOT.numbers(places))
        try:
            yield keys
        finally:
            places.trial_keys.unlink(missing_ok=True)


def _public(path: Path) -> str:
    return path.with_suffix(".pub").read_text("utf-8").strip()


def _fingerprint(path: Path) -> str:
    return run("ssh-keygen", "-l", "-f", str(path)).split()[1]
