"""A server that is installed, where nothing runs: whose lines are red."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.ssh_keys import ED25519
from tui.verbs.server.checking import verifying
from tui.verbs.server.checking.checks import Check
from tui.verbs.server.installing.places import Places

Checks = Callable[[Places], Iterator[Check]]


def a_line(places: Places, options: str = "restrict,pty") -> str:
    run = f"{places.session} session m.petit --empreinte {ED25519.empreinte}"
    return f'# Portefeuille\n{options},command="{run}" {ED25519.text}\n'


def reds(places: Places, checks: Checks = verifying.at_rest) -> set[str]:
    """Give the lines that are red; the program is what the machine makes of it."""
    required = (one for one in checks(places) if one.required and one.subject != "programme")
    return {one.subject for one in required if one.seen()}
