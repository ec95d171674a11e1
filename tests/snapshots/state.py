"""A state of a screen, to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from models.portefeuille import Portefeuille

Make = Callable[[Portefeuille], Screen[Any]]


@dataclass(frozen=True)
class State:
    """A state of a screen: how it is made, and the keys that lead to it."""

    name: str
    make: Make
    keys: Sequence[str] = ()
    svg: bool = False
