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
from textual.widgets import Input

from models.errors import BadValue
from models.exportation.colonnes import EVERY, USUAL, Column, named
from models.exportation.export import Export, format_of
from models.long_work import SLICE, GoOn
from models.portefeuille import Portefeuille
from models.rights import ADMINISTRATORS
from models.search.criteres import Criteres
from models.wording import count, show_number
from screens.flows.files import LONGEST, may_replace, with_ending
from screens.flows.gestures import REFUSED, carry_out
from screens.flows.lots import carry_out_long
from screens.liste.paged_rows import PagedRows
from screens.widgets.answering_screen import AnsweringScreen
from screens.widgets.button import ButtonRow, FlatButton
from screens.widgets.choice import Choice, Tick
from screens.widgets.field import Field, FieldRow
from screens.widgets.foot import Foot
from screens.widgets.frame import Frame, Window
from screens.widgets.paragraph import Paragraph
from screens.windows.colonnes import ColonnesModal
from screens.windows.confirm import ConfirmModal

KINDS = ((".xlsx", "Excel"), (".csv", "CSV"), (".json", "JSON"))
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


class ExportModal(Window[str]):
    """Gives what is to be said once the file is written; an empty text if the person gives up."""

    TITLE = "Exporter"
    CSS_PATH = "exportation.tcss"
    AUTO_FOCUS = "Field"
    BINDINGS = [
        Binding("ctrl+s,f10", "write", "Écrire", id="export.write"),
        Binding("f6", "columns", "Colonnes", id="export.columns"),
        Binding("escape,f12", "give_up", "Annuler", id="export.give_up"),
    ]

    def __init__(self, portefeuille: Portefeuille, offers: Sequence[Offer], day: date) -> None:
        super().__init__()
        self._portefeuille = portefeuille
        self._offers = offers
        self._first = f"~/clients-{day.isoformat()}{KINDS[0][0]}"
        self._columns = _remembered(portefeuille)
        self._sees_nirs = portefeuille.role in ADMINISTRATORS and not portefeuille.why_no_key

    def compose(self) -> ComposeResult:
        """Lay out the path, then what the file is to hold."""
        with Frame(self.TITLE):
            yield Paragraph(WHAT if self._sees_nirs else ONLY)
            yield FieldRow("Fichier", Field(value=self._first, max_length=LONGEST), id="chemin")
            yield Choice(KINDS, id="format")
            yield Choice([(offer, offer.words) for offer in self._offers], id="clients")
            if self._sees_nirs:
                yield Tick(NIR, id="nir")
            yield Paragraph(self._said_of_columns, id="colonnes")
            with ButtonRow():
                yield FlatButton("Écrire", variant="primary", id="ecrire")
                yield FlatButton("Colonnes…", id="choisir")
                yield FlatButton("Annuler (Échap)", id="annuler")
        yield Foot()

    @property
    def _ending(self) -> str:
        return str(self.query_one("#format", Choice).value)

    @property
    def _said_of_columns(self) -> str:
        if self.is_mounted and self._ending == ".json":
            return "Colonnes : aucune, le JSON a tous les champs."
        kinds = {USUAL: "les habituelles", EVERY: "toutes"}
        chosen = kinds.get(self._columns, "celles que vous avez choisies")
        return f"Colonnes : {chosen} ({len(self._columns)})."

    @on(Choice.Changed, "#format")
    def name_otherwise(self) -> None:
        """Give the file the ending of what was chosen."""
        field = self.query_one(Field)
        field.value = with_ending(field.value, self._ending, (end for end, _ in KINDS))
        self._say_columns()

    def _say_columns(self) -> None:
        self.query_one("#colonnes", Paragraph).say(self._said_of_columns)

    @on(FlatButton.Pressed, "#choisir")
    @work(exclusive=True)
    async def action_columns(self) -> None:
        """Choose the columns; they are those of this person from now on."""
        chosen = await self.app.push_screen_wait(ColonnesModal(self._columns))
        if chosen is None:
            return
        self._columns = chosen
        self._say_columns()
        names = ",".join(column.name for column in chosen)
        await carry_out(self, lambda: self._portefeuille.remember(REMEMBERED, names))

    @on(Input.Submitted)
    @on(Choice.Submitted)
    @on(Tick.Submitted)
    @on(FlatButton.Pressed, "#ecrire")
    @work(exclusive=True)
    async def action_write(self) -> None:
        """Write the file; one that is there is replaced once the person agrees."""
        path = Path(self.query_one(Field).value.strip())
        try:
            format_of(path)
            replace = await may_replace(self, path)
        except BadValue as refusal:
            self.say(str(refusal), "error")
            return
        if replace is None or not await self._may_show_nirs():
            return
        done = await self._written(path, replace=replace)
        if isinstance(done, BadValue):
            self.say(str(done), "error")
        elif done is not None:
            where, number = done
            self.dismiss(f"Export écrit : {count(number, 'client')}, dans {where}")

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

        done = await carry_out_long(self, write, "Export", offer.number)
        if done is None and offer.number > SLICE:
            self.say(NOTHING_WRITTEN, "warning")
        return done

    @on(FlatButton.Pressed, "#annuler")
    def action_give_up(self) -> None:
        """Write nothing."""
        self.dismiss("")


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
