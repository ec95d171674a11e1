"""The manual page, in roff: all the verbs, as `--help` says them."""

from __future__ import annotations

from argparse import SUPPRESS, Action, _SubParsersAction
from collections.abc import Iterator

from tui import __version__
from tui.verbs.words.french_arguments import FrenchParser

STATUSES = (
    (0, "fait."),
    (1, "refusé, une phrase sur la sortie d'erreur dit pourquoi."),
    (2, "la commande est mal écrite."),
    (3, "ce qui est nommé n'est pas là."),
    (4, "la base est occupée : on peut réessayer."),
    (5, "la base ou son journal n'est pas sain, ou n'a pas pu être vérifié."),
)
"""What each exit status means."""

ENVIRONMENT = (
    ("PORTEFEUILLE_BASE", "la base, comme --base."),
    ("PORTEFEUILLE_CLE", "le fichier de la clé principale, comme --cle."),
    ("NO_COLOR", "les écrans sans couleur."),
)


def page(parser: FrenchParser) -> str:
    """Write the page of the command, and of each of its verbs."""
    return "\n".join(_lines(parser)) + "\n"


def _lines(parser: FrenchParser) -> Iterator[str]:
    summary, _, rest = (parser.description or "").partition("\n")
    yield f'.TH PORTEFEUILLE 1 "" "Portefeuille {__version__}" "Manuel de Portefeuille"'
    # No word is cut, none pushed apart: an option is typed as it is read.
    yield from (".nh", ".ad l")
    yield from (".SH NOM", _plain(f"portefeuille - {summary.partition(':')[2].strip()}"))
    yield from (".SH SYNOPSIS", ".B portefeuille", _plain("[OPTION]... [VERBE [ARGUMENT]...]"))
    yield from (".SH DESCRIPTION", _plain(rest))
    yield ".SH OPTIONS"
    yield from _arguments(parser)
    yield ".SH VERBES"
    for name, verb in _verbs(parser):
        yield from (f".SS {_plain(name)}", _plain(verb.description or ""))
        # Each has --help, which is said once.
        yield from _arguments(verb, but="help")
        for action, its in _actions(verb):
            yield from (".PP", f".B {_plain(f'{name} {action}')}", ".br")
            yield from (_plain(its.description or ""), ".RS", *_arguments(its, but="help"), ".RE")
        if verb.epilog:
            yield from (".PP", "Exemple :", ".PP", ".RS", ".B " + _plain(_example(verb)), ".RE")
    yield ".SH CODES DE SORTIE"
    for status, said in STATUSES:
        yield from (".TP", f".B {status}", _plain(said))
    yield ".SH ENVIRONNEMENT"
    for name, said in ENVIRONMENT:
        yield from (".TP", f".B {name}", _plain(said))


def _verbs(parser: FrenchParser) -> Iterator[tuple[str, FrenchParser]]:
    for action in parser.arguments:
        if isinstance(action, _SubParsersAction):
            yield from action.choices.items()


def _actions(verb: FrenchParser) -> Iterator[tuple[str, FrenchParser]]:
    """Give the actions of a verb, and after each its own: `cle`, `cle ajouter`."""
    for name, action in _verbs(verb):
        yield name, action
        yield from ((f"{name} {words}", its) for words, its in _actions(action))


def _arguments(parser: FrenchParser, *, but: str = "") -> Iterator[str]:
    for action in parser.arguments:
        hidden = isinstance(action, _SubParsersAction) or action.help == SUPPRESS
        if not hidden and action.dest != but:
            yield from (".TP", ".B " + _plain(_named(action)), _plain(action.help or ""))


def _named(action: Action) -> str:
    """Name an argument, and its value: `--base URL`, `--regime general|…`, `FICHIER`."""
    choices = "|".join(map(str, action.choices)) if action.choices else ""
    value = "" if action.nargs == 0 else str(action.metavar or choices or action.dest.upper())
    return " ".join(filter(None, (", ".join(action.option_strings), value)))


def _example(verb: FrenchParser) -> str:
    return (verb.epilog or "").split("\n")[-1].strip()


def _plain(text: str) -> str:
    """Write a text on one line of roff: nothing in it is an order, a hyphen stays a hyphen.

    It may break between choices.
    """
    line = " ".join(text.split())
    escaped = line.replace("\\", "\\e").replace("-", "\\-").replace("|", "|\\:")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
