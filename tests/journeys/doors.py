"""Doors of an espace that answer as they are told."""

from __future__ import annotations

from typing import cast

from models.access.front_door import FrontDoor, Secrets
from models.access.passwords import DIFFERENT
from models.errors import BadFields, LoginRefused, StorageBusy
from models.portefeuille import Portefeuille

PASSWORD = "cheval correct agrafe lundi"


def refuse_different(mot_de_passe: str, confirmation: str | None) -> None:
    if confirmation not in (None, mot_de_passe):
        raise BadFields({"confirmation": DIFFERENT})


class PretendDoor(FrontDoor):
    """Knows one person; remembers what was asked."""

    def __init__(self, *, first_run: bool = False) -> None:
        self.first_run = first_run
        self.asked: list[tuple[str, ...]] = []

    def is_first_run(self) -> bool:
        return self.first_run

    def log_in(self, identifiant: str, mot_de_passe: str) -> Portefeuille:
        self.asked.append((identifiant, mot_de_passe))
        if mot_de_passe != PASSWORD:
            raise LoginRefused("Identifiant ou mot de passe incorrect.")
        return cast("Portefeuille", "inside")

    def create_espace(
        self,
        *,
        cabinet: str,
        siren: str,
        identifiant: str,
        nom: str,
        mot_de_passe: str,
        confirmation: str | None = None,
    ) -> Secrets:
        self.asked.append((cabinet, siren, identifiant, nom, mot_de_passe))
        if not cabinet:
            raise BadFields({"cabinet": "Saisissez le nom du cabinet.", "siren": "Siren faux."})
        refuse_different(mot_de_passe, confirmation)
        self.first_run = False
        return Secrets("AAAAA-BBBBB", "CLEF IMPRIMEE", "/coffre/cle")

    def reset_password(
        self, identifiant: str, code: str, nouveau: str, confirmation: str | None = None
    ) -> str:
        self.asked.append((identifiant, code, nouveau))
        refuse_different(nouveau, confirmation)
        if code != "BON":
            raise LoginRefused("Identifiant ou code de secours incorrect.")
        return "CCCCC-DDDDD"


class StubbornDoor(FrontDoor):
    """Refuses `faults`, and is busy as often as told; remembers what was asked."""

    def __init__(
        self, *, faults: dict[str, str] | None = None, busy: int = 0, first_run: bool = False
    ) -> None:
        self.faults = faults or {}
        self.busy = busy
        self.first_run = first_run
        self.asked: list[tuple[str, ...]] = []

    def _wait(self) -> None:
        if self.busy:
            self.busy -= 1
            raise StorageBusy("Le portefeuille est occupé.")

    def is_first_run(self) -> bool:
        self._wait()
        return self.first_run

    def log_in(self, identifiant: str, mot_de_passe: str) -> Portefeuille:
        self._wait()
        self.asked.append((identifiant, mot_de_passe))
        return cast("Portefeuille", "inside")

    def create_espace(
        self,
        *,
        cabinet: str,
        siren: str,
        identifiant: str,
        nom: str,
        mot_de_passe: str,
        confirmation: str | None = None,
    ) -> Secrets:
        self._wait()
        self.asked.append((cabinet, siren, identifiant, nom, mot_de_passe))
        if self.faults:
            raise BadFields(self.faults)
        refuse_different(mot_de_passe, confirmation)
        return Secrets("AAAAA-BBBBB", None, "/coffre/cle")

    def reset_password(
        self, identifiant: str, code: str, nouveau: str, confirmation: str | None = None
    ) -> str:
        self._wait()
        self.asked.append((identifiant, code, nouveau))
        refuse_different(nouveau, confirmation)
        return "CCCCC-DDDDD"
