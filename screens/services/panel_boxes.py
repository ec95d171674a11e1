"""The boxes of the services panel, which tell what differs from what is saved."""

from __future__ import annotations

from textual import on

from models.fiche import Fiche
from models.labels import Service
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.foot import Foot


class PanelBoxes(ServiceBoxes):
    """The boxes of one inscription; they speak on the foot while one edits."""

    def __init__(self, fiche: Fiche) -> None:
        super().__init__(fiche.services)
        self._regime = fiche.regime

    @property
    def unsaved(self) -> bool:
        """Whether a box differs from what is saved."""
        return self.editing and self.selected != self.original

    def show(self, fiche: Fiche) -> None:
        """Show what is saved of an inscription."""
        self._regime = fiche.regime
        self.selected = self.original = fiche.services
        self.find_hints(self._regime)

    def tick(self, services: frozenset[Service]) -> None:
        """Tick these boxes and no others."""
        self.selected = services
        self.find_hints(self._regime)
        self.tell_changes()

    def tell_changes(self) -> None:
        """Name what differs from what is saved; number it where the names would hide the keys."""
        foot = self.screen.query_one(Foot)
        changes = self.changes_in_words()
        if not foot.holds(changes):
            changes = self.changes_in_words(numbered=True)
        foot.say(changes, "warning" if changes else "info")

    @on(ServiceBoxes.Toggled)
    def follow(self, event: ServiceBoxes.Toggled) -> None:
        """Tell what is odd about the box that was ticked, else what differs from what is saved."""
        self.find_hints(self._regime)
        ticked = event.service in self.selected
        self._tell_of(event.service, self.hints.get(event.service, "") if ticked else "")

    @on(ServiceBoxes.Moved)
    def tell_hint(self, event: ServiceBoxes.Moved) -> None:
        """Tell what is odd about the box under the cursor."""
        if self.screen.query_one(Foot).kind != "error":
            self._tell_of(event.service, event.hint)

    def _tell_of(self, service: Service, hint: str) -> None:
        if hint:
            self.screen.query_one(Foot).say(f"{service.label} : {hint}.")
        else:
            self.tell_changes()
