"""`completion`, `manuel`: made from the words of the command line."""

from __future__ import annotations

from argparse import Action, Namespace, _SubParsersAction
from collections.abc import Iterator

import shtab

from tui.config import Config
from tui.verbs import manual
from tui.verbs.command_line import parser_of_all
from tui.verbs.words.french_arguments import FrenchParser

PATHS = {"FICHIER": shtab.FILE, "DOSSIER": shtab.DIRECTORY}
"""What the names of values that are paths complete to."""


def completion(options: Namespace, config: Config) -> None:  # noqa: ARG001 - all verbs are called alike
    """Print what makes a shell complete the command."""
    parser = parser_of_all()
    for action in _actions(parser):
        if isinstance(action.metavar, str) and action.metavar in PATHS:
            action.complete = PATHS[action.metavar]  # type: ignore[attr-defined]
    print(shtab.complete(parser, shell=options.shell))


def manuel(options: Namespace, config: Config) -> None:  # noqa: ARG001 - all verbs are called alike
    """Print the manual page."""
    print(manual.page(parser_of_all()), end="")


def _actions(parser: FrenchParser) -> Iterator[Action]:
    """Give the arguments of the command and of each verb."""
    for action in parser.arguments:
        if isinstance(action, _SubParsersAction):
            for verb in action.choices.values():
                yield from _actions(verb)
        else:
            yield action
