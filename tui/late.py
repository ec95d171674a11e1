"""What is loaded once the login is painted: the one place where imports wait.

Peewee, argon2 and cryptography cost as much as the first frame itself (docs/performance.md).
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.screen import Screen

from screens.access.door import Secrets
from tui.config import Config

if TYPE_CHECKING:
    from models.portefeuille import Portefeuille
    from tui.front_door import FrontDoor


class LateDoor:
    """The front door, opened when somebody first pushes it."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @cached_property
    def _door(self) -> FrontDoor:
        front_door = import_module("tui.front_door")
        collect_from_now_on()
        return cast("FrontDoor", front_door.FrontDoor(self._config))

    def is_first_run(self) -> bool:
        """Whether nobody has created an espace on this base."""
        return self._door.is_first_run()

    def log_in(self, identifiant: str, mot_de_passe: str) -> Portefeuille:
        """Let somebody in; LoginRefused otherwise."""
        return self._door.log_in(identifiant, mot_de_passe)

    def create_espace(
        self, *, cabinet: str, siren: str, identifiant: str, nom: str, mot_de_passe: str
    ) -> Secrets:
        """Create the cabinet, its main key and its first administrateur."""
        return self._door.create_espace(
            cabinet=cabinet,
            siren=siren,
            identifiant=identifiant,
            nom=nom,
            mot_de_passe=mot_de_passe,
        )

    def reset_password(self, identifiant: str, code: str, nouveau: str) -> str:
        """Set a new password with the recovery code; gives the next recovery code."""
        return self._door.reset_password(identifiant, code, nouveau)

    def close(self) -> None:
        """Close the base, if it was ever opened."""
        if "_door" in self.__dict__:
            self._door.close()


def collect_from_now_on() -> None:
    """Look for garbage from now on, never in what was loaded, the fields of the login included."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def check_keys(touches: Mapping[str, str], app: type[App[None]]) -> None:
    """Refuse (BadConfig) keys that cannot be; few people change any."""
    keymap = import_module("tui.keymap")
    keymap.check(touches, keymap.keys(app))


def everywhere() -> ModuleType:
    """Give what the keys of every screen open."""
    return import_module("tui.everywhere")


def accueil(portefeuille: Portefeuille, *, demo: bool) -> Screen[None]:
    """Make the first screen of somebody who came in."""
    screen = import_module("screens.accueil").AccueilScreen(portefeuille, demo=demo)
    return cast("Screen[None]", screen)
