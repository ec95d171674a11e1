"""The fifteen boxes of a lot: each one to open everywhere, to close everywhere, or left alone."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from rich.style import Style

from models.labels import Service
from models.services import Changement
from models.wording import show_number
from screens.services.service_boxes import ServiceBoxes
from screens.widgets.bindings import hidden
from screens.widgets.marks import mark

_INDENT = 7


class LotBoxes(ServiceBoxes):
    """`[+] [-] [=]`, and how many of the lot have the service; ticking goes from one to the next.

    `selected` holds what is to open, `original` what is to close.
    """

    BINDINGS = [
        hidden("plus", "wish(True)", "Cocher partout", id="lot_boxes.open"),
        hidden("minus", "wish(False)", "Décocher partout", id="lot_boxes.close"),
        hidden("equals_sign", "wish(None)", "Laisser", id="lot_boxes.leave"),
    ]

    def __init__(self, counts: Mapping[Service, int]) -> None:
        super().__init__(editing=True)
        self._counts = {service: show_number(counts[service]) for service in Service}
        self._width = max(map(len, self._counts.values()))

    @property
    def changement(self) -> Changement:
        """What is asked for."""
        return Changement(self.selected, self.original)

    def action_tick_here(self) -> None:
        """Go from leaving the box to opening it, to closing it, and back."""
        here = self.cursor
        if here in self.selected:
            self.action_wish(False)
        else:
            self.action_wish(None if here in self.original else True)

    def action_wish(self, opened: bool | None) -> None:
        """Open, close, or leave (None) the box under the cursor."""
        here = frozenset({self.cursor})
        self.selected = self.selected | here if opened else self.selected - here
        self.original = self.original | here if opened is False else self.original - here
        self.post_message(self.Toggled(self, self.cursor))

    @property
    def _indent(self) -> int:
        return _INDENT + self._width + 1

    def _drawn_to_edit(self, service: Service) -> tuple[Segment, list[Segment], Style]:
        sign = "+" if service in self.selected else "-" if service in self.original else "="
        count = self._counts[service].rjust(self._width)
        margin = Segment(" ", self.rich_style)
        if self.has_focus and service is self.cursor:
            style = self._style("cursor")
            return margin, [Segment(f"{service.key} [{sign}]{mark(self)}{count} ", style)], style
        asked = self._style("changed") if sign != "=" else self.rich_style
        head = [
            Segment(service.key, self._style("key")),
            Segment(f" [{sign}] ", asked),
            Segment(f"{count} ", self._style("shut")),
        ]
        return margin, head, asked if sign != "=" else self.rich_style
