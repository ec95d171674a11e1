"""The fields of the form that are chosen: régime, état, civilité, responsable."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any
from uuid import UUID

from models.champs import COMPTE, FIELDS
from models.fiche import Fiche
from models.saisie import Saisie, SaisieCompte
from screens.formulaire.layout import CHOSEN, ROWS
from screens.widgets.choice import Choice
from screens.widgets.chooser import Chooser

_CIVILITES = ("", "M.", "MME")


class Choices:
    """The widgets of one form; those of a compte are of the one that is shown."""

    def __init__(self, initial: Saisie, fiche: Fiche | None) -> None:
        self._initial, self._fiche = initial, fiche
        self._responsables: dict[UUID | None, str] = {None: "personne"}
        if fiche and fiche.responsable:
            self._responsables[fiche.responsable] = fiche.responsable_nom or ""
        names = (name for row in ROWS[initial.regime] for name in row if name in CHOSEN)
        self.by_name = {name: self._made(name) for name in names}

    def _made(self, name: str) -> Choice[Any]:
        champ, initial = FIELDS[name], self._initial
        if name == "civilite":
            civilites = dict.fromkeys((*_CIVILITES, initial.civilite))
            options = [(one, one or "—") for one in civilites]
            return Chooser(options, value=initial.civilite, width=8, id=name)
        if name == "responsable":
            people = list(self._responsables.items())
            return Chooser(people, value=initial.responsable, width=20, id=name)
        codes = [(code, code.label) for code in champ.codes]
        value = None if name in COMPTE else getattr(initial, name)
        fixed = self._fiche is not None and not champ.changes
        return Choice(codes, value=value, id=name, disabled=fixed)

    def anew(self, initial: Saisie) -> None:
        """Show what is chosen for another client; who was offered before may be gone since."""
        self._responsables = {None: "personne"}
        for name, widget in self.by_name.items():
            if name not in COMPTE:
                widget.value = getattr(initial, name)

    def chosen(self, champs: Container[str]) -> dict[str, Any]:
        """Give what is chosen now, by those of `champs` that are."""
        return {name: one.value for name, one in self.by_name.items() if name in champs}

    def show(self, compte: SaisieCompte) -> None:
        """Show what is chosen for a compte."""
        for name in self.chosen(COMPTE):
            self.by_name[name].value = getattr(compte, name)

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        """Offer the people of the cabinet as responsable, beside the one of the client."""
        self._responsables.update(people)
        widget = self.by_name["responsable"]
        if isinstance(widget, Chooser):
            widget.offer(list(self._responsables.items()))
