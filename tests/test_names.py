"""Names are English, or nouns of docs/glossaire.md (ADR 0003), which lists the screens."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from english_words import get_english_words_set

from tests.test_house_rules import ROOT, names, screens

pytestmark = pytest.mark.xdist_group("names")
"""One worker has them all: what they read is read once."""

PACKAGES = ("tui", "screens", "models", "bench")
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if path.parent.name != "migrations"  # named for what they did on the day, and never again
)
GLOSSARY = (ROOT / "docs/glossaire.md").read_text("utf-8")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
OF_THE_TRADE = {
    *("app", "async", "config", "demo", "hangup", "init", "json", "keymap", "nav"),
    *("postgresql", "sqlite", "stylesheet", "uid", "widget"),
}
"""Words of the trade that no dictionary holds."""
ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


def words(name: str) -> list[str]:
    """Give the words of `PagedList` or `paged_list`."""
    return [word.lower() for word in WORD.findall(name)]


@cache
def known() -> frozenset[str]:
    """Give the words of English, of the trade, and those that the glossary writes as code."""
    ours = {word for code in re.findall(r"`([^`]+)`", GLOSSARY) for word in words(code)}
    english: set[str] = get_english_words_set(["web2", "gcide"], lower=True)
    return frozenset(OF_THE_TRADE | ours | english)


def stems(word: str) -> Iterator[str]:
    """Give the words that `word` may be the plural, the past or the participle of."""
    yield word
    for ending, instead in ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield stem + instead
            if stem[-2:-1] == stem[-1:]:
                yield stem[:-1]


def strangers(name: str) -> list[str]:
    """Give the words of `name` that are neither English nor of the glossary."""
    return [word for word in words(name) if not known().intersection(stems(word))]


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_a_name_is_english_or_of_the_glossary(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = [path.parent.name, path.stem, *classes]
    assert not {name: left for name in found if (left := strangers(name))}


@pytest.mark.parametrize("name", ["tiroirs", "echantillon", "PanneauDroit", "colonnage"])
def test_another_french_name_is_seen(name: str) -> None:
    assert strangers(name)


def test_every_screen_is_in_the_glossary_by_its_title() -> None:
    for screen in screens():
        path = screen.__module__.replace(".", "/") + ".py"
        row = f"| {screen.TITLE} | `{screen.__name__}` | `{path}` |"
        assert row in GLOSSARY, f"docs/glossaire.md lacks « {row} »"
