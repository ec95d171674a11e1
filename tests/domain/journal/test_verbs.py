"""Every verb that the source records has its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from models.journal.verbs import WORDS, title_of, what_of
from models.writing.gestes import STAYS, UNDOABLE
from tests.test_house_rules import MODULES

ARGUMENT = "verbe"


def takers(trees: list[ast.Module]) -> dict[str, set[int]]:
    """Give what takes a verb: the names of functions, and `Entry`; at which ranks."""
    found: dict[str, set[int]] = {}
    for node in (one for tree in trees for one in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [one.arg for one in node.args.args if one.arg != "self"]
            if ARGUMENT in names:
                found.setdefault(node.name, set()).add(names.index(ARGUMENT))
        elif isinstance(node, ast.ClassDef) and node.name == "Entry":
            fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
            names = [one.target.id for one in fields if isinstance(one.target, ast.Name)]
            found[node.name] = {names.index(ARGUMENT)}
    return found


def constants(trees: list[ast.Module]) -> dict[str, str]:
    """Give the texts that have a name in a module: `UNDO`."""
    return {
        node.targets[0].id: node.value.value
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def recorded(trees: list[ast.Module]) -> Iterator[str]:
    """Give the verbs that are handed to what takes one; what is only passed on is not read."""
    known, named = takers(trees), constants(trees)
    for node in (one for tree in trees for one in ast.walk(tree)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        ranks = known.get(name, set())
        given = [one.value for one in node.keywords if one.arg == ARGUMENT and name in known]
        given += [one for rank, one in enumerate(node.args) if rank in ranks]
        for value in given:
            if isinstance(value, ast.Constant):
                yield str(value.value)
            elif text := named.get(getattr(value, "attr", getattr(value, "id", ""))):
                yield text


def test_every_verb_that_is_recorded_has_its_words() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in MODULES if "models" in path.parts]
    found = set(recorded(trees))
    assert len(found) >= 18, "the source is read no longer"
    assert {"annuler", "code_secours_refuse", "oublier_modele", *UNDOABLE, *STAYS} <= found
    assert not found - set(WORDS), "models/journal/verbs.py lacks their words"


def test_what_is_unknown_is_still_said() -> None:
    assert title_of("autre") == "autre"
    assert "autre" in what_of(["autre"])
