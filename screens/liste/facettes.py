"""Filtrer: the facets of a list, each value with how many it would list."""

from __future__ import annotations

import asyncio
from time import monotonic

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from models.portefeuille import Portefeuille
from models.search.criteres import Criteres
from models.search.facettes import Tally
from models.wording import count
from screens.flows.gestures import REFUSED, carry_out
from screens.liste.facet_lines import Line, cells, columns, lines, next_choice
from screens.liste.listing import NARROW
from screens.liste.search_words import filter_in_words, search_in_words
from screens.widgets.bindings import hidden
from screens.widgets.columns import Row
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.widgets.rows import RowList

SEEN = 0.25
"""Seconds after which the counts of a long list are shown again while it is read."""


class FacetList(RowList):
    """The values of all facets, one below the other."""

    BINDING_GROUP_TITLE = "Les filtres"
    BINDINGS = [
        Binding("space", "screen.tick", "Cocher", priority=True, id="facettes.tick"),
        Binding("enter", "open", "Appliquer", priority=True, id="facettes.apply"),
    ]


class FacettesModal(Window[Criteres | None]):
    """Gives the list so narrowed; None if the person gave up. What is sought, and the order, stay.

    The counts are read beside the keys: those of a long list come little by little.
    """

    TITLE = "Filtrer"
    CSS_PATH = "facettes.tcss"
    AUTO_FOCUS = "FacetList"
    BINDINGS = [
        Binding("backspace", "clear", "Tout effacer", id="facettes.clear"),
        hidden("right", "group(1)", "Filtre suivant", id="facettes.next"),
        hidden("left", "group(-1)", "Filtre précédent", id="facettes.previous"),
        Binding("escape,f12", "give_up", "Annuler", id="facettes.give_up"),
    ]

    _rows = query_one(FacetList)

    def __init__(self, portefeuille: Portefeuille, criteres: Criteres) -> None:
        super().__init__()
        self._portefeuille = portefeuille
        self._criteres = criteres
        self._tally = Tally()
        self._people = {one.uid: one.nom for one in portefeuille.responsables()}
        self._lines: tuple[Line, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out what is chosen, then all that one may choose."""
        with Frame("Filtrer"):
            yield Paragraph("", id="choisi")
            yield FacetList([])
        yield Foot()

    @work
    async def on_mount(self) -> None:
        """Count, and show it now and then."""
        shown = 0.0
        while not self._tally.is_whole:
            read = await carry_out(
                self, lambda: self._portefeuille.tally(self._criteres, self._tally)
            )
            if read is REFUSED:
                return
            self._tally = read
            if self._tally.is_whole or monotonic() - shown > SEEN:
                self._show()
                shown = monotonic()
            # Keys come first.
            await asyncio.sleep(0)

    def on_resize(self) -> None:
        """Give the columns their new widths."""
        self._show()

    def _show(self) -> None:
        tally, criteres = self._tally, self._criteres
        counts = tally.counts(criteres)
        self._lines = lines(counts, criteres, self._people)
        wide = self.size.width >= NARROW
        shown = [
            Row(line.key, cells(line, counts, criteres, whole=tally.is_whole, wide=wide))
            for line in self._lines
        ]
        self.query_one(Frame).hold(len(shown), self.query_one("#choisi").size.height or 1)
        self._rows.show(shown, columns=columns(wide=wide))
        found = count(counts.total, "compte")
        least = "" if tally.is_whole else "au moins "
        words = filter_in_words(criteres, self._people), search_in_words(criteres)
        said = ", ".join(filter(None, words))
        self.query_one("#choisi", Paragraph).say(
            f"{least}{found} : {said}." if said else f"{least}{found}, sans filtre."
        )

    # Choosing

    def action_tick(self) -> None:
        """Choose the value under the cursor, or leave it; a box goes from open to closed."""
        if self._lines:
            self._criteres = next_choice(self._criteres, self._lines[self._rows.cursor_row])
            self._show()

    def action_clear(self) -> None:
        """Choose nothing."""
        self._criteres = self._criteres.sought
        self._show()

    def action_group(self, step: int) -> None:
        """Go to the first value of the facet after (1) or before (-1)."""
        firsts = [rank for rank, line in enumerate(self._lines) if line.heading]
        here = self._rows.cursor_row
        beyond = [rank for rank in firsts if (rank > here if step > 0 else rank < here)]
        if beyond:
            self._rows.move_to(beyond[0] if step > 0 else beyond[-1])

    def on_key(self, event: events.Key) -> None:
        """Go to the next value that begins with the letter typed."""
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            return
        event.stop()
        size, here = len(self._lines), self._rows.cursor_row
        after = ((here + step) % size for step in range(1, size + 1))
        begun = (one for one in after if self._lines[one].label.casefold().startswith(letter))
        self._rows.move_to(next(begun, here))

    @on(FacetList.Opened)
    def apply(self) -> None:
        """Narrow the list so."""
        self.dismiss(self._criteres)

    def action_give_up(self) -> None:
        """Leave the list as it was."""
        self.dismiss(None)
