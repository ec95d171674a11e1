"""A picture of every screen, in the states that a person meets."""

from __future__ import annotations

import pytest

from models.portefeuille import Portefeuille
from tests.snapshots.beginnings import form_a, listed, panel
from tests.snapshots.conftest import Kept, Picture, See
from tests.snapshots.drive import SIZES, grouped
from tests.snapshots.state import State
from tests.snapshots.states import STATES

HELPED = (
    "connexion",
    "premier-demarrage",
    "mot-de-passe-oublie",
    "secrets",
    "verrou",
    "accueil",
    "liste-recherche",
    "type",
    "panneau-modification",
    "confirmation",
    "modeles",
    "refus",
    "lot",
    "inscription-groupee",
    "inscription-groupee-ligne",
    "copie",
    "bulle-services",
)
SMALLEST = (
    "connexion-refusee",
    "premier-demarrage",
    "mot-de-passe-oublie",
    "secrets",
    "verrou",
    "accueil",
    "liste",
    "liste-vue-dossier",
    "liste-effacer-preuves",
    "type",
    "formulaire-a",
    "formulaire-b-erreurs",
    "formulaire-b-modification",
    "formulaire-c",
    "panneau",
    "panneau-modification",
    "panneau-comptes",
    "confirmation",
    "modeles",
    "refus",
    "lot",
    "inscription-groupee",
    "inscription-groupee-ligne",
    "copie",
    "bulle-services",
)
IN_EVERY_THEME = ("liste", "panneau", "panneau-modification")


def state(name: str) -> State:
    return next(one for one in STATES if one.name == name)


@pytest.mark.parametrize("state", grouped(STATES))
def test_screen(kept: Kept, see: See, state: State) -> None:
    seen = see(state)
    assert len(seen.texts) == len(SIZES)
    assert bool(seen.svg) == state.svg
    kept(seen.texts, seen.svg)


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


@pytest.mark.parametrize("name", HELPED)
def test_help_of(picture: Picture, portefeuille: Portefeuille, name: str) -> None:
    shown = state(name)
    picture(shown.make(portefeuille), (*shown.keys, "f1"), sizes=[(80, 24), (60, 16)])


def test_a_window_that_is_too_small(picture: Picture, portefeuille: Portefeuille) -> None:
    picture(listed(portefeuille), sizes=[(59, 15)])


@pytest.mark.parametrize("name", SMALLEST)
def test_the_smallest_window(picture: Picture, portefeuille: Portefeuille, name: str) -> None:
    shown = state(name)
    picture(shown.make(portefeuille), shown.keys, sizes=[(60, 16)])
