"""A picture of every screen, in the states that a person meets."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from models.portefeuille import Portefeuille
from tests.snapshots.beginnings import form_a, listed, panel
from tests.snapshots.conftest import Kept, Picture, See
from tests.snapshots.drive import SMALL, grouped, portefeuille_in
from tests.snapshots.state import State
from tests.snapshots.states import HELPED, STATES
from tests.snapshots.wrong_fields import TYPED, sentences_of

IN_EVERY_THEME = ("liste", "panneau", "panneau-modification")


def state(name: str) -> State:
    return next(one for one in STATES if one.name == name)


@pytest.mark.parametrize("state", grouped(STATES))
def test_screen(kept: Kept, see: See, state: State) -> None:
    seen = see(state)
    assert bool(seen.svg) == state.svg
    assert seen.astray == ()
    kept(seen.texts, seen.svg)


@pytest.mark.parametrize("form", TYPED)
def test_what_may_be_typed(kept: Kept, tmp_path: Path, migrated_file: Path, form: str) -> None:
    with portefeuille_in(tmp_path / form, migrated_file) as portefeuille:
        text = asyncio.run(sentences_of(form, portefeuille))
    kept({"80x24": text})


@pytest.mark.parametrize("theme", ["sombre", "contraste"])
@pytest.mark.parametrize("name", IN_EVERY_THEME)
def test_theme(picture: Picture, portefeuille: Portefeuille, name: str, theme: str) -> None:
    shown = state(name)
    picture(shown.make(portefeuille), shown.keys, theme=theme, svg=True)


@pytest.mark.parametrize("name", ["liste", "formulaire", "panneau", "menu"])
def test_help(picture: Picture, portefeuille: Portefeuille, name: str) -> None:
    under = {"liste": listed, "formulaire": form_a, "panneau": panel, "menu": panel}[name]
    picture(
        under(portefeuille), ["ctrl+p" if name == "menu" else "f1"], svg=name in ("liste", "menu")
    )


@pytest.mark.parametrize("state", grouped(state for state in STATES if state.name in HELPED))
def test_help_of(kept: Kept, see: See, state: State) -> None:
    kept(see(state).help)


def test_a_window_that_is_too_small(picture: Picture, portefeuille: Portefeuille) -> None:
    picture(listed(portefeuille), sizes=[(59, 15)])


def test_the_smallest_window(picture: Picture, portefeuille: Portefeuille) -> None:
    """The box under the cursor is in sight, where the window is small from the start."""
    boxes = state("panneau-modification")
    picture(boxes.make(portefeuille), boxes.keys, sizes=[SMALL])
