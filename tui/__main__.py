"""The command `portefeuille`: opens the screens, or carries out one verb."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from types import SimpleNamespace
from typing import Any, NoReturn

from models import system_log
from models.errors import BadFields, Doubtful, NotFound, Refusal, StorageBusy, Unsound
from tui.config import Config, load
from tui.engine.crash_report import take_over
from tui.garbage import hold_off
from tui.terminal import checks
from tui.terminal.environment import scrub
from tui.verbs.stopped import Stopped, stopped_by_signals

VERBS = {
    "annuler": "history:annuler",
    "cle": "key:manage_cle",
    "completion": "completion:completion",
    "confier": "gestures:confier",
    "corbeille": "corbeille:corbeille",
    "creer-espace": "people:creer_espace",
    "exporter": "exports:exporter",
    "importer": "importer:importer",
    "info": "about:info",
    "inscrire": "clients:inscrire",
    "journal": "history:journal",
    "lister": "clients:lister",
    "manuel": "completion:manuel",
    "message": "clients:message",
    "migrer": "upkeep:migrer",
    "modele": "modeles:manage_modele",
    "modifier": "gestures:modifier",
    "rapprocher": "rapprocher:rapprocher",
    "refuser": "gestures:refuser",
    "reinitialiser": "people:reinitialiser",
    "reporter": "gestures:reporter",
    "resilier": "clients:resilier",
    "restaurer": "backups:restaurer",
    "restaurer-client": "corbeille:restaurer_client",
    "sauvegarder": "backups:sauvegarder",
    "serveur": "server.management:manage_serveur",
    "services": "gestures:services",
    "session": "server.session:arrived",
    "touches": "touches:touches",
    "transferer": "transfer:transferer",
    "utilisateur": "people:manage_utilisateur",
    "veille": "server.veille:veille",
    "verifier": "upkeep:verifier",
}


STATUSES: dict[type[Refusal], int] = {NotFound: 3, StorageBusy: 4, Unsound: 5}
"""What a script may tell apart: what it named is not there, it may try again, all is not sound."""

_SCREENS = {"verb": None, "base": None, "cle": None, "config": None, "cabinet": None}
SESSION = "session"
SHORT = {
    (): SimpleNamespace(demo=False, **_SCREENS),
    ("--demo",): SimpleNamespace(demo=True, **_SCREENS),
}
"""The options of the shortest commands, as the parser of all verbs gives them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 1 refused with a sentence on stderr, 2 bad usage, or STATUSES.

    128 and its number for a signal.
    """
    scrub()
    options = _options_of(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(options)
    except BrokenPipeError:
        # Who read the output has seen enough (`lister | head`); Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Stopped as end:
        with suppress(OSError):  # as when the terminal is gone
            print("Interrompu.", file=sys.stderr, flush=True)
        return 128 + end.number
    except BadFields as refusal:
        print("\n".join(refusal.sentences.values()), file=sys.stderr)
        return 1
    except Doubtful as refusal:
        print(f"{refusal}\nPour passer outre\u00a0: --forcer", file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return STATUSES.get(type(refusal), 1)


def _run(options: Any) -> int:
    # What comes through sshd names neither base nor key, in its environment either.
    environ = {} if options.verb == SESSION else os.environ
    system_log.begin(environ)
    config = load(environ, file=options.config, base=options.base, cle=options.cle)
    take_over(config.folder)
    if options.verb == SESSION:
        return _receive(options, config)
    return _carry_out(options, config) if options.verb else _open_screens(options, config)


def _options_of(arguments: Sequence[str]) -> Any:
    """Read the command; for the shortest, the parser of all verbs is not even loaded."""
    if known := SHORT.get(tuple(arguments)):
        return known
    from tui.verbs.command_line import parse

    return parse(arguments)


def _receive(options: Any, config: Config) -> int:
    """Run what is asked for by who came through sshd: a verb, or the screens."""
    from tui.verbs.server.session import arrived

    with stopped_by_signals(), arrived(options, config, os.environ) as (asked, came):
        if asked.verb:
            return _carry_out(asked, came)
    return _open_screens(asked, came)


def _carry_out(options: Any, config: Config) -> int:
    room, name = VERBS[options.verb].split(":")
    # Only the verb's own libraries are loaded: a script may call it a thousand times.
    verb = getattr(import_module(f"tui.verbs.{room}"), name)
    if isinstance(sys.stdout, TextIOWrapper):
        # A file has the name that an older system gave it: its bytes go out as they came in.
        sys.stdout.reconfigure(errors="surrogateescape")
    with stopped_by_signals():
        verb(options, config)
        sys.stdout.flush()
    return 0


def _open_screens(options: Any, config: Config) -> int:
    codeset = checks.codeset_of(os.environ)
    outputs = sys.stdout.isatty() and sys.stderr.isatty()
    if why := checks.complaint(os.environ, sys.stdin.isatty(), outputs, codeset):
        raise Refusal(why)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        checks.speak(stream, codeset)
    hold_off()
    # What is drawn is written by another thread, as soon as this one lets it: a fifth of a key.
    sys.setswitchinterval(0.0001)
    if options.demo:
        from tui.demo.app import run
    else:
        from tui.app import run
    return run(config, codeset=codeset)


def program() -> NoReturn:
    """Be the command `portefeuille`.

    All is closed by now: Python would take two tenths of a second to put its objects away.
    """
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    program()
