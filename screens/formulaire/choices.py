"""The fields of the form that are chosen: régime, état, civilité, responsable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.champs import CLIENT
from models.fiche import Fiche
from models.labels import Etat, Regime
from models.saisie import Saisie
from screens.widgets.choice import Choice
from screens.widgets.chooser import Chooser

_CIVILITES = ("", "M.", "MME")


class Choices:
    """The widgets of one form; the état is that of the compte that is shown."""

    def __init__(self, initial: Saisie, fiche: Fiche | None) -> None:
        self._initial = initial
        self.etat = Choice([(etat, etat.label) for etat in Etat], id="etat")
        regimes = [(regime, regime.label) for regime in Regime if regime.est_independant]
        self._regime = Choice(regimes, id="regime", disabled=fiche is not None)
        if initial.regime.est_independant:
            self._regime.value = initial.regime
        civilites = dict.fromkeys((*_CIVILITES, initial.civilite))
        self._civilite = Chooser(
            [(one, one or "—") for one in civilites],
            value=initial.civilite,
            width=8,
            id="civilite",
        )
        self._responsables: dict[UUID | None, str] = {None: "(aucun)"}
        if fiche and fiche.responsable:
            self._responsables[fiche.responsable] = fiche.responsable_nom or ""
        self._responsable = Chooser(
            list(self._responsables.items()),
            value=initial.responsable,
            width=20,
            id="responsable",
        )

    @property
    def of_client(self) -> dict[str, Any]:
        """What is chosen for the client, by field."""
        chosen = {"civilite": self._civilite.value, "responsable": self._responsable.value}
        if self._initial.regime.est_independant:
            chosen["regime"] = self._regime.value
        return chosen

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        """Offer the people of the cabinet as responsable, beside the one of the client."""
        self._responsables.update(people)
        self._responsable.offer(list(self._responsables.items()))

    def laid_out(self, name: str) -> Widget:
        """Give the widget of a field, with its label if it has one."""
        if name in ("regime", "etat"):
            return self._regime if name == "regime" else self.etat
        label = CLIENT[name].label_of(self._initial.regime)
        choice = self._civilite if name == "civilite" else self._responsable
        return Horizontal(Static(Content(label)), choice, classes="choix")
