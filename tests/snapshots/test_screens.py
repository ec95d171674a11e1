"""A picture of every screen, in the states that a person meets."""

from __future__ import annotations

import pytest

from models.portefeuille import Portefeuille
from tests.snapshots.conftest import Picture
from tests.snapshots.states import STATES, State, form_a, listed, panel


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_screen(picture: Picture, portefeuille: Portefeuille, state: State) -> None:
    picture(state.make(portefeuille), state.keys, size=state.size, svg=state.svg)


@pytest.mark.parametrize("name", ["liste", "formulaire", "panneau", "menu"])
def test_help(picture: Picture, portefeuille: Portefeuille, name: str) -> None:
    under = {"liste": listed, "formulaire": form_a, "panneau": panel, "menu": panel}[name]
    picture(under(portefeuille), ["ctrl+p" if name == "menu" else "f1"], svg=name == "liste")
