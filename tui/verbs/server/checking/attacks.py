"""Attacks by who has a key: commands, copies of files, forwardings, another's name, paths."""

from __future__ import annotations

import re
import socket
from argparse import Action, _SubParsersAction
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from secrets import token_hex
from threading import Event, Thread

from models.rights import ADMINISTRATION
from tui.verbs.command_line import parser_of_all
from tui.verbs.server.by_ssh import BY_SSH
from tui.verbs.server.checking.checks import Check
from tui.verbs.server.checking.client import Client, Done, perform
from tui.verbs.server.checking.trial import TrialKeys
from tui.verbs.server.session import OPTIONS_OF_THE_SERVER, is_path
from tui.verbs.words.french_arguments import FrenchParser

NOBODY = "00000000-personne"
HARMLESS = f"lister --recherche {NOBODY} --json"
"""What finds nothing: an attack reads no client."""

REFUSED = range(1, 3)
"""How the program says that it will not: refused, or badly written."""

_OURS = re.compile(
    f"[Pp]ar SSH|n'ouvre plus Portefeuille|^portefeuille\u00a0: |{re.escape(ADMINISTRATION)}",
    re.MULTILINE,
)
"""What it says then, which no shell does."""

_SERVER = (
    "le lanceur et les lignes des clés : « serveur installer », puis « utilisateur cle ecrire »"
)
_PROGRAM = "mettez le programme à jour, et prévenez ses auteurs (SECURITY.md)"
_FORWARDING = "« serveur installer » remet DisableForwarding"


def checks(client: Client, keys: TrialKeys) -> Iterator[Check]:
    """Give the attacks, the first of which is none: the door opens to who has a key."""
    running = "systemctl status ssh, et journalctl -u ssh dit pourquoi"
    yield Check("une clé ouvre, et un verbe répond", partial(_opens, client), running)
    yield Check("clé inconnue", partial(_unlisted, client, keys), "cherchez d'où sshd la connaît")
    yield Check(
        "clé que le fichier cite et que la base n'a pas",
        partial(_refused, client, HARMLESS, key=keys.unknown),
        _PROGRAM,
    )
    yield Check("nom d'un autre", partial(_as_another, client), _PROGRAM)
    yield Check("commande hors des verbes", partial(_refused, client, "id"), _SERVER)
    yield Check("signes de l'interpréteur", partial(_metacharacters, client), _SERVER)
    for name, attack in COPIES.items():
        yield Check(name, partial(_copied, attack, client, keys), _SERVER)
    yield Check("renvoi de port -L et -D", partial(_to_a_port, client), _FORWARDING)
    for name, where in (("-R", "0"), ("-R d'une prise", str(keys.folder / "prise"))):
        look = partial(_from_a_port, client, where)
        yield Check(f"renvoi de port {name}", look, _FORWARDING)
    for command in with_paths("/tmp/chemin-d-essai"):
        yield Check(f"chemin : {command}", partial(_refused, client, command), _PROGRAM)


def with_paths(path: str) -> Iterator[str]:
    """Give each permitted verb with a path where it takes one, and the options of the server."""
    for verb, parser in _parsers(parser_of_all()):
        for action in parser.arguments:
            if verb in BY_SSH and is_path(action):
                yield _with_path(verb, parser, action, path)
    for option in OPTIONS_OF_THE_SERVER:
        yield f"{option} {path} lister"


def _parsers(parser: FrenchParser, before: str = "") -> Iterator[tuple[str, FrenchParser]]:
    for action in parser.arguments:
        if isinstance(action, _SubParsersAction):
            for name, its in action.choices.items():
                verb = f"{before} {name}".strip()
                yield verb, its
                yield from _parsers(its, verb)


def _with_path(verb: str, parser: FrenchParser, attacked: Action, path: str) -> str:
    words = [verb]
    for action in parser.arguments:
        if action is attacked:
            words += [*action.option_strings[:1], path]
        elif not action.option_strings and action.nargs is None:
            words.append("-" if is_path(action) else "personne")
    return " ".join(words)


def _opens(client: Client) -> str:
    done = client.ask(HARMLESS)
    if (done.status, done.out.strip(), done.err.strip()) == (0, "[]", ""):
        return ""
    return f"code {done.status}, {done.told or 'aucun mot'}"


def _unlisted(client: Client, keys: TrialKeys) -> str:
    done = client.ask(HARMLESS, key=keys.unlisted)
    refused = done.status == 255 and "Permission denied" in done.err
    return "" if refused else _what(done)


def _refused(client: Client, command: str, key: Path | None = None) -> str:
    """Have the program refuse a command, with a sentence and nothing else."""
    return _what(client.ask(command, key=key))


def _what(done: Done) -> str:
    """Say what is wrong with a refusal; nothing, if it is one of the program."""
    if done.status in REFUSED and not done.out.strip() and _OURS.search(done.err):
        return ""
    return f"code {done.status}, {done.told or 'aucun mot'}"


def _as_another(client: Client) -> str:
    command = f"session un.autre --empreinte SHA256:{'A' * 43}"
    return _what(client.ask(command))


def _metacharacters(client: Client) -> str:
    return _leaves_nothing(
        lambda mark: client.ask(
            f"lister --recherche $(touch {mark}) `touch {mark}`; touch {mark} | touch {mark} && "
            f"touch {mark} || touch {mark} &\ntouch {mark}\n> {mark}"
        )
    )


def _leaves_nothing(attack: Callable[[Path], Done]) -> str:
    """Attack, and look for the file that should not have been made."""
    mark = Path("/tmp") / f"portefeuille-{token_hex(8)}"
    done = attack(mark)
    if mark.exists():
        mark.unlink()
        return "la commande a été lancée"
    return "" if done.status else _what(done)


def _sftp(client: Client, source: Path, _mark: Path) -> Done:
    return perform([*client.words("sftp"), "-b", str(source), client.server])


def _scp(client: Client, source: Path, mark: Path) -> Done:
    return perform([*client.words("scp"), "-s", str(source), f"{client.server}:{mark}"])


def _old_scp(client: Client, source: Path, mark: Path) -> Done:
    return perform([*client.words("scp"), "-O", str(source), f"{client.server}:{mark}"])


COPIES = {"sftp": _sftp, "scp": _scp, "scp de l'ancien protocole": _old_scp}


def _copied(attack: Callable[..., Done], client: Client, keys: TrialKeys) -> str:
    source = keys.folder / "vide"
    source.touch()
    return _leaves_nothing(lambda mark: attack(client, source, mark))


def _to_a_port(client: Client) -> str:
    """Have the server reach a port of its machine: -L and -D are asked for by the same words."""
    reached = Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        answering = Thread(target=_answer, args=(listener, reached))
        answering.start()
        host, port = listener.getsockname()
        done = client.forward("-W", f"{host}:{port}")
        listener.shutdown(socket.SHUT_RDWR)
        answering.join()
    if reached.is_set():
        return "sshd a ouvert la connexion"
    return "" if "prohibited" in done.err else f"code {done.status}, {done.told}"


def _answer(listener: socket.socket, reached: Event) -> None:
    """Take one connection, and end it at once; none, when the listener is shut."""
    with suppress(OSError):
        listener.accept()[0].close()
        reached.set()


def _from_a_port(client: Client, where: str) -> str:
    # A command ends at once: a forwarding that is taken would stay.
    done = client.forward("-R", f"{where}:127.0.0.1:9" if where == "0" else f"{where}:/dev/null")
    refused = done.status == 255 and "forwarding failed" in done.err
    return "" if refused else f"code {done.status}, {done.told or 'renvoi accepté'}"
