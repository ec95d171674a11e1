"""How the command line is used: said in French, with an example, and refused with a sentence."""

from __future__ import annotations

import re
from argparse import _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.english import english_in
from tests.journeys.command_line.command import Run
from tui.__main__ import SHORT, VERBS
from tui.verbs.command_line import parse, parser_of_all
from tui.verbs.words.french_arguments import FrenchParser

TITLES = ("usage", "options", "arguments", "verbes", "exemple", "Portefeuille")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("inscrire", "il faut l'un de ces arguments"),
        ("inscrire --siren", "attend une valeur"),
        ("inscrire --gerant --siret", "attend au moins une valeur"),
        ("inscrire --siren 1 --gerant", "ne va pas avec --siren"),
        ("inscrire --siren 1 --montant 1 --nir-stdin", "ne va pas avec --montant"),
        ("lister --regime x", "valeur inconnue"),
        ("lister --nimporte", "argument inconnu"),
        ("lister --jso", "argument inconnu"),
        ("lister --json=3", "n'attend pas de valeur"),
        ("lister de trop", "argument inconnu"),
        ("danser", "valeur inconnue"),
        ("--demo lister", "--demo ouvre les écrans, sans verbe"),
        ("--base", "attend une valeur"),
        ("sauvegarder", "il faut l'un de ces arguments"),
        ("sauvegarder x.db --dans y", "ne va pas avec"),
        ("sauvegarder x.db --garder 3", "--garder N va avec --dans DOSSIER"),
        ("sauvegarder --dans y --garder 0", "au moins 1, par exemple 30"),
        ("sauvegarder --dans y --garder tout", "au moins 1, par exemple 30"),
        ("creer-espace", "il manque"),
        ("utilisateur danser m.petit", "valeur inconnue"),
        ("utilisateur", "il manque\u00a0: ACTION"),
        ("utilisateur lister m.petit", "argument inconnu"),
        ("utilisateur role m.petit", "il faut l'un de ces arguments"),
        ("utilisateur ajouter m.petit consultation --role consultation", "ne va pas avec"),
    ],
)
def test_bad_usage_is_said_in_french(run: Run, words: str, said: str) -> None:
    refused = run(*words.split())
    assert refused.status == 2
    assert said in refused.err
    assert refused.err.startswith("portefeuille\u00a0: ")
    assert english_in(refused.err) == []
    assert "usage" not in refused.err


def verbs_of(parser: FrenchParser) -> Iterator[tuple[tuple[str, ...], FrenchParser]]:
    """Give the parser of each verb, and of each action of a verb, by their words."""
    for action in parser.arguments:
        if isinstance(action, _SubParsersAction):
            for name, verb in action.choices.items():
                yield (name,), verb
                yield from (((name, *words), its) for words, its in verbs_of(verb))


ALL = dict(verbs_of(parser_of_all()))


def test_every_verb_is_there() -> None:
    assert {words[0] for words in ALL} == set(VERBS)
    assert ("utilisateur", "transferer") in ALL


@pytest.mark.parametrize("words", [(), *ALL], ids=" ".join)
def test_every_help_is_french_and_has_an_example(run: Run, words: tuple[str, ...]) -> None:
    shown = run(*words, "--help")
    assert shown.status == 0
    assert "exemple\u00a0:\n  portefeuille " in shown.out
    assert english_in(shown.out) == []
    titles = re.findall(r"^(\w+\W*):", shown.out, re.MULTILINE)
    assert set(titles) <= {f"{title}\u00a0" for title in TITLES}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "ce fichier n'existe pas"),
        ("root:x:0\n", "(ligne 1, colonne 5)"),
        ("\xff", "n'est pas un fichier TOML."),
    ],
)
def test_a_configuration_that_cannot_be_read_is_said_in_french(
    run: Run, tmp_path: Path, content: str | None, said: str
) -> None:
    file = tmp_path / "reglages.toml"
    if content is not None:
        file.write_bytes(content.encode("latin-1"))
    answer = run("--config", str(file), "lister")
    assert answer.status == 1
    assert said in answer.err
    assert "Expected" not in answer.err


def test_every_option_of_every_verb_says_what_it_is_for() -> None:
    options = [(words, one) for words, verb in ALL.items() for one in verb.arguments]
    assert [(name, one.dest) for name, one in options if not one.help] == []


def test_the_screens_alone_are_said_as_the_parser_says_them() -> None:
    for arguments, options in SHORT.items():
        assert vars(options) == vars(parse(arguments))
