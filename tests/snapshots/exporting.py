"""The states of what goes out: its window, its columns, its question."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from models.labels import Role
from models.portefeuille import Portefeuille
from screens.etablissements import EtablissementsScreen
from tests.cabinet import colleague_of, fill
from tests.snapshots.parts import said
from tests.snapshots.state import State


def filled(portefeuille: Portefeuille) -> Screen[Any]:
    fill(portefeuille, 12)
    return EtablissementsScreen(portefeuille)


def administered(portefeuille: Portefeuille) -> Screen[Any]:
    fill(portefeuille, 12)
    return EtablissementsScreen(colleague_of(portefeuille, "Anne Roy", Role.ADMINISTRATEUR))


TICKED = ("slash", *"savignac", "enter", "space", "space")
TICK_NIR = ("tab", "tab", "tab", "space")
EXPORT = (
    State("export", filled, ("e",), svg=True),
    State("export-coches", filled, (*TICKED, "e", "tab", "right", "tab", "right")),
    State("export-json", filled, ("e", "tab", "left", "right", "right")),
    State("export-refuse", filled, ("e", *["backspace"] * 5, "enter")),
    State("export-administrateur", administered, ("e", "tab", "tab", "tab", "space")),
    State("export-nir", administered, ("e", *TICK_NIR, "ctrl+s"), part=said),
    State("export-colonnes", filled, ("e", "f6", "down", "space"), svg=True),
    State("export-colonnes-aucune", filled, ("e", "f6", "minus", "enter")),
)
EXPORTED = ("export", "export-administrateur", "export-colonnes")
"""A telling one of each window."""
