"""Exporter: clients written in a file, for a spreadsheet or for another program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from models.errors import BadValue
from models.exportation.colonnes import EVERY, USUAL, Column, named
from models.exportation.export import Export, format_of
from models.long_work import GoOn
from models.portefeuille import Portefeuille
from models.rights import ADMINISTRATORS
from models.search.criteres import Criteres
from models.wording import count, show_number
from screens.files.file_window import FileWindow
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.lots import carry_out_long
from screens.liste.paged_rows import PagedRows
from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.button import FlatButton
from screens.widgets.choice import Choice, Tick
from screens.widgets.paragraph import Paragraph
from screens.windows.colonnes import ColonnesModal
from screens.windows.confirm import ConfirmModal

ONLY = "Une ligne par compte. Sans numéro de sécurité sociale."
WHAT = "Une ligne par compte."
NIR = "Avec les numéros de sécurité sociale, en clair"
IN_CLEAR = "Écrire les numéros de sécurité sociale en clair ?"
KEPT_BY_THE_JOURNAL = (
    "Le journal gardera que vous les avez exportés, et combien.",
    "Rangez ce fichier en lieu sûr, et supprimez-le dès qu'il a servi.",
)
NOTHING_WRITTEN = "Rien n'a été écrit."
REMEMBERED = "colonnes"
"""The preference that keeps the columns of a person."""


class Offer(NamedTuple):
    """Clients that may go out, in words, and how many they are at most."""

    clients: Criteres | Sequence[UUID]
    words: str
    number: int


class ExportModal(FileWindow):
    """Gives what is to be said once the file is written; an empty text if the person gives up."""

    TITLE = "Exporter"
    CSS_PATH = "exportation.tcss"
    BINDINGS = [Binding("f6", "columns", "Colonnes", id="export.columns")]
    KINDS = ((".xlsx", "Excel"), (".csv", "CSV"), (".json", "JSON"))

    def __init__(self, portefeuille: Portefeuille, offers: Sequence[Offer], day: date) -> None:
        self._sees_nirs = portefeuille.role in ADMINISTRATORS and not portefeuille.why_no_key
        super().__init__(WHAT if self._sees_nirs else ONLY, f"clients-{day.isoformat()}")
        self._portefeuille = portefeuille
        self._offers = offers
        self._columns = _remembered(portefeuille)

    def compose_more(self) -> ComposeResult:
        """Lay out what the file is to hold."""
        yield Choice([(offer, offer.words) for offer in self._offers], id="clients")
        if self._sees_nirs:
            yield Tick(NIR, id="nir")
        yield Paragraph(self._said_of_columns, id="colonnes")

    def compose_buttons(self) -> ComposeResult:
        """Lay out what leads to the columns."""
        yield FlatButton("Colonnes…", id="choisir")

    @property
    def _said_of_columns(self) -> str:
        if self.is_mounted and self.ending == ".json":
            return "Colonnes : aucune, le JSON a tous les champs."
        kinds = {USUAL: "les habituelles", EVERY: "toutes"}
        chosen = kinds.get(self._columns, "celles que vous avez choisies")
        return f"Colonnes : {chosen} ({len(self._columns)})."

    @on(Choice.Changed, "#format")
    def say_columns(self) -> None:
        """Say which columns the file is to have."""
        self.query_one("#colonnes", Paragraph).say(self._said_of_columns)

    @on(FlatButton.Pressed, "#choisir")
    @work(exclusive=True)
    async def action_columns(self) -> None:
        """Choose the columns; they are those of this person from now on."""
        chosen = await self.app.push_screen_wait(ColonnesModal(self._columns))
        if chosen is None:
            return
        self._columns = chosen
        self.say_columns()
        names = ",".join(column.name for column in chosen)
        await carry_out(self, lambda: self._portefeuille.remember(REMEMBERED, names))

    def refuse_name(self, path: Path) -> None:
        """Raise BadValue for a name that tells no kind."""
        format_of(path)

    async def write(self, path: Path, *, replace: bool) -> str:
        """Write the file, once the person agrees to what goes out in clear."""
        if not await self._may_show_nirs():
            return ""
        done = await self._written(path, replace=replace)
        if isinstance(done, BadValue):
            self.say(str(done), "error")
        if done is None or isinstance(done, BadValue):
            return ""
        where, number = done
        return f"Export écrit : {count(number, 'client')}, dans {where}"

    @property
    def _wants_nirs(self) -> bool:
        return any(tick.value for tick in self.query(Tick))

    async def _may_show_nirs(self) -> bool:
        """Ask before what is secret goes out in clear."""
        if not self._wants_nirs:
            return True
        question = ConfirmModal(IN_CLEAR, details=KEPT_BY_THE_JOURNAL, kept=NOTHING_WRITTEN)
        return await self.app.push_screen_wait(question) is True

    async def _written(self, path: Path, *, replace: bool) -> tuple[Path, int] | BadValue | None:
        """Write the file; a BadValue is for this window, None was said already."""
        offer: Offer = self.query_one("#clients", Choice).value
        export = Export(self._portefeuille, offer.clients, self._columns, nir=self._wants_nirs)

        def write(go_on: GoOn) -> tuple[Path, int] | BadValue:
            try:
                return export.write(path, go_on, replace=replace)
            except BadValue as refusal:
                return refusal

        return await carry_out_long(self, write, "Export", offer.number, NOTHING_WRITTEN)


async def export_clients(
    screen: AnsweringScreen[Any], portefeuille: Portefeuille, listed: PagedRows
) -> str:
    """Export what is ticked, or listed, or all; gives what to say, empty if nothing was done."""
    totals = await carry_out(screen, portefeuille.compteurs)
    if totals is REFUSED:
        return ""
    offers = _offers(listed, totals.total)
    today = portefeuille.now.astimezone().date()
    return await screen.app.push_screen_wait(ExportModal(portefeuille, offers, today))


def _offers(listed: PagedRows, total: int) -> list[Offer]:
    """Give what may go out, the narrowest first: it is what one has in mind."""
    offers = []
    if ticked := listed.ticked.uids:
        offers.append(Offer(ticked, f"Cochés : {show_number(len(ticked))}", len(ticked)))
    if not listed.criteres.est_vide:
        found = listed.page.total
        words = "Liste" if found is None else f"Liste : {show_number(found)}"
        # What was removed may be listed, and is none of the total.
        offers.append(Offer(listed.criteres, words, found or max(total, 1)))
    everything = Criteres(tri=listed.criteres.tri)
    offers.append(Offer(everything, f"Tout : {show_number(total)}", max(total, 1)))
    return offers


def _remembered(portefeuille: Portefeuille) -> tuple[Column, ...]:
    """Give the columns that this person chose last; the usual ones, if one of them is no more."""
    kept = portefeuille.preference(REMEMBERED)
    try:
        return named(kept.split(",")) if kept else USUAL
    except BadValue:
        return USUAL
