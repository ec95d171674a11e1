"""The attacks of `serveur verifier` on a real sshd: all hold, and each is seen to succeed once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.journeys.server.page import Walk
from tests.journeys.server.throw_away import Server, changed, gives_terminals
from tests.tries import FULL
from tui.verbs.server.checking import attacks, held_session, verifying
from tui.verbs.server.checking.checks import Check
from tui.verbs.server.checking.client import Client, Done
from tui.verbs.server.checking.held_session import Held
from tui.verbs.server.checking.trial import TrialKeys, trial_keys
from tui.verbs.server.installing.places import Places

pytestmark = pytest.mark.xdist_group("sshd")

IN_PART = (
    *("une clé ouvre", "clé inconnue", "clé que le fichier", "renvoi"),
    *("environnement", "nom du terminal", "Python", "agent", "X11", "~/.ssh/rc"),
)
"""What CI tries of the attacks on a sound server: most of the others start the program too."""

ALLOWED = """\
# Portefeuille : spoilt on purpose
XAuthLocation /bin/true
Match User {account}
    AuthorizedKeysFile {keys}
    AcceptEnv *
    X11Forwarding yes
    PermitUserRC yes
    AllowStreamLocalForwarding yes
Match all
"""
SHELL = """\
#!/bin/sh
case "$SSH_ORIGINAL_COMMAND" in
    importer*--essai*) exec cat ;;
    *) exec /bin/sh -c "$SSH_ORIGINAL_COMMAND" ;;
esac
"""
"""A launcher that runs whatever is asked for; what waits for a table waits."""


def looked_at(checks: list[Check]) -> dict[str, str]:
    """Give what each check saw, by its subject."""
    with ThreadPoolExecutor(verifying.AT_ONCE) as pool:
        found = pool.map(Check.seen, checks)
        return dict(zip((one.subject for one in checks), found, strict=True))


def possible(places: Places, client: Client, keys: TrialKeys) -> list[Check]:
    """Give the attacks, but those that need a terminal where none is given."""
    if gives_terminals():
        return list(verifying.alive(places, client, keys))
    return list(attacks.checks(client, keys))


def test_a_sound_server_holds(walk: Walk) -> None:
    server = walk.server
    with trial_keys(server.places) as keys:
        checks = possible(server.places, server.client(keys.mine), keys)
        tried = [one for one in checks if FULL or one.subject.startswith(IN_PART)]
        seen = looked_at(tried)
    assert {subject: why for subject, why in seen.items() if why} == {}
    assert len(checks) > (24 if gives_terminals() else 18)
    assert not server.places.trial_keys.exists()


@contextmanager
def spoilt(server: Server) -> Iterator[tuple[TrialKeys, Client]]:
    """Give keys whose line allows all, on an sshd that allows all; what it runs is a shell."""
    places = server.places
    with ExitStack() as stack:
        stack.callback(server.reload)
        for path in (places.drop_in, places.keys, places.session):
            stack.enter_context(changed(path))
        files = f"{places.keys} {places.trial_keys}"
        allowed = ALLOWED.format(account=places.account.name, keys=files)
        places.drop_in.write_text(allowed, "utf-8")
        places.session.write_text(SHELL, "utf-8")
        lines = places.keys.read_text("utf-8").replace("restrict,pty,command", "command")
        assert "restrict" not in lines
        places.keys.write_text(lines, "utf-8")
        server.reload()
        keys = stack.enter_context(trial_keys(places))
        unlisted = keys.unlisted.with_suffix(".pub").read_text("utf-8")
        with places.trial_keys.open("a", encoding="utf-8") as file:
            file.write(unlisted)
        yield keys, server.client(keys.mine)


def test_every_attack_succeeds_on_a_server_that_is_spoilt(walk: Walk) -> None:
    places = walk.server.places
    with spoilt(walk.server) as (keys, client):
        tried = possible(places, client, keys)
        paths = [one for one in tried if one.subject.startswith("chemin")]
        seen = looked_at([one for one in tried if FULL or one not in paths[1:]])
    green = {subject for subject, why in seen.items() if not why}
    # Its home is the tester's own, where nothing is laid.
    assert green == ({"~/.ssh/rc"} if gives_terminals() else set())
    assert seen["signes de l'interpréteur"] == "la commande a été lancée"
    assert seen["scp"] == seen["scp de l'ancien protocole"] == "la commande a été lancée"
    assert seen["renvoi de port -L et -D"] == "sshd a ouvert la connexion"
    if gives_terminals():
        assert "PYTHONPATH" in seen["environnement d'une session"]
        assert "TEXTUAL_LOG" in seen["environnement d'une session"]
        assert "agent" in seen["agent SSH (-A)"]
        assert seen["nom du terminal nettoyé"] == f"TERM={held_session.TERM}"


def test_an_rc_that_was_run_is_seen(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(("python", "-I"), {}, "", frozenset(), ran_rc=True)
    monkeypatch.setattr(held_session, "_look", lambda *_: held)
    places, keys = walk.server.places, TrialKeys(*[Path("/")] * 4)
    checks = held_session.checks(places, walk.server.client(Path("/")), keys)
    seen = {one.subject: one.seen() for one in checks}
    assert seen["~/.ssh/rc"] == "il a été lancé"


def test_a_trap_is_laid_in_the_home_of_the_account_and_taken_away(walk: Walk) -> None:
    places = walk.server.places
    machine = replace(places, account=replace(places.account, home=places.home))
    places.home.chmod(0o755)
    with held_session._trap(machine) as sprung:
        laid = [one.name for one in places.home.rglob("*")]
        assert laid in ([".ssh", "rc"], [])
        assert not sprung()
    assert list(places.home.iterdir()) == []
    places.home.chmod(0o555)


def test_every_verb_that_takes_a_path_is_attacked_with_one() -> None:
    commands = list(attacks.with_paths("/x"))
    assert {command.split()[0] for command in commands if not command.startswith("--")} == {
        *("exporter", "importer", "rapprocher", "utilisateur")
    }
    assert "utilisateur cle ajouter personne --cle /x" in commands
    assert {command.split()[0] for command in commands if command.startswith("--")} == {
        *("--base", "--cle", "--config", "--cabinet", "--demo")
    }
    assert all("/x" in command for command in commands)
    assert "importer - --rejets /x" in commands


@pytest.mark.parametrize(
    ("done", "is_refused"),
    [
        (Done(1, "", "«\u00a0id\u00a0» n'est pas permis par SSH."), True),
        (Done(2, "", "portefeuille\u00a0: argument inconnu"), True),
        (Done(2, "", "/bin/sh: 0: Illegal option --"), False),
        (Done(0, "", ""), False),
        (Done(1, "uid=0", "par SSH"), False),
        (Done(127, "", "not found"), False),
        (Done(255, "", "Permission denied"), False),
        (Done(1, "", ""), False),
    ],
)
def test_a_refusal_is_the_program_s(done: Done, is_refused: bool) -> None:
    assert (attacks._what(done) == "") is is_refused
