"""`serveur verifier`: what lies on the disk, what sshd says, then an attack on what runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from models.errors import NotFound, Unsound
from models.wording import count
from tui.verbs.server.checking import attacks, held_session, lines, on_disk, server_settings
from tui.verbs.server.checking.checks import Check, has_colours, line
from tui.verbs.server.checking.client import Client
from tui.verbs.server.checking.trial import TrialKeys, trial_keys
from tui.verbs.server.installing import system
from tui.verbs.server.installing.places import Places

AT_ONCE = 4
"""Attacks at the same time: most of each is to wait."""


def verify(places: Places, host: str, port: int | None, *, essai: bool) -> None:
    """Say of each check whether it held; Unsound if one did not.

    Raises Refusal (who is not root).
    """
    if essai:
        folder = Path("/")
        keys = TrialKeys(folder, *(folder / name for name in ("mine", "unlisted", "unknown")))
        listed = [*at_rest(places), *alive(places, Client(host, port or 22, "", folder), keys)]
        print("\n".join(f"Serait vérifié : {check.subject}" for check in listed))
        return
    system.refuse_not_root(places, "verifier")
    failed = _say(at_rest(places))
    with _attacked(places, host, port) as found:
        failed += _say(found)
    if failed:
        told = count(failed, "ligne ne va pas", "lignes ne vont pas")
        raise Unsound(f"{told} : ce serveur n'est pas sûr.")
    print("Tout a tenu.")


def at_rest(places: Places) -> Iterator[Check]:
    """Give the checks that ask nothing of a server that runs."""
    yield from on_disk.checks(places)
    yield from server_settings.checks(places)
    yield from lines.checks(places)


def alive(places: Places, client: Client, keys: TrialKeys) -> Iterator[Check]:
    """Give the checks that attack what runs."""
    yield from attacks.checks(client, keys)
    yield from held_session.checks(places, client, keys)


@contextmanager
def _attacked(places: Places, host: str, port: int | None) -> Iterator[list[Check]]:
    """Give the attacks, with keys that are let in for the block; one that fails, if none is."""
    try:
        with trial_keys(places) as keys:
            client = Client(host, port or _port(places), places.account.name, keys.mine)
            yield list(alive(places, client, keys))
    except NotFound as missing:
        told = str(missing)
        yield [Check("attaque de ce qui tourne", lambda: told, "donnez une clé, et recommencez")]


def _port(places: Places) -> int:
    return int(system.told_to_sshd(places)["port"][0])


def _say(checks: Iterable[Check]) -> int:
    """Look at each, print a line for each in their order, and count those that failed."""
    colours = has_colours(os.environ, sys.stdout.isatty())
    listed = list(checks)
    failed = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for check, seen in zip(listed, pool.map(Check.seen, listed), strict=True):
            failed += bool(seen) and check.required
            print(line(check, seen, colours=colours), flush=True)
    return failed
