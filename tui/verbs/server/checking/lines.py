"""The lines by which sshd knows people: nothing but a terminal, and our launcher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from models.access.authorized_keys import OPTIONS
from models.errors import NotFound
from models.storage.failures import explaining
from tui.verbs.server.checking.checks import Check
from tui.verbs.server.installing.places import Places

_LINE = re.compile(r'(?P<options>(?:[^"\s]|"(?:\\"|[^"])*")+)\s+(?P<kind>[a-z][\w@.-]+)\s+\S+')
_EMPREINTE = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


@dataclass(frozen=True)
class KeyLine:
    """What a line allows to its key; `whole` is the line."""

    whole: str
    options: str

    def as_if(self, empreinte: str) -> str:
        """Give what it would allow to a key of another fingerprint."""
        return _EMPREINTE.sub(lambda _: empreinte, self.options)


def read_lines(places: Places) -> list[KeyLine]:
    """Read the file that sshd reads; StorageFailure."""
    with explaining(places.keys):
        rows = places.keys.read_text("utf-8", "replace").splitlines()
    found = []
    for row in (one.strip() for one in rows if one.strip() and not one.startswith("#")):
        parsed = _LINE.match(row)
        found.append(KeyLine(row, parsed["options"] if parsed else ""))
    return found


def a_line(places: Places) -> KeyLine:
    """Give the line of somebody, as sshd reads it; NotFound if nobody has a key yet."""
    lines = read_lines(places) if places.keys.exists() else []
    for one in lines:
        if one.options:
            return one
    raise NotFound(
        "aucune clé n'est ouverte, et le serveur n'a pas été attaqué : "
        f"{places.admin} utilisateur cle ajouter c.durand < c.durand.pub"
    )


def checks(places: Places) -> Iterator[Check]:
    """Give the checks of the lines."""
    again = f"{places.admin} utilisateur cle ecrire"
    yield Check(f"lignes de {places.keys}", partial(_wrong, places), again)


def _wrong(places: Places) -> str:
    run = re.escape(f"{places.session} session ")
    expected = re.compile(rf'{re.escape(OPTIONS)},command="{run}(?:[^"\\]|\\")+"')
    for number, one in enumerate(read_lines(places), start=1):
        if not expected.fullmatch(one.options):
            return f"la clé {number} n'a pas « {OPTIONS} » et le lanceur, mais {one.options[:60]}"
    return ""
