"""The fifteen boxes of the form, which say what is odd in them."""

from __future__ import annotations

from textual import events, on

from models.labels import Regime, Service
from screens.services.box_keys import NO_SUCH_BOX
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.foot import Foot


class FormBoxes(ServiceBoxes):
    """The boxes of a client, whose régime may still change."""

    def __init__(self, selected: frozenset[Service], regime: Regime, *, editing: bool) -> None:
        super().__init__(selected, editing=editing)
        self._regime = regime

    def anew(self, selected: frozenset[Service]) -> None:
        """Show the boxes of another client, from the first."""
        self.selected = self.original = selected
        # Without its watcher, which would bring them in sight.
        self.set_reactive(ServiceBoxes.cursor, Service.DPAE)
        self.refresh()

    def hint(self, regime: Regime | None = None) -> None:
        """Find what is odd in the boxes, under another régime if it is given."""
        self._regime = regime or self._regime
        self.find_hints(self._regime)

    @on(ServiceBoxes.Moved)
    @on(ServiceBoxes.Toggled)
    def tell(self, event: ServiceBoxes.Moved | ServiceBoxes.Toggled) -> None:
        """Say what is odd about the box under the cursor."""
        self.hint()
        foot = self.screen.query_one(Foot)
        if hint := self.hints.get(event.service):
            foot.say(f"{event.service.label} : {hint}", speaker="boxes")
        else:
            foot.fall_silent("boxes")

    def on_key(self, event: events.Key) -> None:
        """Say that a letter is no box."""
        if event.is_printable and event.key not in self.screen.active_bindings:
            event.stop()
            self.screen.query_one(Foot).say(NO_SUCH_BOX, "warning", speaker="boxes")
