"""argparse in French: its help, its errors, its exit status 2."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from models.cleaning import seen

FRENCH = {
    "usage: ": "usage\u00a0: ",
    "options": "options\u00a0",
    "positional arguments": "arguments\u00a0",
    "subcommands": "verbes",
    "show this help message and exit": "montre cette aide",
    "show program's version number and exit": "montre la version",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s\u00a0: %(message)s",
    "expected one argument": "attend une valeur",
    "expected at most one argument": "attend une valeur au plus",
    "expected at least one argument": "attend au moins une valeur",
    "not allowed with argument %s": "ne va pas avec %s",
    "ignored explicit argument %r": "n'attend pas de valeur (%r)",
    "one of the arguments %s is required": "il faut l'un de ces arguments\u00a0: %s",
    "the following arguments are required: %s": "il manque\u00a0: %s",
    "unrecognized arguments: %s": "argument inconnu\u00a0: %s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "option ambiguë\u00a0: %(option)s peut être %(matches)s"
    ),
    "invalid %(type)s value: %(value)r": "valeur incorrecte\u00a0: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "valeur inconnue\u00a0: %(value)r (valeurs possibles\u00a0: %(choices)s)"
    ),
}


def speak_french() -> None:
    """Have argparse take its words from FRENCH; it looks them up through its own `_`."""
    argparse._ = lambda text: FRENCH.get(text, text)  # type: ignore[attr-defined]
    argparse.ngettext = lambda one, many, n: FRENCH.get(  # type: ignore[attr-defined]
        one if n == 1 else many, one if n == 1 else many
    )


class FrenchParser(argparse.ArgumentParser):
    """A parser whose `example` stands under its help."""

    def __init__(self, *args: Any, example: str = "", **settings: Any) -> None:
        speak_french()
        super().__init__(  # type: ignore[misc]
            *args,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            epilog=f"exemple\u00a0:\n  {example}" if example else None,
            allow_abbrev=False,
            **settings,
        )

    @property
    def arguments(self) -> list[argparse.Action]:
        """What the command takes, its verbs among it."""
        return self._actions

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, on the error output; exit 2."""
        self.exit(
            2,
            f"portefeuille\u00a0: {seen(message)}\nVoir «\u00a0{self.prog} --help\u00a0».\n",
        )


def add_verb(verbs: Any, name: str, summary: str, example: str, *, more: str = "") -> FrenchParser:
    """Add a verb, and give the parser of its options; its own help alone says `more`."""
    described = "\n\n".join(filter(None, (summary, more)))
    parser: FrenchParser = verbs.add_parser(
        name, help=summary, description=described, example=f"portefeuille {example}"
    )
    return parser


def add_actions(parser: FrenchParser) -> Any:
    """Let a verb have actions, each with its own words; `action` is the one that is asked for."""
    return parser.add_subparsers(
        dest="action", metavar="ACTION", required=True, help="ce qui est à faire"
    )
